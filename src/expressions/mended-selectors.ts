import type { AdvancedEventSelector, EventSelector, TrailSelectors } from '../interpreters/event-selectors/index.ts';

/**
 * A trail's selectors and some more, as advanced ones: new selectors replace the old ones, so whoever adds
 * one has to say them all. An old one that a new one takes in is left out.
 */
export function selectorsWith(
  { EventSelectors, AdvancedEventSelectors }: TrailSelectors,
  added: readonly AdvancedEventSelector[],
): readonly AdvancedEventSelector[] {
  const basic = EventSelectors?.length ? EventSelectors : [RECORDS_MANAGEMENT];
  const old = AdvancedEventSelectors?.length ? AdvancedEventSelectors.map(withoutNulls) : basic.flatMap(advancedOf);
  return [...old.filter((selector) => !added.some((more) => takesIn(more, selector))), ...added];
}

/** What a trail without selectors records. Source: CloudTrail API reference, "PutEventSelectors". */
const RECORDS_MANAGEMENT: EventSelector = {};

/** All conditions of a selector must hold: one with the same conditions and more takes less. */
function takesIn(wide: AdvancedEventSelector, narrow: AdvancedEventSelector): boolean {
  const conditions = new Set((narrow.FieldSelectors ?? []).map((condition) => JSON.stringify(condition)));
  return (wide.FieldSelectors ?? []).every((condition) => conditions.has(JSON.stringify(condition)));
}

/** The API answers with null what a selector does not have, and refuses it when it is sent back. */
const withoutNulls = (selector: AdvancedEventSelector): AdvancedEventSelector =>
  JSON.parse(JSON.stringify(selector, (_, value: unknown) => value ?? undefined)) as AdvancedEventSelector;

/** A basic selector, said in advanced ones. Source: CloudTrail API reference, "EventSelector" and "DataResource". */
function advancedOf(selector: EventSelector): readonly AdvancedEventSelector[] {
  const direction = DIRECTIONS[selector.ReadWriteType ?? 'All'] ?? [];
  const spared = selector.ExcludeManagementEventSources ?? [];
  const management = {
    Name: 'Management events',
    FieldSelectors: [
      { Field: 'eventCategory', Equals: ['Management'] },
      ...direction,
      ...(spared.length > 0 ? [{ Field: 'eventSource', NotEquals: spared }] : []),
    ],
  };
  const data = (selector.DataResources ?? []).flatMap(({ Type, Values }) => {
    if (!Type || !Values?.length) return [];
    const operator = Type === 'AWS::S3::Object' ? 'StartsWith' : 'Equals';
    const some = Values.some(isWholeService) ? [] : [{ Field: 'resources.ARN', [operator]: Values }];
    return {
      Name: Type,
      FieldSelectors: [
        { Field: 'eventCategory', Equals: ['Data'] },
        { Field: 'resources.type', Equals: [Type] },
        ...direction,
        ...some,
      ],
    };
  });
  return selector.IncludeManagementEvents === false ? data : [management, ...data];
}

const DIRECTIONS: Readonly<Record<string, readonly { readonly Field: string; readonly Equals: readonly string[] }[]>> =
  {
    ReadOnly: [{ Field: 'readOnly', Equals: ['true'] }],
    WriteOnly: [{ Field: 'readOnly', Equals: ['false'] }],
  };

/** `arn:aws:s3`, `arn:aws:s3:::` or `arn:aws:lambda`: all there is. */
const isWholeService = (arn: string): boolean => arn.split(':').slice(3).join('') === '';
