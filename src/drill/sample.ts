import type { Where } from '../model/sample-event.ts';

/** One event as it would come up: the CloudTrail record, and where. */
export interface Sample {
  readonly name: string;
  /** The account in which it happens. */
  readonly account: string;
  readonly region: string;
  readonly where: Where;
  readonly record: Readonly<Record<string, unknown>>;
}

const DETAIL_TYPES: Readonly<Record<string, string>> = {
  AwsApiCall: 'AWS API Call via CloudTrail',
  AwsConsoleSignIn: 'AWS Console Sign In via CloudTrail',
  AwsServiceEvent: 'AWS Service Event via CloudTrail',
  AwsCloudTrailInsight: 'AWS Insight via CloudTrail',
};

/**
 * The event as EventBridge rules see it.
 *
 * Source: EventBridge User Guide, "AWS service events delivered via AWS CloudTrail": `source` is
 * `aws.` and the service's name, `detail` is the record.
 */
export function envelope({ record, account, region }: Sample): Readonly<Record<string, unknown>> {
  const source = typeof record['eventSource'] === 'string' ? record['eventSource'] : '';
  return {
    version: '0',
    id: record['eventID'],
    'detail-type': DETAIL_TYPES[String(record['eventType'])] ?? DETAIL_TYPES['AwsApiCall'],
    source: `aws.${source.split('.')[0] ?? ''}`,
    account,
    time: record['eventTime'],
    region,
    resources: [],
    detail: record,
  };
}
