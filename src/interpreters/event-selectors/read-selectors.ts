import { type Clause, unreadable } from './clause.ts';
import { condition } from './condition.ts';
import { readAdvanced } from './read-advanced.ts';
import { readBasic } from './read-basic.ts';
import { listOf, membersOf } from './read-list.ts';

const unclear = (text: string): readonly Clause[] => [{ conditions: [], questions: [unreadable(text)] }];

/** What a trail records when nobody gave it selectors: management events, reads and writes. */
const DEFAULT: readonly Clause[] = [
  { conditions: [condition('eventCategory', { equals: ['Management'] })], questions: [] },
];

/**
 * The clauses of a trail's selectors; never throws, whatever it is given.
 *
 * A trail without selectors takes AWS's default if DescribeTrails says that it has no custom ones. Without
 * that word, or against it, nothing can be told; nor where basic and advanced selectors come together, which AWS rules out.
 *
 * Source: CloudTrail API reference, "PutEventSelectors" and "GetEventSelectors".
 */
export function readSelectors(selectors: unknown): readonly Clause[] {
  const members = membersOf(selectors);
  const basic = listOf(members['EventSelectors']);
  const advanced = listOf(members['AdvancedEventSelectors']);
  if (!basic || !advanced) return unclear('the selectors are no list');
  if (basic.length > 0 && advanced.length > 0)
    return unclear('basic and advanced selectors at once, which no trail has');
  if (basic.length > 0) return basic.flatMap(readBasic);
  if (advanced.length > 0) return advanced.flatMap(readAdvanced);
  if (members['HasCustomEventSelectors'] === false) return DEFAULT;
  return unclear(
    members['HasCustomEventSelectors'] === true
      ? 'the trail has custom selectors, but none were given'
      : 'no selectors were given, nor whether the trail has custom ones',
  );
}
