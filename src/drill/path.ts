import { allOf, Gap } from '../model/gap.ts';
import type { Resource } from '../model/resource.ts';
import type { Hop, HopKind, HopState } from '../model/walk.ts';

/** One field that was read on the way. */
export interface Read {
  readonly resource: Resource;
  readonly property: string;
  readonly value: unknown;
}

/** A hop, with what it rests on. */
export interface Step extends Hop {
  readonly reads: readonly Read[];
  /** Why nobody can tell; there whenever the state is `unknown`. */
  readonly gap?: Gap;
}

/** One way an event may take. It ends with its first `no`. */
export type Path = readonly Step[];

/** Where a path leads: to the end, to a stop, or nobody can tell. */
export function endOf(path: Path): HopState {
  if (path.some(({ state }) => state === 'no')) return 'no';
  return path.some(({ state }) => state === 'unknown') ? 'unknown' : 'yes';
}

/** What one question came to. */
export interface Verdict {
  readonly state: HopState;
  readonly text: string;
  readonly gap?: Gap;
}

export const yes = (text: string): Verdict => ({ state: 'yes', text });
export const no = (text: string): Verdict => ({ state: 'no', text });
export const unknown = (gap: Gap): Verdict => ({ state: 'unknown', text: gap.reason, gap });

/** What AWS's documents leave open. */
export const open = (reason: string): Verdict => unknown(new Gap('undocumented', reason));

/** Asks one question of a value that may be a gap. */
export const ask = (value: unknown, holds: (value: unknown) => boolean, otherwise: string): Verdict => {
  if (value instanceof Gap) return unknown(value);
  return holds(value) ? yes('') : no(otherwise);
};

/** All must hold: the first that does not decides, then what is not known. */
export function every(verdicts: readonly Verdict[], text: string): Verdict {
  const stop = verdicts.find(({ state }) => state === 'no');
  if (stop) return stop;
  const gaps = verdicts.flatMap(({ gap }) => gap ?? []);
  if (gaps.length === 0) return yes(text);
  const gap = allOf(gaps);
  return { state: 'unknown', text: `perhaps ${text}: ${gap.reason}`, gap };
}

export function step(kind: HopKind, verdict: Verdict, reads: readonly Read[], resource?: Resource): Step {
  const { state, text, gap } = verdict;
  return { kind, state, text, reads, ...(gap && { gap }), ...(resource && { resource: referenceTo(resource) }) };
}

/** The step, resting on what was read before it as well. */
export const restingOn = (reads: readonly Read[], step: Step): Step => ({ ...step, reads: [...reads, ...step.reads] });

const referenceTo = ({ type, id, name, account, region }: Resource) => ({
  type,
  id,
  name,
  ...(account && { account }),
  ...(region && { region }),
});
