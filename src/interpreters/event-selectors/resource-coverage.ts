import type { Steps } from '../steps.ts';
import { answer, type DirectionalCoverage } from './answer.ts';
import type { Clause } from './clause.ts';
import { coverageSteps } from './coverage.ts';
import { type Domain, only, under } from './domain.ts';
import { objectCoverage } from './object-coverage.ts';
import { readSelectors } from './read-selectors.ts';
import { type Direction, dataEvents } from './spaces.ts';
import type { Coverage, TrailSelectors } from './types.ts';

export interface ResourceQuestion {
  /** As CloudTrail spells it: `AWS::Lambda::Function`, `AWS::DynamoDB::Table`, … */
  readonly type: string;
  /** One resource; without it the question is about every resource of the type. */
  readonly arn?: string | undefined;
  /** Where the resources are if no ARN says so; `aws` unless given. */
  readonly partition?: string | undefined;
}

/**
 * How much a trail's selectors record of what is done to a resource, or to every resource of a type.
 *
 * As {@link objectCoverage}, which answers for `AWS::S3::Object` unless the ARN is of a single object. Basic selectors take a
 * function by its exact ARN, and a table by its exact ARN too, though of tables AWS does not say so.
 * ARNs of all functions and tables begin with their service; which ARNs other types have is not known
 * here, so a selector that takes all that begin with one service's name is `unknown` for them.
 *
 * Source: CloudTrail user guide, "Logging data events"; API reference, "DataResource" and "AdvancedFieldSelector".
 *
 * @param steps as for {@link objectCoverage}
 */
export function resourceCoverage(
  selectors: TrailSelectors,
  question: ResourceQuestion,
  steps: Steps = coverageSteps(),
): DirectionalCoverage {
  const { type, arn, partition = 'aws' } = question;
  if (type === 'AWS::S3::Object') {
    const bucket = arn === undefined ? {} : bucketOf(arn);
    if (bucket) return objectCoverage(selectors, { partition, ...bucket }, steps);
  }
  const clauses = readSelectors(selectors);
  const ask = (resources: Domain, root: string): DirectionalCoverage =>
    answer(
      clauses,
      { read: dataEvents('read', type, resources), write: dataEvents('write', type, resources) },
      root,
      steps,
    );
  if (arn !== undefined) return ask(only(arn), '');

  const service = SERVICES.get(type);
  const root = `arn:${partition}:${service ?? ''}`;
  const asked = ask(under(root), root);
  if (service !== undefined) return asked;
  const ofOneService = servicesNamed(clauses, root).map((named) => ask(under(named), named));
  const unsure = (direction: Direction): Coverage =>
    asked[direction] === 'partial' && ofOneService.some((one) => one[direction] !== 'partial')
      ? 'unknown'
      : asked[direction];
  return { ...asked, read: unsure('read'), write: unsure('write') };
}

/** Beginnings such as `arn:aws:sns:` that selectors of ARNs name. */
const servicesNamed = (clauses: readonly Clause[], root: string): readonly string[] => {
  const beginnings = clauses
    .flatMap(({ conditions }) => conditions)
    .filter(({ field }) => field === 'resources.ARN')
    .flatMap(({ select, deselect }) => [...select.startsWith, ...deselect.startsWith])
    .filter((value) => value.startsWith(root));
  return [...new Set(beginnings.map((value) => `${root}${value.slice(root.length).split(':')[0] ?? ''}:`))];
};

const SERVICES: ReadonlyMap<string, string> = new Map([
  ['AWS::Lambda::Function', 'lambda:'],
  ['AWS::DynamoDB::Table', 'dynamodb:'],
]);

/** The bucket that is meant by an ARN that names no object in it. */
function bucketOf(arn: string): { readonly partition: string; readonly bucket: string } | undefined {
  const [prefix, partition, service, , , ...name] = arn.split(':');
  const bucket = name.join(':').replace(/\/$/, '');
  return prefix === 'arn' && partition !== undefined && service === 's3' && bucket !== '' && !bucket.includes('/')
    ? { partition, bucket }
    : undefined;
}
