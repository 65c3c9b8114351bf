import type { AdvancedFieldSelector, TrailSelectors } from '../../../src/interpreters/event-selectors/index.ts';

/** A concrete event; every member is there, but for the caller. */
export interface NaiveEvent {
  readonly category: 'Management' | 'Data';
  readonly readOnly: boolean;
  readonly source: string;
  readonly name: string;
  readonly caller?: string | undefined;
  readonly type?: string;
  readonly arn?: string;
}

/** As the reference puts it, word for word, for selectors AWS would accept. */
export function naiveMatches(selectors: TrailSelectors, event: NaiveEvent): boolean {
  for (const selector of selectors.EventSelectors ?? []) {
    const type = selector.ReadWriteType ?? 'All';
    if (type === 'ReadOnly' && !event.readOnly) continue;
    if (type === 'WriteOnly' && event.readOnly) continue;
    if (event.category === 'Management') {
      const isExcluded = (selector.ExcludeManagementEventSources ?? []).includes(event.source);
      if (selector.IncludeManagementEvents !== false && !isExcluded) return true;
      continue;
    }
    for (const resource of selector.DataResources ?? []) {
      if (resource.Type !== event.type) continue;
      for (const value of resource.Values ?? []) {
        const whole = value === 'arn:aws:lambda' || value === 'arn:aws:dynamodb' || event.type === 'AWS::S3::Object';
        if (whole ? event.arn?.startsWith(value) : event.arn === value) return true;
      }
    }
  }
  return (selectors.AdvancedEventSelectors ?? []).some((selector) =>
    (selector.FieldSelectors ?? []).every((field) => naiveField(field, event)),
  );
}

export function naiveField(selector: AdvancedFieldSelector, event: NaiveEvent): boolean {
  const text = valueOf(selector.Field ?? '', event);
  let selects = 0;
  let isSelected = false;
  for (const value of selector.Equals ?? []) [selects, isSelected] = [selects + 1, isSelected || text === value];
  for (const value of selector.StartsWith ?? [])
    [selects, isSelected] = [selects + 1, isSelected || text?.indexOf(value) === 0];
  for (const value of selector.EndsWith ?? []) [selects, isSelected] = [selects + 1, isSelected || endsIn(text, value)];
  for (const value of selector.NotEquals ?? []) if (text === value) return false;
  for (const value of selector.NotStartsWith ?? []) if (text?.indexOf(value) === 0) return false;
  for (const value of selector.NotEndsWith ?? []) if (endsIn(text, value)) return false;
  return selects === 0 || isSelected;
}

const endsIn = (text: string | undefined, end: string): boolean =>
  text !== undefined && text.length >= end.length && text.slice(text.length - end.length) === end;

const valueOf = (field: string, event: NaiveEvent): string | undefined => {
  const values: Record<string, string | undefined> = {
    eventCategory: event.category,
    readOnly: `${event.readOnly}`,
    eventSource: event.source,
    eventName: event.name,
    'userIdentity.arn': event.caller,
    'resources.type': event.type,
    'resources.ARN': event.arn,
  };
  return values[field];
};

/** The event as CloudTrail would write it. */
export const recordOf = ({ category, readOnly, source, name, caller, type, arn }: NaiveEvent): object => ({
  eventCategory: category,
  managementEvent: category === 'Management',
  readOnly,
  eventSource: source,
  eventName: name,
  ...(caller !== undefined && { userIdentity: { arn: caller } }),
  ...(type !== undefined && { resources: [{ type, ARN: arn }] }),
});
