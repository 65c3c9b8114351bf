import type { Steps } from '../steps.ts';
import { answer, type DirectionalCoverage } from './answer.ts';
import { coverageSteps } from './coverage.ts';
import { objectsOf, under } from './domain.ts';
import { readSelectors } from './read-selectors.ts';
import { dataEvents } from './spaces.ts';
import type { TrailSelectors } from './types.ts';

export interface ObjectQuestion {
  /** A bucket's name; without it the question is about every bucket. */
  readonly bucket?: string | undefined;
  /** `aws` unless given; `aws-cn` and `aws-us-gov` have ARNs of their own. */
  readonly partition?: string | undefined;
  /**
   * Buckets that need not be recorded when every bucket is asked about, such as those a trail delivers to:
   * recording them makes the trail record itself. For one bucket it says nothing.
   */
  readonly exceptBuckets?: readonly string[] | undefined;
}

/**
 * How much a trail's selectors record of what is done to objects (`AWS::S3::Object`), in one bucket or in all.
 *
 * The selectors count together: `full` means that every event is taken by one or another, whatever its object, name
 * and caller. Exact for keys and bucket names of any characters; so prefixes that spell out every letter a
 * name can begin with still count as `partial`. Names of operations that read (`Get…`) do not come up among
 * writes, nor the other way round; beyond that any name may, for AWS adds operations. Every string counts as a possible
 * value of the other fields too, so a filter on one is `partial`, even if no event is known that it leaves out.
 *
 * `Equals` with `arn:aws:s3:::b/` records nothing, as no object has that ARN. A basic value without
 * a slash after the bucket counts as the beginning of an ARN, and `reasons` say so.
 *
 * Where the trail records, and whether it is logging, is not part of the answer.
 *
 * Source: CloudTrail user guide, "Logging data events"; API reference, "DataResource" and "AdvancedFieldSelector".
 *
 * @param steps what it may take, for both directions; by default enough for the largest selectors AWS allows.
 *   What needs more is `unknown`. Nothing is thrown, whatever the selectors.
 */
export function objectCoverage(
  selectors: TrailSelectors,
  question: ObjectQuestion = {},
  steps: Steps = coverageSteps(),
): DirectionalCoverage {
  const { bucket, partition, exceptBuckets } = question;
  const root = `arn:${partition ?? 'aws'}:s3:::`;
  const objects =
    bucket === undefined ? objectsOf(partition ?? 'aws', new Set(exceptBuckets)) : under(`${root}${bucket}/`);
  return answer(
    readSelectors(selectors),
    {
      read: dataEvents('read', 'AWS::S3::Object', objects),
      write: dataEvents('write', 'AWS::S3::Object', objects),
    },
    bucket === undefined ? root : `${root}${bucket}/`,
    steps,
  );
}
