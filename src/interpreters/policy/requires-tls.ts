import { OutOfSteps, Steps } from '../steps.ts';
import { holds } from './conditions.ts';
import { type Known, knownFrom, type State } from './context.ts';
import { DESTRUCTIVE_ACTIONS, READING_ACTIONS } from './destructive-actions.ts';
import { matchStatement, type Request } from './evaluate-policy.ts';
import { type Glob, readGlob } from './glob.ts';
import { toPolicy } from './parse-policy.ts';
import type { Policy, Statement } from './policy.ts';
import { identify, type Principal } from './principals.ts';
import { covers, coversResource } from './resource-reach.ts';
import { or, type Truth } from './truth.ts';

/**
 * Whether a bucket policy refuses every request over plain HTTP: anybody's, for any S3 action, on the bucket (its
 * ARN, such as `arn:aws:s3:::logs`) and all objects in it, whatever else the request says.
 *
 * True where statements prove it: denied to everyone, `s3:*`, both resources, and conditions that hold of every such
 * request. False where a request is found that they do not deny. Else unknown: mostly where there
 * are too many conditions to try, or when the steps ran out (by default 50 million, about a second).
 *
 * Source: Amazon S3 User Guide, "Bucket policy examples: Managing access based on HTTP or HTTPS requests".
 *
 * @throws PatternError for what is not a policy
 */
export function requiresTls(
  policy: string | object | Policy,
  bucketArn: string,
  steps: Steps = new Steps(50_000_000),
): Truth {
  const denies = toPolicy(policy).statements.filter(({ effect }) => effect === 'Deny');
  try {
    if (refusesAll(denies, bucketArn, steps)) return true;
    return hasGap(denies, bucketArn, steps) ? false : 'unknown';
  } catch (error) {
    if (error instanceof OutOfSteps) return 'unknown';
    throw error;
  }
}

const KEY = 'aws:securetransport';
const plainHttp: Known = knownFrom({ [KEY]: 'false' }, 'unknown');

const refusesAll = (denies: readonly Statement[], bucketArn: string, steps: Steps): boolean => {
  const everyRequest = denies.filter(
    ({ principals, actions, conditions }) =>
      (principals === undefined ||
        (!principals.isNot && principals.entries.some(({ type, value }) => type === 'AWS' && value === '*'))) &&
      covers(actions, readGlob('s3:?*'), steps) &&
      conditions.every((clause) => holds(clause, plainHttp, steps) === true),
  );
  const isCovered = (resource: Glob): boolean =>
    everyRequest.some(({ resources }) => resources === undefined || coversResource(resources, resource, steps));
  return isCovered(Array.from(bucketArn)) && isCovered([...Array.from(bucketArn), ...readGlob('/?*')]);
};

const MOST_CONTEXTS = 500;

/** Whether some request over plain HTTP is certainly not denied, among those that the conditions suggest. */
const hasGap = (denies: readonly Statement[], bucketArn: string, steps: Steps): boolean => {
  const contexts = contextsFor(denies);
  return requestsFor(denies, bucketArn).some((request) =>
    contexts.some((known) => or(denies.map((statement) => matchStatement(statement, request, known, steps))) === false),
  );
};

const requestsFor = (denies: readonly Statement[], bucketArn: string): readonly Omit<Request, 'context'>[] => {
  const spared = denies.flatMap(({ principals }) => (principals?.isNot ? principals.entries : [])).slice(0, 20);
  const principals: readonly Principal[] = [
    'anonymous',
    { service: 'cloudtrail.amazonaws.com' },
    { arn: 'arn:aws:iam::000000000000:role/anyone' },
    ...spared.flatMap(({ type, value }): Principal[] => {
      if (type === 'Service') return [{ service: value }];
      return identify(value).account === undefined ? [] : [{ arn: value }];
    }),
  ];
  const objectActions = [...READING_ACTIONS.object, ...DESTRUCTIVE_ACTIONS.object, ...DESTRUCTIVE_ACTIONS.retention];
  const bucketActions = [...READING_ACTIONS.bucket, ...DESTRUCTIVE_ACTIONS.bucket, 's3:GetBucketAcl'];
  const targets = [
    ...bucketActions.map((action) => ({ action, resource: bucketArn })),
    ...objectActions.flatMap((action) =>
      ['a', 'AWSLogs/000000000000/CloudTrail/a'].map((name) => ({ action, resource: `${bucketArn}/${name}` })),
    ),
  ];
  return principals.flatMap((principal) => targets.map((target) => ({ principal, ...target })));
};

/** Requests that have each key of the conditions absent, with a value of the policy, or with another one. */
const contextsFor = (denies: readonly Statement[]): readonly Known[] => {
  const values = new Map<string, Set<string>>();
  for (const { key, values: written } of denies.flatMap(({ conditions }) => conditions)) {
    const tried = values.get(key) ?? new Set();
    for (const { text } of written.slice(0, 10)) tried.add(text.replaceAll('*', 'a').replaceAll('?', 'a'));
    values.set(key, tried);
  }
  values.delete(KEY);
  let contexts: ReadonlyMap<string, State>[] = [new Map<string, State>([[KEY, ['false']]])];
  for (const [key, tried] of values) {
    const states: readonly State[] = ['absent', ['a'], ...[...tried].map((value) => [value])];
    contexts = contexts
      .flatMap((context) => states.map((state) => new Map([...context, [key, state]])))
      .slice(0, MOST_CONTEXTS);
  }
  return contexts.map((states) => (key) => states.get(key) ?? 'absent');
};
