import type {
  AdvancedFieldSelector,
  EventSelector,
  TrailSelectors,
} from '../../../src/interpreters/event-selectors/index.ts';

export type Filter = Omit<AdvancedFieldSelector, 'Field'>;
export type Filters = Readonly<Record<string, Filter>>;

export const KMS = 'kms.amazonaws.com';
export const RDS = 'rdsdata.amazonaws.com';

/** An object's ARN, or its beginning. */
export const s3 = (path: string): string => `arn:aws:s3:::${path}`;

export const basic = (...selectors: readonly EventSelector[]): TrailSelectors => ({
  EventSelectors: selectors,
  AdvancedEventSelectors: [],
});

/** A basic selector for objects. */
export const objects = (values: readonly string[], more: EventSelector = {}): EventSelector => ({
  DataResources: [{ Type: 'AWS::S3::Object', Values: values }],
  ...more,
});

/** Advanced selectors, each by its fields. */
export const advanced = (...selectors: readonly Filters[]): TrailSelectors => ({
  EventSelectors: [],
  AdvancedEventSelectors: selectors.map((filters) => ({
    FieldSelectors: Object.entries(filters).map(([Field, filter]) => ({ Field, ...filter })),
  })),
});

export const management = (more: Filters = {}): Filters => ({ eventCategory: { Equals: ['Management'] }, ...more });

export const dataOf = (type: string, more: Filters = {}): Filters => ({
  eventCategory: { Equals: ['Data'] },
  'resources.type': { Equals: [type] },
  ...more,
});

export const ofObjects = (more: Filters = {}): Filters => dataOf('AWS::S3::Object', more);

/** Objects by their ARN. */
export const byArn = (filter: Filter, more: Filters = {}): Filters => ofObjects({ 'resources.ARN': filter, ...more });
