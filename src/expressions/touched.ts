import type { Gap } from '../model/gap.ts';
import type { Resource } from '../model/resource.ts';
import type { SampleEvents } from '../model/sample-event.ts';
import type { Walk } from '../model/walk.ts';
import type { World } from '../model/world.ts';

/** One property an expression read. */
export interface Touch {
  /** As written in the expression, such as `trail.status.isLogging`. */
  readonly path: string;
  readonly value: unknown;
  readonly resource: Resource;
  /** The top-level property it belongs to. */
  readonly property: string;
  /** Read on a walk, which tells of it in its own words. */
  readonly isWalked?: true;
}

/** What one evaluation looks at, and what it has looked at so far. */
export interface Evaluation {
  readonly world: World;
  /** What drills are made with. */
  readonly events: SampleEvents;
  readonly touches: Touch[];
  readonly gaps: Set<Gap>;
  /** How the drills ended that it asked for. */
  readonly walks: Set<Walk>;
}

/** Thrown by whatever reads a gap; CEL's `&&` and `||` absorb it where the other side decides. */
export class Unreadable extends Error {
  readonly gap: Gap;
  constructor(gap: Gap) {
    super(gap.reason);
    this.gap = gap;
  }
}

// Evaluation is synchronous, so one slot is enough.
let underWay: Evaluation | undefined;

export const evaluationUnderWay = (): Evaluation => {
  if (!underWay) throw new Error('a value of evidence was read outside of an evaluation');
  return underWay;
};

/** Runs `action` with its reads noted in `evaluation`. */
export function during<T>(evaluation: Evaluation, action: () => T): T {
  const before = underWay;
  underWay = evaluation;
  try {
    return action();
  } finally {
    underWay = before;
  }
}

/** Notes the gap and throws it. */
export function unreadable(gap: Gap): never {
  evaluationUnderWay().gaps.add(gap);
  throw new Unreadable(gap);
}
