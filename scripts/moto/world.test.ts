import { AccountClient, ListRegionsCommand } from '@aws-sdk/client-account';
import {
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetInsightSelectorsCommand,
  GetTrailStatusCommand,
  ListTrailsCommand,
} from '@aws-sdk/client-cloudtrail';
import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeLogGroupsCommand, DescribeMetricFiltersCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { DescribeEventBusCommand, ListRulesCommand, ListTargetsByRuleCommand } from '@aws-sdk/client-eventbridge';
import { DescribeKeyCommand, GetKeyPolicyCommand, GetKeyRotationStatusCommand } from '@aws-sdk/client-kms';
import {
  DescribeOrganizationCommand,
  DescribePolicyCommand,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListAWSServiceAccessForOrganizationCommand,
  ListDelegatedAdministratorsCommand,
  ListOrganizationalUnitsForParentCommand,
  ListPoliciesCommand,
  ListTargetsForPolicyCommand,
  paginateListAccounts,
  paginateListPolicies,
} from '@aws-sdk/client-organizations';
import { GetResourcesCommand, ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import {
  GetBucketAclCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetBucketLoggingCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketPolicyStatusCommand,
  GetBucketReplicationCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  ListBucketsCommand,
} from '@aws-sdk/client-s3';
import { GetPublicAccessBlockCommand as GetAccountPublicAccessBlockCommand } from '@aws-sdk/client-s3-control';
import { GetTopicAttributesCommand, ListSubscriptionsByTopicCommand } from '@aws-sdk/client-sns';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cutConnection, deny, fail500, hang, throttle } from './rules.ts';
import { type Clients, clientsFor, must } from './seed/clients.ts';
import type { AccountName, Accounts } from './seed/organization.ts';
import { seed } from './seed/seed.ts';
import { startMotoServer } from './server.ts';
import { REGIONS } from './settings.ts';
import { startWorld, type World } from './world.ts';

const HOME = 'us-east-1';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let world: World;
beforeAll(async () => {
  world = await startWorld();
}, 90_000);
afterAll(() => world?.close());

const idOf = (name: AccountName): string => world.accounts[name].id;
const as = (name: AccountName): Clients => clientsFor(world.endpoint, world.accounts[name], 1);
/** Whatever client the seed has no use for. */
const config = (name: AccountName, region: string = HOME) => ({
  endpoint: world.endpoint,
  region,
  credentials: world.accounts[name].credentials,
  maxAttempts: 1,
});
const trailArn = (name: AccountName, region: string, trail: string): string =>
  `arn:aws:cloudtrail:${region}:${idOf(name)}:trail/${trail}`;
const organizationTrail = (): string => trailArn('management', HOME, 'acme-org-trail');

/** What the SDK makes of a refusal. */
async function refusal(sent: Promise<unknown>): Promise<string> {
  const error = await sent.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) return 'answered';
  const status = '$metadata' in error ? (error.$metadata as { httpStatusCode?: number }).httpStatusCode : undefined;
  return `${error.name} ${status}`;
}

async function trailsSeenBy(name: AccountName, region: string = HOME, includeShadowTrails = true) {
  const { trailList = [] } = await as(name).cloudtrail(region).send(new DescribeTrailsCommand({ includeShadowTrails }));
  return trailList;
}

const namesSeenBy = async (...asked: Parameters<typeof trailsSeenBy>): Promise<(string | undefined)[]> =>
  (await trailsSeenBy(...asked)).map((trail) => trail.Name);

async function statusOf(name: AccountName, trail: string, region: string = HOME) {
  return as(name)
    .cloudtrail(region)
    .send(new GetTrailStatusCommand({ Name: trail }));
}

const age = (time: Date | undefined): number => Date.now() - (time?.getTime() ?? Number.NaN);

describe('the organisation trail', () => {
  test('is seen from its members in every region, as in the management account', async () => {
    const [home] = await trailsSeenBy('management');
    expect(home).toMatchObject({
      TrailARN: organizationTrail(),
      HomeRegion: HOME,
      IsMultiRegionTrail: true,
      IsOrganizationTrail: true,
      IncludeGlobalServiceEvents: true,
      LogFileValidationEnabled: true,
      HasCustomEventSelectors: true,
      HasInsightSelectors: true,
      S3BucketName: 'acme-org-trail-logs',
      SnsTopicARN: `arn:aws:sns:us-east-1:${idOf('management')}:acme-trail-notifications`,
      CloudWatchLogsLogGroupArn: `arn:aws:logs:us-east-1:${idOf('management')}:log-group:/acme/cloudtrail:*`,
    });
    expect(home?.KmsKeyId).toContain(`arn:aws:kms:us-east-1:${idOf('security')}:key/`);
    for (const region of REGIONS) expect(await trailsSeenBy('payments', region)).toEqual([home]);
  });

  test('is not seen without shadow trails, nor from the sandbox, nor from outside', async () => {
    expect(await namesSeenBy('payments', HOME, false)).toEqual([]);
    expect(await namesSeenBy('sandbox', 'eu-central-1')).toEqual(['no-globals', 'lost-bucket']);
    expect(await namesSeenBy('lone', 'eu-central-1')).toEqual(['lone-trail']);
  });

  test('tells members its status, but not its selectors', async () => {
    const status = await statusOf('payments', organizationTrail(), 'eu-west-1');
    expect(status.IsLogging).toBe(true);
    expect(age(status.LatestDeliveryTime)).toBeLessThan(15 * MINUTE);

    const payments = as('payments').cloudtrail(HOME);
    const trail = { TrailName: organizationTrail() };
    expect(await refusal(payments.send(new GetEventSelectorsCommand(trail)))).toBe('TrailNotFoundException 400');
    expect(await refusal(payments.send(new GetInsightSelectorsCommand(trail)))).toBe('TrailNotFoundException 400');
    expect(await refusal(statusOf('sandbox', organizationTrail()))).toBe('TrailNotFoundException 400');
  });

  test('tells its selectors at home, asked from any region', async () => {
    const management = as('management').cloudtrail('eu-west-1');
    const selectors = await management.send(new GetEventSelectorsCommand({ TrailName: organizationTrail() }));
    expect(selectors.EventSelectors).toBeUndefined();
    expect(selectors.AdvancedEventSelectors).toHaveLength(2);
    const insights = await management.send(new GetInsightSelectorsCommand({ TrailName: organizationTrail() }));
    expect(insights.InsightSelectors?.map(({ InsightType }) => InsightType)).toEqual([
      'ApiCallRateInsight',
      'ApiErrorRateInsight',
    ]);
  });
});

describe('trails', () => {
  test('are listed from all regions at once, without those of the organisation', async () => {
    const list = async (name: AccountName) =>
      (await as(name).cloudtrail(HOME).send(new ListTrailsCommand({}))).Trails?.map(
        (trail) => `${trail.HomeRegion} ${trail.Name}`,
      );
    expect(await list('payments')).toEqual([]);
    expect((await list('sandbox'))?.sort()).toEqual([
      'ap-southeast-2 lost-group',
      'eu-central-1 lost-bucket',
      'eu-west-1 lost-key',
      'eu-west-1 old-single',
      'us-east-1 dying-key',
      'us-east-1 no-globals',
    ]);
  });

  test('record management events when nothing was said, and leave out what is not configured', async () => {
    const web = as('web').cloudtrail(HOME);
    const TrailName = trailArn('web', HOME, 'web-local');
    const { EventSelectors } = await web.send(new GetEventSelectorsCommand({ TrailName }));
    expect(EventSelectors).toEqual([
      {
        ReadWriteType: 'All',
        IncludeManagementEvents: true,
        DataResources: [],
        ExcludeManagementEventSources: [],
      },
    ]);
    expect(await refusal(web.send(new GetInsightSelectorsCommand({ TrailName })))).toBe(
      'InsightNotEnabledException 400',
    );
    const old = (await trailsSeenBy('sandbox', 'eu-west-1')).find(({ Name }) => Name === 'old-single');
    expect(old).toMatchObject({
      LogFileValidationEnabled: false,
      HasInsightSelectors: false,
      HasCustomEventSelectors: false,
    });
    expect(old).not.toHaveProperty('KmsKeyId');
    expect(old).not.toHaveProperty('CloudWatchLogsLogGroupArn');
  });

  test('were delivered a few minutes ago when all is well', async () => {
    const status = await statusOf('management', organizationTrail());
    expect(age(status.LatestDeliveryTime)).toBeLessThan(15 * MINUTE);
    expect(age(status.LatestDigestDeliveryTime)).toBeLessThan(70 * MINUTE);
    expect(age(status.LatestCloudWatchLogsDeliveryTime)).toBeLessThan(15 * MINUTE);
    expect(age(status.LatestNotificationTime)).toBeLessThan(15 * MINUTE);
    expect(status).not.toHaveProperty('LatestDeliveryError');
  });

  test('say what went wrong when it did', async () => {
    const old = await statusOf('sandbox', trailArn('sandbox', 'eu-west-1', 'old-single'), 'eu-west-1');
    expect(old.LatestDeliveryError).toBe('AccessDenied');
    expect(age(old.LatestDeliveryTime)).toBeGreaterThan(25 * DAY);
    expect(old).not.toHaveProperty('LatestDigestDeliveryTime');
    expect(old).not.toHaveProperty('LatestCloudWatchLogsDeliveryTime');

    const group = await statusOf('sandbox', trailArn('sandbox', 'ap-southeast-2', 'lost-group'), 'ap-southeast-2');
    expect(group.LatestCloudWatchLogsDeliveryError).toBe('ResourceNotFoundException');
    expect(age(group.LatestCloudWatchLogsDeliveryTime)).toBeGreaterThan(11 * DAY);
    expect(age(group.LatestDeliveryTime)).toBeLessThan(15 * MINUTE);

    const stopped = await statusOf('sandbox', trailArn('sandbox', HOME, 'no-globals'));
    expect(stopped.IsLogging).toBe(false);
    expect(age(stopped.StopLoggingTime)).toBeGreaterThan(20 * DAY);
    expect(stopped.LatestDeliveryTime?.getTime()).toBeLessThan(stopped.StopLoggingTime?.getTime() ?? 0);
  });

  test('of old times can be multi-region and still leave out global services', async () => {
    const trail = (await trailsSeenBy('sandbox')).find(({ Name }) => Name === 'no-globals');
    expect(trail).toMatchObject({ IsMultiRegionTrail: true, IncludeGlobalServiceEvents: false });
  });
});

describe('buckets', () => {
  const s3 = (name: AccountName, region: string = HOME) => as(name).s3(region);
  const good = { Bucket: 'acme-org-trail-logs' };

  test('are listed with their regions, whatever the page size', async () => {
    const { Buckets = [] } = await s3('payments').send(new ListBucketsCommand({ MaxBuckets: 1 }));
    expect(Buckets.map(({ Name, BucketRegion }) => [Name, BucketRegion])).toEqual([
      ['acme-payments-ledger', 'us-east-1'],
      ['acme-payments-cards', 'eu-central-1'],
      ['acme-payments-docs', 'eu-central-1'],
      [`acme-findings-${world.accounts.payments.id}`, 'us-east-1'],
    ]);
    const { Buckets: ofSandbox = [] } = await s3('sandbox').send(new ListBucketsCommand({}));
    expect(ofSandbox.map(({ Name }) => Name)).toEqual(['acme-sandbox-logs', 'acme-sandbox-export']);
  });

  test('of the organisation trail are kept well', async () => {
    const client = s3('log-archive');
    expect(await client.send(new GetBucketVersioningCommand(good))).toMatchObject({ Status: 'Enabled' });
    expect((await client.send(new GetBucketVersioningCommand(good))).MFADelete).toBeUndefined();
    const { ObjectLockConfiguration } = await client.send(new GetObjectLockConfigurationCommand(good));
    expect(ObjectLockConfiguration?.Rule?.DefaultRetention).toEqual({ Mode: 'COMPLIANCE', Days: 400 });
    const { PublicAccessBlockConfiguration } = await client.send(new GetPublicAccessBlockCommand(good));
    expect(Object.values(PublicAccessBlockConfiguration ?? {})).toEqual([true, true, true, true]);
    const { OwnershipControls } = await client.send(new GetBucketOwnershipControlsCommand(good));
    expect(OwnershipControls?.Rules).toEqual([{ ObjectOwnership: 'BucketOwnerEnforced' }]);
    const { LoggingEnabled } = await client.send(new GetBucketLoggingCommand(good));
    expect(LoggingEnabled?.TargetBucket).toBe('acme-org-access-logs');
    const { Policy } = await client.send(new GetBucketPolicyCommand(good));
    expect(JSON.parse(Policy ?? '')).toHaveProperty('Statement.length', 4);
    expect(Policy).toContain(`AWSLogs/${world.organization.id}/*`);
    const { ServerSideEncryptionConfiguration } = await client.send(new GetBucketEncryptionCommand(good));
    const [encryption] = ServerSideEncryptionConfiguration?.Rules ?? [];
    expect(encryption?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm).toBe('aws:kms');
    const { Rules } = await client.send(new GetBucketLifecycleConfigurationCommand(good));
    expect(Rules?.[0]).toMatchObject({
      Expiration: { Days: 2555 },
      Transitions: [{ Days: 90, StorageClass: 'GLACIER' }],
    });
    expect((await client.send(new GetBucketAclCommand(good))).Grants).toHaveLength(1);
    expect((await client.send(new GetBucketLocationCommand(good))).LocationConstraint).toBeUndefined();
    await client.send(new GetBucketNotificationConfigurationCommand(good));
    expect(await refusal(client.send(new GetBucketReplicationCommand(good)))).toBe(
      'ReplicationConfigurationNotFoundError 404',
    );
  });

  test('can have MFA delete, and a public policy', async () => {
    const web = { Bucket: 'acme-web-trail-logs' };
    const client = s3('log-archive');
    expect(await client.send(new GetBucketVersioningCommand(web))).toMatchObject({
      Status: 'Enabled',
      MFADelete: 'Enabled',
    });
    const isPublic = async () => (await client.send(new GetBucketPolicyStatusCommand(web))).PolicyStatus?.IsPublic;
    expect(await isPublic()).toBe(false);
    world.settings.publicBuckets.add(web.Bucket);
    expect(await isPublic()).toBe(true);
    world.settings.publicBuckets.delete(web.Bucket);
  });

  test('in the sandbox have nothing, and say so as AWS does', async () => {
    const client = s3('sandbox', 'eu-west-1');
    const logs = { Bucket: 'acme-sandbox-logs' };
    const bare = { Bucket: 'acme-sandbox-export' };
    expect((await client.send(new GetBucketVersioningCommand(logs))).Status).toBeUndefined();
    expect((await client.send(new GetBucketLoggingCommand(logs))).LoggingEnabled).toBeUndefined();
    expect((await client.send(new GetBucketLocationCommand(logs))).LocationConstraint).toBe('eu-west-1');
    expect((await client.send(new GetBucketLifecycleConfigurationCommand(logs))).Rules?.[0]?.Expiration?.Days).toBe(30);
    const encryption = await client.send(new GetBucketEncryptionCommand(logs));
    expect(encryption.ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault).toEqual({
      SSEAlgorithm: 'AES256',
    });
    expect(await refusal(client.send(new GetObjectLockConfigurationCommand(logs)))).toBe(
      'ObjectLockConfigurationNotFoundError 404',
    );
    expect(await refusal(client.send(new GetPublicAccessBlockCommand(logs)))).toBe(
      'NoSuchPublicAccessBlockConfiguration 404',
    );
    expect(await refusal(client.send(new GetBucketOwnershipControlsCommand(logs)))).toBe(
      'OwnershipControlsNotFoundError 404',
    );
    expect(await refusal(client.send(new GetBucketTaggingCommand(logs)))).toBe('NoSuchTagSet 404');
    expect(await refusal(client.send(new GetBucketPolicyCommand(bare)))).toBe('NoSuchBucketPolicy 404');
    expect(await refusal(client.send(new GetBucketPolicyStatusCommand(bare)))).toBe('NoSuchBucketPolicy 404');
    expect(await refusal(client.send(new GetBucketLifecycleConfigurationCommand(bare)))).toBe(
      'NoSuchLifecycleConfiguration 404',
    );
  });

  test('of somebody else are forbidden, lost ones are not found, and those of another region are elsewhere', async () => {
    const head = (name: AccountName, Bucket: string, region?: string) =>
      s3(name, region).send(new HeadBucketCommand({ Bucket }));
    expect((await head('log-archive', 'acme-org-trail-logs')).BucketRegion).toBe('us-east-1');
    expect(await refusal(head('management', 'acme-org-trail-logs'))).toMatch(/ 403$/);
    expect(await refusal(head('sandbox', 'acme-sandbox-lost-logs'))).toBe('NotFound 404');
    expect(await refusal(head('sandbox', 'acme-sandbox-logs', HOME))).toMatch(/ 301$/);
    expect(await refusal(s3('payments').send(new GetBucketPolicyCommand(good)))).toBe('AccessDenied 403');
    expect(await refusal(s3('payments').send(new GetBucketEncryptionCommand(good)))).toBe('AccessDenied 403');
    const lost = { Bucket: 'acme-sandbox-lost-logs' };
    expect(await refusal(s3('sandbox').send(new GetBucketPolicyCommand(lost)))).toBe('NoSuchBucket 404');
    expect(await refusal(s3('sandbox', 'eu-central-1').send(new GetBucketVersioningCommand(lost)))).toBe(
      'NoSuchBucket 404',
    );
    const notMine = { ...good, ExpectedBucketOwner: idOf('management') };
    expect(await refusal(s3('log-archive').send(new GetBucketAclCommand(notMine)))).toBe('AccessDenied 403');
    const misplaced = { Bucket: 'acme-sandbox-logs' };
    expect(await refusal(s3('sandbox').send(new GetBucketPolicyCommand(misplaced)))).toBe('PermanentRedirect 301');
  });

  test('are found by tag in their own region', async () => {
    const tagged = async (name: AccountName, region: string, type = 's3:bucket') => {
      const client = new ResourceGroupsTaggingAPIClient(config(name, region));
      const { ResourceTagMappingList = [] } = await client.send(
        new GetResourcesCommand({ ResourceTypeFilters: [type] }),
      );
      return ResourceTagMappingList.map(({ ResourceARN }) => ResourceARN?.slice('arn:aws:s3:::'.length));
    };
    expect(await tagged('payments', 'eu-central-1')).toEqual(['acme-payments-cards', 'acme-payments-docs']);
    expect(await tagged('payments', 'us-east-1', 's3')).toEqual(['acme-payments-ledger']);
    expect(await tagged('payments', 'eu-west-1')).toEqual([]);
  });

  test('are guarded account by account', async () => {
    const block = (name: AccountName) =>
      as(name)
        .s3control()
        .send(new GetAccountPublicAccessBlockCommand({ AccountId: idOf(name) }));
    const { PublicAccessBlockConfiguration } = await block('payments');
    expect(Object.values(PublicAccessBlockConfiguration ?? {})).toEqual([true, true, true, true]);
    expect(await refusal(block('sandbox'))).toBe('NoSuchPublicAccessBlockConfiguration 404');
  });
});

describe('keys, log groups, alarms and topics', () => {
  const keyOf = async (name: AccountName, trail: string, region: string = HOME): Promise<string> =>
    must((await trailsSeenBy(name, region)).find(({ Name }) => Name === trail)?.KmsKeyId, `the key of ${trail}`);

  test('the trail’s key rotates, and only its owner may ask', async () => {
    const KeyId = await keyOf('management', 'acme-org-trail');
    const kms = as('security').kms(HOME);
    expect((await kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata).toMatchObject({
      Arn: KeyId,
      KeyManager: 'CUSTOMER',
      KeyState: 'Enabled',
    });
    expect((await kms.send(new GetKeyRotationStatusCommand({ KeyId }))).KeyRotationEnabled).toBe(true);
    expect((await kms.send(new GetKeyPolicyCommand({ KeyId }))).Policy).toContain(organizationTrail());
    const stranger = as('management').kms(HOME);
    expect(await refusal(stranger.send(new DescribeKeyCommand({ KeyId })))).toBe('AccessDeniedException 400');
  });

  test('the sandbox’s keys are disabled, dying, lost and never rotated', async () => {
    const key = async (trail: string, region: string) => {
      const KeyId = await keyOf('sandbox', trail, region);
      const kms = as('sandbox').kms(region);
      return { kms, KeyId, described: kms.send(new DescribeKeyCommand({ KeyId })) };
    };
    expect((await (await key('no-globals', HOME)).described).KeyMetadata?.KeyState).toBe('Disabled');
    const dying = (await (await key('dying-key', HOME)).described).KeyMetadata;
    expect(dying?.KeyState).toBe('PendingDeletion');
    expect(dying?.DeletionDate).toBeInstanceOf(Date);
    expect(await refusal((await key('lost-key', 'eu-west-1')).described)).toBe('NotFoundException 400');
    const { kms, KeyId } = await key('lost-group', 'ap-southeast-2');
    expect((await kms.send(new GetKeyRotationStatusCommand({ KeyId }))).KeyRotationEnabled).toBe(false);
  });

  test('log groups are kept as long as they say', async () => {
    const group = async (name: AccountName, logGroupNamePrefix: string, region: string = HOME) =>
      (await as(name).logs(region).send(new DescribeLogGroupsCommand({ logGroupNamePrefix }))).logGroups?.[0];
    expect(await group('management', '/acme/cloudtrail')).toMatchObject({
      retentionInDays: 400,
      kmsKeyId: expect.stringContaining(`:${idOf('management')}:key/`),
    });
    const short = await group('sandbox', '/sandbox/cloudtrail');
    expect(short?.retentionInDays).toBe(7);
    expect(short?.kmsKeyId).toBeUndefined();
    expect((await group('lone', '/lone/cloudtrail'))?.retentionInDays).toBeUndefined();
    expect(await group('sandbox', '/sandbox/deleted', 'ap-southeast-2')).toBeUndefined();
  });

  const detections = async (name: AccountName, logGroupName: string) => {
    const logs = as(name).logs(HOME);
    const { metricFilters = [] } = await logs.send(new DescribeMetricFiltersCommand({ logGroupName }));
    const { MetricAlarms = [] } = await as(name)
      .cloudwatch(HOME)
      .send(new DescribeAlarmsCommand({ AlarmTypes: ['MetricAlarm', 'CompositeAlarm', 'LogAlarm'] }));
    return {
      filters: new Map(metricFilters.map((filter) => [filter.filterName, filter])),
      alarms: new Map(MetricAlarms.map((alarm) => [alarm.AlarmName, alarm])),
    };
  };

  test('a metric filter leads to an alarm, and that to a topic in another account', async () => {
    const { filters, alarms } = await detections('management', '/acme/cloudtrail');
    expect([...filters.keys()]).toEqual([
      'root-usage',
      'unauthorized-api-calls',
      'console-signin-no-mfa',
      'iam-policy-changes',
      'cloudtrail-config-changes',
      'console-auth-failures',
      'kms-key-disable-delete',
      's3-bucket-policy-changes',
      'config-changes',
      'security-group-changes',
      'nacl-changes',
      'network-gateway-changes',
      'route-table-changes',
      'vpc-changes',
    ]);
    expect([...alarms.keys()]).toEqual([...filters.keys()]);
    const good = ['root-usage', 'unauthorized-api-calls', 'console-signin-no-mfa', 'iam-policy-changes'];
    for (const name of [...good, 'cloudtrail-config-changes', 'route-table-changes']) {
      expect(filters.get(name)?.metricTransformations).toMatchObject([
        { metricName: name, metricNamespace: 'CloudTrailMetrics' },
      ]);
      expect(alarms.get(name)).toMatchObject({
        ActionsEnabled: true,
        AlarmActions: [`arn:aws:sns:us-east-1:${idOf('security')}:acme-security-alerts`],
        Namespace: 'CloudTrailMetrics',
        MetricName: name,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      });
    }
    const missing = as('sandbox').logs('ap-southeast-2');
    const logGroupName = '/sandbox/deleted';
    expect(await refusal(missing.send(new DescribeMetricFiltersCommand({ logGroupName })))).toBe(
      'ResourceNotFoundException 400',
    );
  });

  test('many detections stay silent, each for its own reason', async () => {
    const { filters, alarms } = await detections('management', '/acme/cloudtrail');
    const pattern = (name: string) => filters.get(name)?.filterPattern;
    expect(pattern('s3-bucket-policy-changes')).toContain('PutBucketLifecycleConfiguration');
    expect(pattern('security-group-changes')).not.toContain('ModifySecurityGroupRules');
    expect(pattern('nacl-changes')).toBe('{ $.eventName = "*NetworkAcl*" }');
    expect(pattern('network-gateway-changes')).toContain('($.eventName = CreateCustomerGateway) && ');
    expect(pattern('network-gateway-changes')).not.toContain('||');
    expect(alarms.get('console-auth-failures')?.Threshold).toBe(10);
    expect(alarms.get('kms-key-disable-delete')?.ActionsEnabled).toBe(false);
    expect(alarms.get('vpc-changes')?.Namespace).toBe('CloudTrailMetric');
    expect(filters.get('vpc-changes')?.metricTransformations?.[0]?.metricNamespace).toBe('CloudTrailMetrics');

    const TopicArn = `arn:aws:sns:us-east-1:${idOf('security')}:acme-config-alerts`;
    expect(alarms.get('config-changes')?.AlarmActions).toEqual([TopicArn]);
    const { Attributes } = await as('security').sns(HOME).send(new GetTopicAttributesCommand({ TopicArn }));
    expect(Attributes).toMatchObject({ SubscriptionsConfirmed: '0', SubscriptionsPending: '1' });
  });

  test('outside of the organisation three detections are good', async () => {
    const { filters, alarms } = await detections('lone', '/lone/cloudtrail');
    expect([...filters.keys()]).toEqual(['root-usage', 'cloudtrail-config-changes', 'iam-policy-changes']);
    for (const name of filters.keys()) {
      expect(alarms.get(name)).toMatchObject({
        ActionsEnabled: true,
        AlarmActions: [`arn:aws:sns:us-east-1:${idOf('lone')}:lone-alerts`],
      });
    }
  });

  test('a topic knows who confirmed', async () => {
    const sns = as('security').sns(HOME);
    const TopicArn = `arn:aws:sns:us-east-1:${idOf('security')}:acme-security-alerts`;
    const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
    expect(Attributes).toMatchObject({ SubscriptionsConfirmed: '1', SubscriptionsPending: '1' });
    const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
    expect(
      Subscriptions.map(({ Endpoint, SubscriptionArn }) => [Endpoint, SubscriptionArn === 'PendingConfirmation']),
    ).toEqual([
      ['security@acme.example', false],
      ['oncall@acme.example', true],
    ]);
    const stranger = as('management').sns(HOME);
    expect(await refusal(stranger.send(new GetTopicAttributesCommand({ TopicArn })))).toBe(
      'AuthorizationErrorException 403',
    );
    const nowhere = { TopicArn: `arn:aws:sns:us-east-1:${idOf('security')}:no-such-topic` };
    expect(await refusal(sns.send(new GetTopicAttributesCommand(nowhere)))).toBe('NotFoundException 404');
  });
});

describe('event rules', () => {
  const rulesOf = async (name: AccountName, region: string = HOME, EventBusName = 'default') =>
    (await as(name).events(region).send(new ListRulesCommand({ EventBusName }))).Rules;
  const targetsOf = async (name: AccountName, Rule: string, region: string = HOME, EventBusName = 'default') =>
    (await as(name).events(region).send(new ListTargetsByRuleCommand({ EventBusName, Rule }))).Targets;
  const busArn = (name: AccountName, bus: string): string => `arn:aws:events:us-east-1:${idOf(name)}:event-bus/${bus}`;
  const alerts = (): string => `arn:aws:sns:us-east-1:${idOf('security')}:acme-security-alerts`;

  test('tell the security topic of changes to the organisation, and it lets them', async () => {
    const [rule, ...others] = (await rulesOf('management')) ?? [];
    expect(others).toEqual([]);
    const Arn = `arn:aws:events:us-east-1:${idOf('management')}:rule/organization-changes`;
    expect(rule).toMatchObject({ Name: 'organization-changes', Arn, State: 'ENABLED' });
    const pattern = JSON.parse(rule?.EventPattern ?? '');
    expect(pattern).toMatchObject({
      source: ['aws.organizations'],
      'detail-type': ['AWS API Call via CloudTrail'],
      detail: { eventSource: ['organizations.amazonaws.com'] },
    });
    expect(new Set(pattern.detail.eventName)).toHaveProperty('size', 18);
    const RoleArn = `arn:aws:iam::${idOf('management')}:role/EventBridgeDelivery`;
    expect(await targetsOf('management', 'organization-changes')).toEqual([{ Id: 'alert', Arn: alerts(), RoleArn }]);

    const { Attributes } = await as('security')
      .sns(HOME)
      .send(new GetTopicAttributesCommand({ TopicArn: alerts() }));
    const from = (account: AccountName, rule: string) => ({
      StringEquals: { 'aws:SourceAccount': idOf(account) },
      ArnEquals: { 'aws:SourceArn': `arn:aws:events:us-east-1:${idOf(account)}:rule/${rule}` },
    });
    expect(JSON.parse(Attributes?.Policy ?? '').Statement).toMatchObject([
      {
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': idOf('management') } },
      },
      { Principal: { Service: 'events.amazonaws.com' }, Condition: from('management', 'organization-changes') },
      { Principal: { AWS: RoleArn } },
      { Principal: { Service: 'events.amazonaws.com' }, Condition: from('security', 'acme-audit/trail-tampering') },
    ]);
  });

  test('forward tampering with trails to a bus that takes it from the organisation', async () => {
    const bus = busArn('security', 'acme-audit');
    for (const name of ['payments', 'web'] as const) {
      const rules = await rulesOf(name);
      expect(rules).toMatchObject([{ Name: 'forward-trail-tampering', State: 'ENABLED', EventBusName: 'default' }]);
      expect(await targetsOf(name, 'forward-trail-tampering')).toMatchObject([
        { Arn: bus, RoleArn: `arn:aws:iam::${idOf(name)}:role/EventBridgeDelivery` },
      ]);
    }
    const { Arn, Policy } = await as('security')
      .events(HOME)
      .send(new DescribeEventBusCommand({ Name: 'acme-audit' }));
    expect(Arn).toBe(bus);
    expect(JSON.parse(Policy ?? '').Statement).toEqual([
      {
        Sid: 'AllowOrganization',
        Effect: 'Allow',
        Principal: '*',
        Action: 'events:PutEvents',
        Resource: bus,
        Condition: { StringEquals: { 'aws:PrincipalOrgID': world.organization.id } },
      },
    ]);
    const rules = await rulesOf('security', HOME, 'acme-audit');
    const RuleArn = `arn:aws:events:us-east-1:${idOf('security')}:rule/acme-audit/trail-tampering`;
    expect(rules).toMatchObject([{ Name: 'trail-tampering', Arn: RuleArn, State: 'ENABLED' }]);
    expect(JSON.parse(rules?.[0]?.EventPattern ?? '').detail).toEqual({
      eventSource: ['cloudtrail.amazonaws.com'],
      eventName: ['StopLogging', 'DeleteTrail', 'UpdateTrail', 'PutEventSelectors'],
    });
    expect(rules?.[0]?.EventPattern).toBe((await rulesOf('web'))?.[0]?.EventPattern);
    expect(await targetsOf('security', 'trail-tampering', HOME, 'acme-audit')).toMatchObject([{ Arn: alerts() }]);
  });

  test('in the sandbox watch the wrong region, or nothing', async () => {
    const [watch] = (await rulesOf('sandbox', 'eu-west-1')) ?? [];
    expect(watch).toMatchObject({ Name: 'iam-watch', State: 'ENABLED' });
    expect(JSON.parse(watch?.EventPattern ?? '')).toMatchObject({ source: ['aws.iam'] });
    expect(await targetsOf('sandbox', 'iam-watch', 'eu-west-1')).toMatchObject([
      { Arn: `arn:aws:sns:eu-west-1:${idOf('sandbox')}:acme-sandbox-alerts` },
    ]);
    expect(await rulesOf('sandbox')).toMatchObject([{ Name: 'trail-watch', State: 'DISABLED' }]);
    expect(await rulesOf('sandbox', 'eu-central-1')).toEqual([]);
  });

  test('are unknown on an unknown bus, and secret on somebody else’s', async () => {
    const web = as('web').events(HOME);
    const send = {
      rules: (EventBusName: string) => web.send(new ListRulesCommand({ EventBusName })),
      bus: (Name: string) => web.send(new DescribeEventBusCommand({ Name })),
      targets: (EventBusName: string, Rule: string) => web.send(new ListTargetsByRuleCommand({ EventBusName, Rule })),
    };
    expect(await refusal(send.rules('no-such-bus'))).toBe('ResourceNotFoundException 400');
    expect(await refusal(send.bus('no-such-bus'))).toBe('ResourceNotFoundException 400');
    expect(await refusal(send.targets('default', 'no-such-rule'))).toBe('ResourceNotFoundException 400');
    expect((await send.bus('default')).Policy).toBeUndefined();
    for (const bus of ['acme-audit', 'default']) {
      expect(await refusal(send.bus(busArn('security', bus)))).toBe('AccessDeniedException 400');
      expect(await refusal(send.rules(busArn('security', bus)))).toBe('AccessDeniedException 400');
      expect(await refusal(send.targets(busArn('security', bus), 'forward-trail-tampering'))).toBe(
        'AccessDeniedException 400',
      );
    }
    expect((await send.rules(busArn('web', 'default'))).Rules).toHaveLength(1);
  });
});

describe('service control policies', () => {
  const Filter = 'SERVICE_CONTROL_POLICY';
  const policyIds = async (): Promise<ReadonlyMap<string | undefined, string | undefined>> => {
    const { Policies = [] } = await as('management').organizations().send(new ListPoliciesCommand({ Filter }));
    return new Map(Policies.map(({ Name, Id }) => [Name, Id]));
  };
  const contentOf = async (PolicyId: string | undefined) => {
    const { Policy } = await as('management').organizations().send(new DescribePolicyCommand({ PolicyId }));
    return JSON.parse(Policy?.Content ?? '').Statement;
  };
  const targetsOf = async (PolicyId: string | undefined) =>
    (await as('management').organizations().send(new ListTargetsForPolicyCommand({ PolicyId }))).Targets ?? [];

  test('are listed, AWS’s own first, whatever the page size', async () => {
    const pages: unknown[] = [];
    const client = as('management').organizations();
    for await (const { Policies = [] } of paginateListPolicies({ client, pageSize: 1 }, { Filter })) {
      pages.push(Policies.map(({ Name, AwsManaged }) => [Name, AwsManaged]));
    }
    expect(pages).toEqual([[['FullAWSAccess', true]], [['protect-audit-trail', false]], [['deny-root', false]]]);
  });

  test('protect the trail in the workloads, and keep the sandbox’s root out', async () => {
    const ids = await policyIds();
    const protect = ids.get('protect-audit-trail');
    expect(await contentOf(protect)).toEqual([
      {
        Sid: 'ProtectAuditTrail',
        Effect: 'Deny',
        Action: [
          'cloudtrail:StopLogging',
          'cloudtrail:DeleteTrail',
          'cloudtrail:UpdateTrail',
          'cloudtrail:PutEventSelectors',
          'organizations:LeaveOrganization',
        ],
        Resource: '*',
      },
    ]);
    expect(await targetsOf(protect)).toMatchObject([
      { TargetId: world.organization.units.workloads, Name: 'workloads', Type: 'ORGANIZATIONAL_UNIT' },
    ]);
    const root = ids.get('deny-root');
    expect(await contentOf(root)).toMatchObject([
      { Effect: 'Deny', Condition: { StringLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:root' } } },
    ]);
    expect(await targetsOf(root)).toMatchObject([{ TargetId: idOf('sandbox'), Name: 'sandbox', Type: 'ACCOUNT' }]);
    const everywhere = await targetsOf(ids.get('FullAWSAccess'));
    expect(everywhere.find(({ TargetId }) => TargetId === idOf('management'))?.Name).toBe('management');
  });

  test('are told to the management account and to delegated administrators only', async () => {
    const PolicyId = (await policyIds()).get('protect-audit-trail');
    const ask = (name: AccountName) => {
      const client = as(name).organizations();
      return [
        client.send(new ListPoliciesCommand({ Filter })),
        client.send(new DescribePolicyCommand({ PolicyId })),
        client.send(new ListTargetsForPolicyCommand({ PolicyId })),
      ].map(refusal);
    };
    expect(new Set(await Promise.all(ask('web')))).toEqual(new Set(['AccessDeniedException 400']));
    expect(new Set(await Promise.all(ask('lone')))).toEqual(new Set(['AWSOrganizationsNotInUseException 400']));
    world.settings.delegatedAdministrators.add(idOf('security'));
    expect(new Set(await Promise.all(ask('security')))).toEqual(new Set(['answered']));
    world.settings.delegatedAdministrators.delete(idOf('security'));
    const unknown = new DescribePolicyCommand({ PolicyId: 'p-00000000' });
    expect(await refusal(as('management').organizations().send(unknown))).toBe('PolicyNotFoundException 400');
  });
});

describe('accounts', () => {
  test('are paged, named and placed', async () => {
    const organizations = as('management').organizations();
    const pages: string[][] = [];
    for await (const page of paginateListAccounts({ client: organizations, pageSize: 3 }, {})) {
      pages.push((page.Accounts ?? []).map(({ Name }) => Name ?? ''));
    }
    expect(pages).toEqual([['management', 'log-archive', 'security'], ['payments', 'web', 'sandbox'], ['legacy']]);
    const { units } = world.organization;
    const children = async (ParentId: string) => ({
      accounts: (await organizations.send(new ListAccountsForParentCommand({ ParentId }))).Accounts?.map(
        ({ Name }) => Name,
      ),
      units: (
        await organizations.send(new ListOrganizationalUnitsForParentCommand({ ParentId }))
      ).OrganizationalUnits?.map(({ Name }) => Name),
    });
    expect(await children(units.workloads)).toEqual({
      accounts: ['payments', 'web'],
      units: ['experiments'],
    });
    expect(await children(world.organization.rootId)).toEqual({
      accounts: ['management', 'legacy'],
      units: ['security', 'workloads'],
    });
  });

  test('answer to the management account only', async () => {
    const payments = as('payments').organizations();
    const { Organization } = await payments.send(new DescribeOrganizationCommand({}));
    expect(Organization).toMatchObject({ Id: world.organization.id, MasterAccountId: idOf('management') });
    expect(await refusal(payments.send(new ListAccountsCommand({})))).toBe('AccessDeniedException 400');
    expect(await refusal(payments.send(new ListAWSServiceAccessForOrganizationCommand({})))).toBe(
      'AccessDeniedException 400',
    );

    const management = as('management').organizations();
    const access = await management.send(new ListAWSServiceAccessForOrganizationCommand({}));
    expect(access.EnabledServicePrincipals?.map(({ ServicePrincipal }) => ServicePrincipal)).toContain(
      'cloudtrail.amazonaws.com',
    );
  });

  test('can be asked about by a delegated administrator', async () => {
    const admins = new ListDelegatedAdministratorsCommand({ ServicePrincipal: 'cloudtrail.amazonaws.com' });
    const management = as('management').organizations();
    expect((await management.send(admins)).DelegatedAdministrators).toEqual([]);

    world.settings.delegatedAdministrators.add(idOf('security'));
    const security = as('security').organizations();
    expect((await security.send(new ListAccountsCommand({}))).Accounts).toHaveLength(7);
    expect((await security.send(admins)).DelegatedAdministrators).toMatchObject([
      { Id: idOf('security'), Name: 'security' },
    ]);
    world.settings.delegatedAdministrators.delete(idOf('security'));
  });

  test('can be alone', async () => {
    const lone = as('lone').organizations();
    expect(await refusal(lone.send(new DescribeOrganizationCommand({})))).toBe('AWSOrganizationsNotInUseException 400');
    expect(await refusal(lone.send(new ListAccountsCommand({})))).toBe('AWSOrganizationsNotInUseException 400');
  });

  test('have four regions, and nobody lives in the others', async () => {
    const regions = async (name: AccountName) =>
      (
        await new AccountClient(config(name)).send(
          new ListRegionsCommand({ RegionOptStatusContains: ['ENABLED', 'ENABLED_BY_DEFAULT'] }),
        )
      ).Regions;
    expect(await regions('payments')).toEqual(
      REGIONS.map((RegionName) => ({ RegionName, RegionOptStatus: 'ENABLED_BY_DEFAULT' })),
    );
    const { Regions = [] } = await new EC2Client(config('payments')).send(new DescribeRegionsCommand({}));
    expect(Regions.map(({ RegionName }) => RegionName)).toEqual(REGIONS);
    expect(Regions[0]?.OptInStatus).toBe('opt-in-not-required');

    world.settings.regionsByAccount.set(idOf('web'), ['us-east-1']);
    expect(await regions('web')).toHaveLength(1);
    const elsewhere = as('web').cloudtrail('eu-west-1');
    expect(await refusal(elsewhere.send(new DescribeTrailsCommand({})))).toBe('UnrecognizedClientException 400');
    world.settings.regionsByAccount.delete(idOf('web'));
  });
});

describe('roles', () => {
  const assume = (from: AccountName, to: string, role = 'TrailproofAudit', ExternalId?: string) =>
    new STSClient(config(from)).send(
      new AssumeRoleCommand({
        RoleArn: `arn:aws:iam::${to}:role/${role}`,
        RoleSessionName: 'test',
        ...(ExternalId && { ExternalId }),
      }),
    );

  test('lead into the account they belong to, and their keys are secret from then on', async () => {
    const { Credentials } = await assume('management', idOf('web'));
    const credentials = {
      accessKeyId: must(Credentials?.AccessKeyId, 'AccessKeyId'),
      secretAccessKey: must(Credentials?.SecretAccessKey, 'SecretAccessKey'),
      sessionToken: must(Credentials?.SessionToken, 'SessionToken'),
    };
    for (const secret of Object.values(credentials)) expect(world.secrets).toContain(secret);
    const identity = await new STSClient({ ...config('web'), credentials }).send(new GetCallerIdentityCommand({}));
    expect(identity).toMatchObject({
      Account: idOf('web'),
      Arn: `arn:aws:sts::${idOf('web')}:assumed-role/TrailproofAudit/test`,
    });
    const trails = await clientsFor(world.endpoint, { id: idOf('web'), credentials })
      .cloudtrail(HOME)
      .send(new DescribeTrailsCommand({}));
    expect(trails.trailList?.map(({ Name }) => Name)).toEqual(['web-local', 'acme-org-trail']);
  });

  test('refuse other names, other callers and unknown accounts', async () => {
    expect(await refusal(assume('management', idOf('web'), 'Admin'))).toBe('AccessDenied 403');
    expect(await refusal(assume('payments', idOf('web')))).toBe('AccessDenied 403');
    expect(await refusal(assume('management', idOf('lone')))).toBe('AccessDenied 403');
    expect(await refusal(assume('management', '000000000000'))).toBe('AccessDenied 403');
  });

  test('refuse where they are told to, and without the external id', async () => {
    const { settings } = world;
    settings.refusingAccounts.add(idOf('legacy'));
    expect(await refusal(assume('management', idOf('legacy')))).toBe('AccessDenied 403');
    settings.refusingAccounts.delete(idOf('legacy'));

    settings.externalId = 'acme-7f3';
    expect(await refusal(assume('management', idOf('web')))).toBe('AccessDenied 403');
    expect(await refusal(assume('management', idOf('web'), 'TrailproofAudit', 'guess'))).toBe('AccessDenied 403');
    expect(await refusal(assume('management', idOf('web'), 'TrailproofAudit', 'acme-7f3'))).toBe('answered');
    settings.externalId = undefined;
  });
});

/** One call in each protocol. */
const PROTOCOLS: readonly (readonly [
  service: string,
  operation: string,
  send: () => Promise<unknown>,
  denied: string,
  throttled: string,
])[] = [
  [
    'cloudtrail',
    'DescribeTrails',
    () => plain('cloudtrail').send(new DescribeTrailsCommand({})),
    'AccessDeniedException 400',
    'ThrottlingException 400',
  ],
  [
    'cloudwatch',
    'DescribeAlarms',
    () => plain('cloudwatch').send(new DescribeAlarmsCommand({})),
    'AccessDenied 403',
    'ThrottlingException 400',
  ],
  [
    'events',
    'ListRules',
    () => plain('events').send(new ListRulesCommand({})),
    'AccessDeniedException 400',
    'ThrottlingException 400',
  ],
  [
    'logs',
    'DescribeLogGroups',
    () => plain('logs').send(new DescribeLogGroupsCommand({})),
    'AccessDeniedException 400',
    'ThrottlingException 400',
  ],
  [
    'kms',
    'DescribeKey',
    () => plain('kms').send(new DescribeKeyCommand({ KeyId: 'x' })),
    'AccessDeniedException 400',
    'ThrottlingException 400',
  ],
  [
    'organizations',
    'ListAccounts',
    () => as('management').organizations().send(new ListAccountsCommand({})),
    'AccessDeniedException 400',
    'TooManyRequestsException 400',
  ],
  [
    'account',
    'ListRegions',
    () => new AccountClient(config('web')).send(new ListRegionsCommand({})),
    'AccessDeniedException 403',
    'TooManyRequestsException 429',
  ],
  [
    'ec2',
    'DescribeRegions',
    () => new EC2Client(config('web')).send(new DescribeRegionsCommand({})),
    'UnauthorizedOperation 403',
    'RequestLimitExceeded 503',
  ],
  [
    's3',
    'GetBucketPolicy',
    () => plain('s3').send(new GetBucketPolicyCommand({ Bucket: 'b' })),
    'AccessDenied 403',
    'SlowDown 503',
  ],
  ['s3', 'HeadBucket', () => plain('s3').send(new HeadBucketCommand({ Bucket: 'b' })), 'Unknown 403', 'Unknown 503'],
  [
    's3control',
    'GetPublicAccessBlock',
    () =>
      as('web')
        .s3control()
        .send(new GetAccountPublicAccessBlockCommand({ AccountId: idOf('web') })),
    'AccessDenied 403',
    'SlowDown 503',
  ],
  [
    'sns',
    'GetTopicAttributes',
    () => plain('sns').send(new GetTopicAttributesCommand({ TopicArn: 'x' })),
    'AuthorizationErrorException 403',
    'Throttling 400',
  ],
  [
    'sts',
    'GetCallerIdentity',
    () => new STSClient(config('web')).send(new GetCallerIdentityCommand({})),
    'AccessDenied 403',
    'Throttling 400',
  ],
  [
    'tagging',
    'GetResources',
    () => new ResourceGroupsTaggingAPIClient(config('web')).send(new GetResourcesCommand({})),
    'AccessDeniedException 400',
    'ThrottlingException 400',
  ],
];

const plain = <S extends 'cloudtrail' | 'cloudwatch' | 'events' | 'kms' | 'logs' | 's3' | 'sns'>(
  service: S,
): ReturnType<Clients[S]> => as('web')[service](HOME) as ReturnType<Clients[S]>;

describe('refusals', () => {
  test.each(PROTOCOLS)('%s:%s is denied as AWS denies it', async (service, operation, send, denied) => {
    const undo = world.shim.use(deny(service, operation));
    expect(await refusal(send())).toBe(denied);
    undo();
  });

  test.each(PROTOCOLS)(
    '%s:%s is throttled as AWS throttles it',
    async (service, operation, send, _denied, throttled) => {
      const undo = world.shim.use(throttle(service, operation));
      expect(await refusal(send())).toBe(throttled);
      undo();
    },
  );

  test('a service can break, fall silent or hang up, and be well again', async () => {
    const sts = new STSClient(config('web'));
    const ask = (abortSignal?: AbortSignal) =>
      sts.send(new GetCallerIdentityCommand({}), abortSignal ? { abortSignal } : {});
    const undo = [
      world.shim.use(fail500('sts', '*', {}, 1)),
      world.shim.use(cutConnection('sts', 'GetCallerIdentity', { region: HOME }, 1)),
      world.shim.use(hang('*', 'GetCallerIdentity', ({ account }) => account === idOf('web'), 1)),
    ];
    expect(await refusal(ask(AbortSignal.timeout(300)))).toBe('AbortError undefined');
    expect(await refusal(ask())).toMatch(/^(Error|TimeoutError) undefined$/);
    expect(await refusal(ask())).toMatch(/ 500$/);
    expect((await ask()).Account).toBe(idOf('web'));
    for (const end of undo) end();
  });

  test('half of the legacy account cannot be read', async () => {
    const legacy = as('legacy');
    const Bucket = 'acme-legacy-logs';
    expect((await legacy.s3(HOME).send(new ListBucketsCommand({}))).Buckets).toHaveLength(2);
    expect(await refusal(legacy.s3(HOME).send(new GetBucketPolicyCommand({ Bucket })))).toBe('AccessDenied 403');
    expect(await refusal(legacy.s3(HOME).send(new GetObjectLockConfigurationCommand({ Bucket })))).toBe(
      'AccessDenied 403',
    );
    expect(await refusal(legacy.s3(HOME).send(new GetBucketVersioningCommand({ Bucket })))).toBe('AccessDenied 403');
    expect(await refusal(legacy.s3(HOME).send(new GetBucketAclCommand({ Bucket })))).toBe('answered');
    expect(await namesSeenBy('legacy', 'eu-west-1')).toEqual(['legacy-trail', 'acme-org-trail']);
    const trail = trailArn('legacy', HOME, 'legacy-trail');
    expect(await refusal(statusOf('legacy', trail))).toBe('AccessDeniedException 400');
    const insights = new GetInsightSelectorsCommand({ TrailName: trail });
    expect(await refusal(legacy.cloudtrail(HOME).send(insights))).toBe('AccessDeniedException 400');
    const filters = new DescribeMetricFiltersCommand({ logGroupName: '/legacy/cloudtrail' });
    expect(await refusal(legacy.logs(HOME).send(filters))).toBe('AccessDeniedException 400');
    const tags = (region: string) =>
      new ResourceGroupsTaggingAPIClient(config('legacy', region)).send(new GetResourcesCommand({}));
    expect(await refusal(tags('eu-central-1'))).toBe('AccessDeniedException 400');
    expect(await refusal(tags('eu-west-1'))).toBe('answered');
  });
});

test('the shim saw who asked what, where', async () => {
  const before = world.shim.requests.length;
  await as('payments')
    .s3('eu-central-1')
    .send(new GetBucketAclCommand({ Bucket: 'acme-payments-cards' }));
  const [request] = world.shim.requests.slice(before);
  expect(request).toMatchObject({
    account: idOf('payments'),
    region: 'eu-central-1',
    service: 's3',
    operation: 'GetBucketAcl',
    input: { Bucket: 'acme-payments-cards' },
    status: 200,
  });
});

test('two seeds give the same organisation, down to the ids of keys and policies', async () => {
  const moto = await startMotoServer();
  try {
    const { accounts, organization } = await seed(moto);
    expect(organization).toEqual(world.organization);
    const idsOf = (all: Accounts) => Object.fromEntries(Object.entries(all).map(([name, { id }]) => [name, id]));
    expect(idsOf(accounts)).toEqual(idsOf(world.accounts));
    const policies = async (endpoint: string, account: Accounts[AccountName]) =>
      (
        await clientsFor(endpoint, account)
          .organizations()
          .send(new ListPoliciesCommand({ Filter: 'SERVICE_CONTROL_POLICY' }))
      ).Policies;
    expect(await policies(moto.endpoint, accounts.management)).toEqual(
      await policies(world.motoEndpoint, world.accounts.management),
    );
    for (const name of ['management', 'web', 'sandbox', 'legacy', 'lone'] as const) {
      const trails = async (endpoint: string, account: Accounts[AccountName]) =>
        (await clientsFor(endpoint, account).cloudtrail(HOME).send(new DescribeTrailsCommand({}))).trailList?.map(
          ({ Name, KmsKeyId }) => [Name, KmsKeyId],
        );
      expect(await trails(moto.endpoint, accounts[name])).toEqual(
        await trails(world.motoEndpoint, world.accounts[name]),
      );
    }
  } finally {
    await moto.close();
  }
}, 60_000);
