import { partitionOf } from '../model/partition.ts';
import type { Subject } from '../model/sample-event.ts';

const ACCOUNT = '111122223333';
const REGION = 'us-east-1';

/** What `${…}` stands for where a sample event is shown without an account at hand. */
export function exampleNames(subject: Subject): Readonly<Record<string, string>> {
  const arn = (service: string, resource: string): string => `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;
  const arns: Readonly<Record<Subject, string>> = {
    account: ACCOUNT,
    trail: arn('cloudtrail', 'trail/example'),
    bucket: 'arn:aws:s3:::example',
    key: arn('kms', 'key/example'),
    logGroup: arn('logs', 'log-group:example'),
    metricFilter: arn('logs', 'log-group:example:metric-filter:example'),
    alarm: arn('cloudwatch', 'alarm:example'),
    topic: arn('sns', 'example'),
    rule: arn('events', 'rule/example'),
  };
  return {
    account: ACCOUNT,
    region: REGION,
    partition: partitionOf(REGION),
    organization: 'o-example000',
    'logGroup.name': 'example',
    [`${subject}.name`]: 'example',
    [`${subject}.id`]: 'example',
    [`${subject}.arn`]: arns[subject],
  };
}
