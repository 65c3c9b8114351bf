import { type Answer, both, either } from './answer.ts';
import { type Clause, isGroup, type Place } from './pattern.ts';

/** A condition that can be asked about one event. */
export interface Probe extends Place {
  readonly kind: 'probe';
  ask(): { readonly found: Found; readonly answer: Answer };
}

/** What the event holds where a condition looks; with a wildcard it may be several values. */
export type Found = readonly unknown[] | 'absent';

/** A pattern put to an event: it matches if the event fits and the clause holds. */
export interface Inquiry {
  readonly fits: Answer;
  /** Left out where there is nothing to ask. */
  readonly clause?: Clause<Probe>;
  /** What a person should know beyond the conditions. */
  readonly note?: string;
}

/** The same clause over other conditions. */
export function mapClause<One extends { readonly kind: string }, Other>(
  clause: Clause<One>,
  change: (condition: One) => Other,
): Clause<Other> {
  if (!isGroup(clause)) return change(clause);
  return { ...clause, parts: clause.parts.map((part) => mapClause(part, change)) };
}

/** Whether a clause holds; asks no more conditions than it needs. */
export function judge(clause: Clause<Probe>, ask: (probe: Probe) => Answer): Answer {
  if (!isGroup(clause)) return ask(clause);
  const isAnd = clause.kind === 'and';
  let answer: Answer = isAnd;
  for (const part of clause.parts) {
    if (answer === !isAnd) return answer;
    answer = (isAnd ? both : either)(answer, judge(part, ask));
  }
  return answer;
}

/** The conditions that made a clause hold, or not hold: of a true "or" the true parts, of a false "and" the false ones. */
export function deciding(clause: Clause<Probe>, holds: (probe: Probe) => boolean): readonly Probe[] {
  const visit = (part: Clause<Probe>): { readonly value: boolean; readonly because: readonly Probe[] } => {
    if (!isGroup(part)) return { value: holds(part), because: [part] };
    const inner = part.parts.map(visit);
    const isAnd = part.kind === 'and';
    const value = isAnd ? inner.every((one) => one.value) : inner.some((one) => one.value);
    return { value, because: inner.filter((one) => one.value === value).flatMap((one) => one.because) };
  };
  return visit(clause).because;
}
