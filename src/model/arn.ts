/** The parts of `arn:partition:service:region:account:resource`. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** Everything after the fifth colon. */
  readonly resource: string;
}

/** Takes an ARN apart; `undefined` for what is none. */
export function parseArn(text: string): Arn | undefined {
  const [arn, partition, service, region, account, ...rest] = text.split(':');
  if (arn !== 'arn' || !partition || !service || region === undefined || account === undefined || rest.length === 0)
    return undefined;
  return { partition, service, region, account, resource: rest.join(':') };
}

/** `logs` → `arn:aws:s3:::logs`. */
export const bucketArn = (partition: string, name: string): string => `arn:${partition}:s3:::${name}`;

/** A log group's ARN without the `:*` that CloudTrail and CloudWatch Logs put after it. */
export const logGroupArn = (arn: string): string => arn.replace(/:\*$/, '');

/** The partition in an ARN; `aws` for what is none. */
export const partitionIn = (arn: string): string => parseArn(arn)?.partition ?? 'aws';

/** The account in an ARN; empty for what is none, and where the ARN names none. */
export const accountIn = (arn: string): string => parseArn(arn)?.account ?? '';
