import type { Steps } from '../steps.ts';
import type { Clause } from './clause.ts';
import { type Condition, passes } from './condition.ts';
import { anyText, type Domain } from './domain.ts';
import { signaturesOf } from './signatures.ts';

/** For each field that the events asked about may differ in: its values. Fields left out limit no clause. */
export type Space = ReadonlyMap<string, Domain>;

/** Whether clauses take all events of a space, and whether they take any. */
export interface Survey {
  readonly takesAll: boolean;
  readonly takesAny: boolean;
}

/**
 * How much of a space of events clauses take together. Exact, for fields that vary independently.
 *
 * Values of a field that pass and fail the same conditions are one class. Going field by field, each class
 * leaves some of the clauses standing; all events are taken if, whatever the classes, a clause stands at the end.
 *
 * @throws OutOfSteps
 */
export function survey(clauses: readonly Clause[], space: Space, steps: Steps): Survey {
  // What a field with one value leaves out is left out at once.
  const left = clauses.filter(({ conditions }) =>
    conditions.every((part) => {
      const value = singleValue(space.get(part.field));
      return value === undefined || passes(part, value, steps);
    }),
  );
  steps.take(clauses.length + 1);
  const limiting = left.map((clause) => clause.conditions.filter(({ field }) => isOpenField(space, field)));
  if (left.length === 0) return { takesAny: false, takesAll: false };
  if (limiting.some(({ length }) => length === 0)) return { takesAny: true, takesAll: true };

  const fields = [...new Set(limiting.flat().map(({ field }) => field))]
    .map((name) => ({
      domain: space.get(name) ?? anyText(),
      conditions: limiting.map((own) => own.filter(({ field }) => field === name)),
    }))
    .map(({ domain, conditions }) => ({ conditions, signatures: [...signaturesOf(conditions, domain, steps)] }))
    .toSorted((one, other) => one.signatures.length - other.signatures.length);

  const everyClause = (1n << BigInt(left.length)) - 1n;
  const anywhere = fields.reduce(
    (any, { signatures }) => any & signatures.reduce((or, one) => or | one, 0n),
    everyClause,
  );
  return { takesAny: anywhere !== 0n, takesAll: takesAll(fields, everyClause, steps) };
}

const isOpenField = (space: Space, field: string): boolean =>
  space.has(field) && singleValue(space.get(field)) === undefined;

const singleValue = (domain: Domain | undefined): string | undefined =>
  domain && domain.roots.length === 0 && domain.exact.length === 1 && !domain.mayBeAbsent ? domain.exact[0] : undefined;

const CLAUSES_PER_STEP = 16;

interface Field {
  /** By clause: its conditions on the field. */
  readonly conditions: readonly (readonly Condition[])[];
  readonly signatures: readonly bigint[];
}

function takesAll(fields: readonly Field[], everyClause: bigint, steps: Steps): boolean {
  // From each field on: clauses that nothing limits any more, and how many the classes to come can fell at most.
  const visit = 1 + Math.floor((fields[0]?.conditions.length ?? 0) / CLAUSES_PER_STEP);
  const unlimitedFrom = [everyClause];
  const felledFrom = [0];
  for (const { conditions, signatures } of fields.toReversed()) {
    steps.take(visit * (CLAUSES_PER_STEP + signatures.length));
    const unlimited = conditions.reduce((bits, { length }, clause) => (length === 0 ? bits | bit(clause) : bits), 0n);
    const felled = signatures.reduce((most, signature) => Math.max(most, count(everyClause & ~signature)), 0);
    unlimitedFrom.unshift(unlimited & (unlimitedFrom[0] ?? 0n));
    felledFrom.unshift(felled + (felledFrom[0] ?? 0));
  }

  const known = fields.map(() => new Map<bigint, boolean>());
  const isTaken = (depth: number, standing: bigint): boolean => {
    steps.take(visit);
    if (standing === 0n) return false;
    if ((standing & (unlimitedFrom[depth] ?? everyClause)) !== 0n) return true;
    const before = known[depth]?.get(standing);
    if (before !== undefined) return before;
    const answer =
      count(standing) > (felledFrom[depth] ?? 0) ||
      (fields[depth]?.signatures.every((signature) => isTaken(depth + 1, standing & signature)) ?? true);
    known[depth]?.set(standing, answer);
    return answer;
  };
  return isTaken(0, everyClause);
}

const bit = (index: number): bigint => 1n << BigInt(index);

const count = (bits: bigint): number => bits.toString(2).replaceAll('0', '').length;
