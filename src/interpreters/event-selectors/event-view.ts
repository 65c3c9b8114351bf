import { isRecord } from './read-list.ts';

/** A CloudTrail record as selectors see it. */
export interface EventView {
  /** The field's value, or undefined if the event has no such field. `resources.…` are in `resources`. */
  field(name: string): string | undefined;
  /** One resource without type and ARN, if the event names none. */
  readonly resources: readonly ResourceView[];
}

export interface ResourceView {
  readonly type: string | undefined;
  readonly arn: string | undefined;
  /** Whether the event names no single resource, but what all their ARNs begin with (`ARNPrefix`). */
  readonly isPrefix: boolean;
  readonly doubts: readonly string[];
}

/**
 * The view on a record; members that are not as CloudTrail writes them count as missing.
 *
 * Records older than `eventCategory` have `managementEvent`, which then says the category.
 *
 * Source: CloudTrail user guide, "CloudTrail record contents".
 */
export function viewEvent(event: unknown): EventView {
  const category = textOf(own(event, 'eventCategory')) ?? categoryOf(own(event, 'managementEvent'));
  const named = viewResources(own(event, 'resources'));
  const inferred =
    category === 'Data' && !named.some(({ type }) => type === OBJECT) ? named.flatMap(objectIn(event)) : [];
  const resources = [...named, ...inferred];
  return {
    field: (name) => (name === 'eventCategory' ? category : textOf(memberAt(event, name))),
    resources: resources.length > 0 ? resources : [{ type: undefined, arn: undefined, isPrefix: false, doubts: [] }],
  };
}

const OBJECT = 'AWS::S3::Object';

const own = (value: unknown, name: string): unknown =>
  isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;

const memberAt = (event: unknown, path: string): unknown => path.split('.').reduce<unknown>(own, event);

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string'
    ? value
    : typeof value === 'boolean' || typeof value === 'number'
      ? String(value)
      : undefined;

const categoryOf = (managementEvent: unknown): string | undefined =>
  typeof managementEvent === 'boolean' ? (managementEvent ? 'Management' : 'Data') : undefined;

function viewResources(resources: unknown): readonly ResourceView[] {
  if (!Array.isArray(resources)) return [];
  return resources.map((resource: unknown) => {
    const arn = textOf(own(resource, 'ARN'));
    return {
      type: textOf(own(resource, 'type')),
      arn: arn ?? textOf(own(resource, 'ARNPrefix')),
      isPrefix: arn === undefined && own(resource, 'ARNPrefix') !== undefined,
      doubts: [],
    };
  });
}

/** The object that an event is about which names only its bucket. */
const objectIn =
  (event: unknown) =>
  ({ type, arn }: ResourceView): readonly ResourceView[] => {
    if (type !== 'AWS::S3::Bucket' || arn === undefined) return [];
    const key = textOf(own(own(event, 'requestParameters'), 'key'));
    const doubts = ['the event names a bucket but no object, and AWS does not say whether object selectors take it'];
    return [{ type: OBJECT, arn: `${arn}/${key ?? ''}`, isPrefix: key === undefined, doubts }];
  };
