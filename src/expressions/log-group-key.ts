import {
  type Context,
  decidingStatements,
  evaluatePolicy,
  type Policy,
  type Request,
  UNKNOWN,
} from '../interpreters/policy/index.ts';
import type { Resource } from '../model/resource.ts';
import type { Delivery } from './delivery.ts';

/** What CloudWatch Logs does with the key: encrypt what comes, and decrypt it for whoever reads. */
const ACTIONS = ['kms:GenerateDataKey', 'kms:Decrypt'] as const;

/**
 * What CloudWatch Logs asks of a log group's KMS key.
 *
 * Source: CloudWatch Logs User Guide, "Encrypt log data in CloudWatch Logs using AWS Key Management Service": the service is
 * named with its region, and the encryption context holds the ARN of the log group. What more AWS knows of the request is
 * not documented, nor whether a policy may name the service without a region.
 */
export function logGroupKeyDelivery(group: Resource, key: Resource, policy: Policy): Delivery {
  const { region = '' } = group;
  const answers = ACTIONS.map((action) => {
    const asking = (service: string): Request => ({
      principal: { service },
      action,
      resource: key.id,
      context: { ...NOT_SAID, 'aws:PrincipalServiceName': service, 'kms:EncryptionContext:aws:logs:arn': group.id },
    });
    const request = asking(`logs.${region}.amazonaws.com`);
    const verdict = evaluatePolicy(policy, request);
    const lenient = asking('logs.amazonaws.com');
    if (verdict === 'implicit-deny' && evaluatePolicy(policy, lenient) === 'allow')
      return {
        what: action,
        verdict: 'unknown' as const,
        by: decidingStatements(policy, lenient).map(({ name }) => name),
      };
    const by = verdict === 'allow' ? [] : decidingStatements(policy, request).map(({ name }) => name);
    return { what: action, verdict, by };
  });
  return { answers, gaps: [], doubt: undefined };
}

const NOT_SAID: Context = {
  'aws:PrincipalIsAWSService': 'true',
  'aws:SecureTransport': 'true',
  'kms:EncryptionContextKeys': ['aws:logs:arn'],
  'aws:SourceArn': UNKNOWN,
  'aws:SourceAccount': UNKNOWN,
  'aws:SourceOrgID': UNKNOWN,
  'aws:SourceOrgPaths': UNKNOWN,
  'aws:CurrentTime': UNKNOWN,
  'aws:RequestedRegion': UNKNOWN,
  'aws:ResourceAccount': UNKNOWN,
  'aws:ResourceOrgID': UNKNOWN,
  'aws:ResourceOrgPaths': UNKNOWN,
  'kms:ViaService': UNKNOWN,
  'kms:CallerAccount': UNKNOWN,
};
