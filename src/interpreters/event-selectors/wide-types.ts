import type { Clause } from './clause.ts';
import { type Condition, isEmpty, passes } from './condition.ts';
import { coverageSteps } from './coverage.ts';
import { readSelectors } from './read-selectors.ts';
import type { TrailSelectors } from './types.ts';

/** A type of resource whose data events selectors take whichever resource it is. */
export interface WideType {
  /** As CloudTrail spells it; left out where a selector does not say it. */
  readonly type?: string;
  /** Why it may not be so; empty where it is certain. */
  readonly doubts: readonly string[];
}

/**
 * The types of resources whose data events a trail's selectors take without naming any resource.
 *
 * A selector names resources when it selects ARNs by something beyond partition and service; leaving some out does
 * not count, nor does a filter by something else than the ARN, such as `eventName`.
 *
 * Source: CloudTrail user guide, "Logging data events"; API reference, "DataResource" and "AdvancedFieldSelector".
 */
export function wideTypes(selectors: TrailSelectors): readonly WideType[] {
  const found = readSelectors(selectors).filter(isWide).flatMap(typesIn);
  const certain = new Set(found.filter(({ doubts }) => doubts.length === 0).map(({ type }) => type));
  return [
    ...[...certain].flatMap((type) => (type === undefined ? [] : [{ type, doubts: [] }])),
    ...found.filter(({ type, doubts }) => doubts.length > 0 && !certain.has(type)),
  ];
}

function isWide({ conditions, questions }: Clause): boolean {
  if (questions.some(({ isTaken, isOpen }) => !isTaken && !isOpen)) return false;
  const steps = coverageSteps();
  const ofField = (field: string) => conditions.filter((part) => part.field === field);
  return (
    ofField('eventCategory').every((part) => passes(part, 'Data', steps)) &&
    ofField('resources.ARN').every(({ select }) => isEmpty(select) || select.startsWith.some(namesNone))
  );
}

// arn:aws:lambda, perhaps with colons after it.
const namesNone = (value: string): boolean =>
  value
    .split(':')
    .slice(3)
    .every((part) => part === '');

function typesIn({ conditions, questions }: Clause): readonly WideType[] {
  const doubts = questions.filter(({ isOpen }) => isOpen).map(({ text }) => text);
  const named = conditions.filter(({ field }) => field === 'resources.type');
  const types = named.every(isPlain) ? named.flatMap(({ select }) => select.equals) : [];
  if (types.length > 0) return types.map((type) => ({ type, doubts }));
  return [{ doubts: doubts.length > 0 ? doubts : [NO_PLAIN_TYPE] }];
}

const NO_PLAIN_TYPE = 'a selector filters by resources.type in a way that is not documented';

// AWS documents Equals only.
const isPlain = ({ select, deselect }: Condition): boolean =>
  select.startsWith.length === 0 && select.endsWith.length === 0 && isEmpty(deselect);
