import { type Context, type Known, knownFrom, UNKNOWN } from './context.ts';

/**
 * The condition keys of a request that an AWS service makes on somebody's behalf, such as CloudTrail writing a log.
 *
 * Takes the service principal, the ARN of what it works for (the trail) and that one's account. `organizationId` is
 * the account's organisation, `undefined` where it has none; left out, it is not known.
 *
 * Source: IAM User Guide, "AWS global condition context keys"; CloudTrail User Guide, "Amazon S3 bucket policy for
 * CloudTrail". The keys of a caller (`aws:PrincipalOrgID`, `aws:PrincipalArn`, `aws:SourceVpce` …) are absent.
 */
export function serviceContext(call: {
  readonly service: string;
  readonly sourceArn: string;
  readonly sourceAccount: string;
  readonly organizationId?: string | undefined;
}): Context {
  const isKnown = Object.hasOwn(call, 'organizationId');
  return {
    ...madeByService(call.service),
    'aws:SourceArn': call.sourceArn,
    'aws:SourceAccount': call.sourceAccount,
    ...(isKnown && call.organizationId === undefined
      ? {}
      : { 'aws:SourceOrgID': call.organizationId ?? UNKNOWN, 'aws:SourceOrgPaths': UNKNOWN }),
  };
}

const madeByService = (service: string): Context => ({
  'aws:PrincipalIsAWSService': 'true',
  'aws:PrincipalServiceName': service,
  'aws:SecureTransport': 'true',
});

const OF_CALLERS = new Set([
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:principalarn',
  'aws:principalaccount',
  'aws:sourcevpc',
  'aws:sourcevpce',
]);

/** What is known of a service's request for whichever account: its source is named, but not which it is. */
export const anyServiceRequest = (service: string): Known => {
  const known = knownFrom(madeByService(service), 'unknown');
  return (key) => {
    if (OF_CALLERS.has(key)) return 'absent';
    return key === 'aws:sourcearn' || key === 'aws:sourceaccount' ? 'present' : known(key);
  };
};
