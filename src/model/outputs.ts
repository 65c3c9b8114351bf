import type { ListRegionsCommandOutput } from '@aws-sdk/client-account';
import type {
  DescribeTrailsCommandOutput,
  GetEventDataStoreCommandOutput,
  GetEventSelectorsCommandOutput,
  GetInsightSelectorsCommandOutput,
  GetTrailStatusCommandOutput,
  ListEventDataStoresCommandOutput,
  ListTagsCommandOutput,
  ListTrailsCommandOutput,
} from '@aws-sdk/client-cloudtrail';
import type { DescribeAlarmsCommandOutput } from '@aws-sdk/client-cloudwatch';
import type {
  DescribeLogGroupsCommandOutput,
  DescribeMetricFiltersCommandOutput,
  DescribeSubscriptionFiltersCommandOutput,
  TestMetricFilterCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs';
import type {
  DescribeConfigurationRecorderStatusCommandOutput,
  DescribeConfigurationRecordersCommandOutput,
  DescribeDeliveryChannelStatusCommandOutput,
  DescribeDeliveryChannelsCommandOutput,
} from '@aws-sdk/client-config-service';
import type {
  DescribeFlowLogsCommandOutput,
  DescribeRegionsCommandOutput,
  DescribeVpcsCommandOutput,
} from '@aws-sdk/client-ec2';
import type {
  DescribeEventBusCommandOutput,
  ListRulesCommandOutput,
  ListTargetsByRuleCommandOutput,
  TestEventPatternCommandOutput,
} from '@aws-sdk/client-eventbridge';
import type { GetDetectorCommandOutput, ListDetectorsCommandOutput } from '@aws-sdk/client-guardduty';
import type {
  GetPolicyCommandOutput,
  GetPolicyVersionCommandOutput,
  GetRoleCommandOutput,
  GetRolePolicyCommandOutput,
  ListAttachedRolePoliciesCommandOutput,
  ListRolePoliciesCommandOutput,
} from '@aws-sdk/client-iam';
import type {
  DescribeKeyCommandOutput,
  GetKeyPolicyCommandOutput,
  GetKeyRotationStatusCommandOutput,
  ListAliasesCommandOutput,
  ListGrantsCommandOutput,
} from '@aws-sdk/client-kms';
import type {
  DescribeOrganizationCommandOutput,
  DescribePolicyCommandOutput,
  ListAccountsCommandOutput,
  ListAccountsForParentCommandOutput,
  ListAWSServiceAccessForOrganizationCommandOutput,
  ListDelegatedAdministratorsCommandOutput,
  ListOrganizationalUnitsForParentCommandOutput,
  ListPoliciesCommandOutput,
  ListTargetsForPolicyCommandOutput,
} from '@aws-sdk/client-organizations';
import type { GetResourcesCommandOutput } from '@aws-sdk/client-resource-groups-tagging-api';
import type {
  GetBucketAclCommandOutput,
  GetBucketEncryptionCommandOutput,
  GetBucketLifecycleConfigurationCommandOutput,
  GetBucketLocationCommandOutput,
  GetBucketLoggingCommandOutput,
  GetBucketNotificationConfigurationCommandOutput,
  GetBucketOwnershipControlsCommandOutput,
  GetBucketPolicyCommandOutput,
  GetBucketPolicyStatusCommandOutput,
  GetBucketReplicationCommandOutput,
  GetBucketTaggingCommandOutput,
  GetBucketVersioningCommandOutput,
  GetObjectLockConfigurationCommandOutput,
  GetPublicAccessBlockCommandOutput,
  HeadBucketCommandOutput,
  ListBucketsCommandOutput,
} from '@aws-sdk/client-s3';
import type { GetPublicAccessBlockCommandOutput as GetAccountPublicAccessBlockCommandOutput } from '@aws-sdk/client-s3-control';
import type { DescribeHubCommandOutput } from '@aws-sdk/client-securityhub';
import type { GetTopicAttributesCommandOutput, ListSubscriptionsByTopicCommandOutput } from '@aws-sdk/client-sns';
import type { AssumeRoleCommandOutput, GetCallerIdentityCommandOutput } from '@aws-sdk/client-sts';
import type { CallName } from './operations.ts';

/** An SDK output as evidence keeps it: dates are ISO 8601 text, `$metadata` is gone. */
export type Recorded<T> = T extends Date
  ? string
  : T extends readonly (infer Element)[]
    ? Recorded<Element>[]
    : T extends object
      ? { [Key in Exclude<keyof T, '$metadata'>]: Recorded<T[Key]> }
      : T;

interface SdkOutputs {
  'sts:GetCallerIdentity': GetCallerIdentityCommandOutput;
  'sts:AssumeRole': Pick<AssumeRoleCommandOutput, 'AssumedRoleUser'>;
  'organizations:DescribeOrganization': DescribeOrganizationCommandOutput;
  'organizations:ListAccounts': ListAccountsCommandOutput;
  'organizations:ListAccountsForParent': ListAccountsForParentCommandOutput;
  'organizations:ListOrganizationalUnitsForParent': ListOrganizationalUnitsForParentCommandOutput;
  'organizations:ListDelegatedAdministrators': ListDelegatedAdministratorsCommandOutput;
  'organizations:ListAWSServiceAccessForOrganization': ListAWSServiceAccessForOrganizationCommandOutput;
  'organizations:ListPolicies': ListPoliciesCommandOutput;
  'organizations:DescribePolicy': DescribePolicyCommandOutput;
  'organizations:ListTargetsForPolicy': ListTargetsForPolicyCommandOutput;
  'account:ListRegions': ListRegionsCommandOutput;
  'ec2:DescribeRegions': DescribeRegionsCommandOutput;
  'ec2:DescribeVpcs': DescribeVpcsCommandOutput;
  'ec2:DescribeFlowLogs': DescribeFlowLogsCommandOutput;
  'cloudtrail:ListTrails': ListTrailsCommandOutput;
  'cloudtrail:DescribeTrails': DescribeTrailsCommandOutput;
  'cloudtrail:GetTrailStatus': GetTrailStatusCommandOutput;
  'cloudtrail:GetEventSelectors': GetEventSelectorsCommandOutput;
  'cloudtrail:GetInsightSelectors': GetInsightSelectorsCommandOutput;
  'cloudtrail:ListTags': ListTagsCommandOutput;
  'cloudtrail:ListEventDataStores': ListEventDataStoresCommandOutput;
  'cloudtrail:GetEventDataStore': GetEventDataStoreCommandOutput;
  'iam:GetRole': GetRoleCommandOutput;
  'iam:ListRolePolicies': ListRolePoliciesCommandOutput;
  'iam:GetRolePolicy': GetRolePolicyCommandOutput;
  'iam:ListAttachedRolePolicies': ListAttachedRolePoliciesCommandOutput;
  'iam:GetPolicy': GetPolicyCommandOutput;
  'iam:GetPolicyVersion': GetPolicyVersionCommandOutput;
  's3:ListBuckets': ListBucketsCommandOutput;
  's3:HeadBucket': HeadBucketCommandOutput;
  's3:GetBucketLocation': GetBucketLocationCommandOutput;
  's3:GetBucketPolicy': GetBucketPolicyCommandOutput;
  's3:GetBucketPolicyStatus': GetBucketPolicyStatusCommandOutput;
  's3:GetBucketAcl': GetBucketAclCommandOutput;
  's3:GetBucketVersioning': GetBucketVersioningCommandOutput;
  's3:GetObjectLockConfiguration': GetObjectLockConfigurationCommandOutput;
  's3:GetBucketEncryption': GetBucketEncryptionCommandOutput;
  's3:GetPublicAccessBlock': GetPublicAccessBlockCommandOutput;
  's3:GetBucketLogging': GetBucketLoggingCommandOutput;
  's3:GetBucketTagging': GetBucketTaggingCommandOutput;
  's3:GetBucketLifecycleConfiguration': GetBucketLifecycleConfigurationCommandOutput;
  's3:GetBucketOwnershipControls': GetBucketOwnershipControlsCommandOutput;
  's3:GetBucketReplication': GetBucketReplicationCommandOutput;
  's3:GetBucketNotificationConfiguration': GetBucketNotificationConfigurationCommandOutput;
  's3control:GetPublicAccessBlock': GetAccountPublicAccessBlockCommandOutput;
  'tagging:GetResources': GetResourcesCommandOutput;
  'kms:DescribeKey': DescribeKeyCommandOutput;
  'kms:GetKeyPolicy': GetKeyPolicyCommandOutput;
  'kms:GetKeyRotationStatus': GetKeyRotationStatusCommandOutput;
  'kms:ListAliases': ListAliasesCommandOutput;
  'kms:ListGrants': ListGrantsCommandOutput;
  'logs:DescribeLogGroups': DescribeLogGroupsCommandOutput;
  'logs:DescribeMetricFilters': DescribeMetricFiltersCommandOutput;
  'logs:DescribeSubscriptionFilters': DescribeSubscriptionFiltersCommandOutput;
  'cloudwatch:DescribeAlarms': DescribeAlarmsCommandOutput;
  'sns:GetTopicAttributes': GetTopicAttributesCommandOutput;
  'sns:ListSubscriptionsByTopic': ListSubscriptionsByTopicCommandOutput;
  'events:DescribeEventBus': DescribeEventBusCommandOutput;
  'events:ListRules': ListRulesCommandOutput;
  'config:DescribeConfigurationRecorders': DescribeConfigurationRecordersCommandOutput;
  'config:DescribeConfigurationRecorderStatus': DescribeConfigurationRecorderStatusCommandOutput;
  'config:DescribeDeliveryChannels': DescribeDeliveryChannelsCommandOutput;
  'config:DescribeDeliveryChannelStatus': DescribeDeliveryChannelStatusCommandOutput;
  'guardduty:ListDetectors': ListDetectorsCommandOutput;
  'guardduty:GetDetector': GetDetectorCommandOutput;
  'securityhub:DescribeHub': DescribeHubCommandOutput;
  'logs:TestMetricFilter': TestMetricFilterCommandOutput;
  'events:TestEventPattern': TestEventPatternCommandOutput;
  'events:ListTargetsByRule': ListTargetsByRuleCommandOutput;
}

/** What each call answers, as recorded. Every known call has an entry. */
export type Outputs = { readonly [Name in CallName]: Recorded<SdkOutputs[Name]> };
