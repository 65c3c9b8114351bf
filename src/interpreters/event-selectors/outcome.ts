/** What holds by our reading, and why it may be the other way round; no reasons where it is certain. */
export interface Outcome {
  readonly value: boolean;
  readonly doubts: readonly string[];
}

export const certain = (value: boolean): Outcome => ({ value, doubts: [] });

/** Whether all hold. What cannot change that leaves no doubt. */
export function and(outcomes: readonly Outcome[]): Outcome {
  return combine(outcomes, false);
}

/** Whether any holds. What cannot change that leaves no doubt. */
export function or(outcomes: readonly Outcome[]): Outcome {
  return combine(outcomes, true);
}

// One outcome of the deciding kind settles it. Those of that kind that are in doubt are the only ones that may settle
// it otherwise; with none of that kind, each in doubt may.
function combine(outcomes: readonly Outcome[], deciding: boolean): Outcome {
  const decisive = outcomes.filter(({ value }) => value === deciding);
  if (decisive.some(({ doubts }) => doubts.length === 0)) return certain(deciding);
  const open = decisive.length > 0 ? decisive : outcomes;
  return { value: decisive.length > 0 ? deciding : !deciding, doubts: open.flatMap(({ doubts }) => doubts) };
}
