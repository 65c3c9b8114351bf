import type { Steps } from '../steps.ts';

/** Values a text is compared with; it is hit when one of them fits. */
export interface Values {
  readonly equals: readonly string[];
  readonly startsWith: readonly string[];
  readonly endsWith: readonly string[];
}

/** What one field selector asks of one field of an event. */
export interface Condition {
  readonly field: string;
  /** One of them must fit, unless there are none. */
  readonly select: Values;
  /** None of them may fit. */
  readonly deselect: Values;
  /** Steps it takes to compare one text with all values. */
  readonly cost: number;
}

const NOTHING: Values = { equals: [], startsWith: [], endsWith: [] };
const CHARACTERS_PER_STEP = 256;

/** A condition on `field`, of the values given. */
export function condition(field: string, select: Partial<Values>, deselect: Partial<Values> = {}): Condition {
  const whole = { field, select: { ...NOTHING, ...select }, deselect: { ...NOTHING, ...deselect } };
  const values = [...valuesOf(whole.select), ...valuesOf(whole.deselect)];
  return { ...whole, cost: values.reduce((sum, { length }) => sum + 1 + Math.floor(length / CHARACTERS_PER_STEP), 1) };
}

const valuesOf = (values: Values): readonly string[] => [...values.equals, ...values.startsWith, ...values.endsWith];

export const isEmpty = (values: Values): boolean =>
  values.equals.length === 0 && values.startsWith.length === 0 && values.endsWith.length === 0;

/**
 * Whether a field of this text passes: a SELECT value fits (or there is none) and no DESELECT value does.
 * Letter case counts. A field the event has not (`undefined`) fits no value, which is our reading: AWS does not say.
 *
 * Source: CloudTrail user guide, "How CloudTrail evaluates multiple conditions for a field".
 */
export function passes({ select, deselect, cost }: Condition, text: string | undefined, steps: Steps): boolean {
  steps.take(cost);
  const hits = (values: Values): boolean =>
    text !== undefined &&
    (values.equals.includes(text) ||
      values.startsWith.some((value) => text.startsWith(value)) ||
      values.endsWith.some((value) => text.endsWith(value)));
  return (isEmpty(select) || hits(select)) && !hits(deselect);
}
