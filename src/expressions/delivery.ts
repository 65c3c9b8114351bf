import {
  type Context,
  decidingStatements,
  evaluatePolicy,
  isRefusal,
  type Policy,
  type Request,
  serviceContext,
  UNKNOWN,
  type Verdict,
} from '../interpreters/policy/index.ts';
import { Gap } from '../model/gap.ts';
import { logRoot } from '../model/log-root.ts';
import { Link, type Resource } from '../model/resource.ts';
import { notedField, unreadableAll } from './host-read.ts';
import { evaluationUnderWay } from './touched.ts';

const CLOUDTRAIL = 'cloudtrail.amazonaws.com';

/** A request that CloudTrail makes for a trail, and what a policy says to it. */
interface Answer {
  /** `s3:PutObject below AWSLogs/111122223333/`. */
  readonly what: string;
  readonly verdict: Verdict;
  /** The statements that decide it: `statement 3 (DenyHTTP)`. */
  readonly by: readonly string[];
}

/** Everything CloudTrail asks for one purpose. */
export interface Delivery {
  readonly answers: readonly Answer[];
  /** Why it may ask for more. */
  readonly gaps: readonly Gap[];
  /** Why the trail's organisation is not known, where a policy asks for it. */
  readonly doubt: Gap | undefined;
}

/** Whether everything is allowed. One refusal is enough for a no, whatever else is open. Throws what is not known. */
export function isLetThrough({ answers, gaps, doubt }: Delivery): boolean {
  if (answers.some(isRefused)) return false;
  const open = answers
    .filter(({ verdict }) => verdict === 'unknown')
    .map(({ what, by }) => new Gap('undocumented', `${what} may be refused by ${by.join(', ') || 'it'}`));
  if (open.length > 0) return unreadableAll([...(doubt ? [doubt] : []), ...open]);
  return gaps.length > 0 ? unreadableAll(gaps) : true;
}

const MOST = 3;

/** In words what is refused, and by which statements. */
export function refusals({ answers }: Delivery): string {
  const refused = answers.filter(isRefused);
  const told = refused
    .slice(0, MOST)
    .map(({ what, by }) => `${what}, ${by.length > 0 ? `denied by ${by.join(', ')}` : 'allowed by no statement'}`);
  return [...told, ...(refused.length > MOST ? [`${refused.length - MOST} more`] : [])].join('; ');
}

const isRefused = ({ verdict }: Answer): boolean => isRefusal(verdict);

/**
 * What CloudTrail asks of the bucket: to see its ACL, and to write log files for every account the trail records.
 *
 * Source: CloudTrail User Guide, "Amazon S3 bucket policy for CloudTrail" and "Finding your CloudTrail log files".
 */
export function bucketDelivery(trail: Resource, bucket: Resource, policy: Policy): Delivery {
  const organization = organizationOf(trail);
  const folders = foldersOf(trail, organization);
  const { region = '' } = trail;
  const context = { ...contextOf(trail, bucket, organization), ...S3 };
  const answers = [
    ask(policy, 's3:GetBucketAcl', bucket.id, context, 's3:GetBucketAcl'),
    ...folders.known.map(({ key, account }) => {
      const file = `${account}_CloudTrail_${region}_20260102T0304Z_a1B2c3D4e5F6g7H8.json.gz`;
      return ask(
        policy,
        's3:PutObject',
        `${bucket.id}/${key}CloudTrail/${region}/2026/01/02/${file}`,
        { ...context, ...encryptionOf(trail), 's3:x-amz-acl': 'bucket-owner-full-control' },
        `s3:PutObject below ${key}`,
      );
    }),
  ];
  return { answers, gaps: folders.gaps, doubt: doubtOf(organization, policy) };
}

/** What CloudTrail asks of a KMS key. Source: CloudTrail User Guide, "Configure AWS KMS key policies for CloudTrail". */
export function keyDelivery(trail: Resource, key: Resource, policy: Policy): Delivery {
  const organization = organizationOf(trail);
  const context: Context = {
    ...contextOf(trail, key, organization),
    // Whether CloudTrail goes to KMS itself or through S3 is not documented.
    'kms:ViaService': UNKNOWN,
    'kms:CallerAccount': UNKNOWN,
  };
  const encrypting: Context = {
    ...context,
    'kms:EncryptionContextKeys': ['aws:cloudtrail:arn', 'aws:s3:arn'],
    'kms:EncryptionContext:aws:cloudtrail:arn': trail.id,
    'kms:EncryptionContext:aws:s3:arn': UNKNOWN,
  };
  return {
    answers: [
      ask(policy, 'kms:GenerateDataKey', key.id, encrypting, 'kms:GenerateDataKey'),
      ask(policy, 'kms:DescribeKey', key.id, context, 'kms:DescribeKey'),
    ],
    gaps: [],
    doubt: doubtOf(organization, policy),
  };
}

/** What CloudTrail asks of an SNS topic. Source: CloudTrail User Guide, "Amazon SNS topic policy for CloudTrail". */
export function topicDelivery(trail: Resource, topic: Resource, policy: Policy): Delivery {
  const organization = organizationOf(trail);
  const context = contextOf(trail, topic, organization);
  const answers = [ask(policy, 'sns:Publish', topic.id, context, 'sns:Publish')];
  return { answers, gaps: [], doubt: doubtOf(organization, policy) };
}

/** Why the organisation is not known, if the policy asks for it. */
const doubtOf = (organization: Link | Gap | undefined, { statements }: Policy): Gap | undefined =>
  organization instanceof Gap &&
  statements.some(({ conditions }) => conditions.some(({ key }) => key.startsWith('aws:sourceorg')))
    ? organization
    : undefined;

function ask(policy: Policy, action: string, resource: string, context: Context, what: string): Answer {
  const request: Request = { principal: { service: CLOUDTRAIL }, action, resource, context };
  const verdict = evaluatePolicy(policy, request);
  return { what, verdict, by: verdict === 'allow' ? [] : decidingStatements(policy, request).map(({ name }) => name) };
}

function contextOf(trail: Resource, target: Resource, organization: Link | Gap | undefined): Context {
  return {
    ...serviceContext({
      service: CLOUDTRAIL,
      sourceArn: trail.id,
      sourceAccount: trail.account ?? '',
      ...(organization instanceof Gap ? {} : { organizationId: organization?.id }),
    }),
    'aws:CurrentTime': UNKNOWN,
    'aws:EpochTime': UNKNOWN,
    'aws:RequestedRegion': UNKNOWN,
    'aws:ResourceAccount': target.account ?? UNKNOWN,
    'aws:ResourceOrgID': UNKNOWN,
    'aws:ResourceOrgPaths': UNKNOWN,
    'aws:UserAgent': UNKNOWN,
  };
}

// CloudTrail's requests are signed and come by TLS 1.2 at least; more AWS does not say.
const S3: Context = {
  's3:authType': UNKNOWN,
  's3:signatureversion': UNKNOWN,
  's3:signatureAge': UNKNOWN,
  's3:TlsVersion': ['1.2', '1.3'],
};

/** Which encryption headers CloudTrail sends is documented only as far as a trail with a key encrypts with KMS. */
const encryptionOf = (trail: Resource): Context => ({
  's3:x-amz-server-side-encryption': typeof fieldFor(trail, 'kmsKeyId') === 'string' ? 'aws:kms' : UNKNOWN,
  's3:x-amz-server-side-encryption-aws-kms-key-id': UNKNOWN,
});

/** The trail's organisation: a link, nothing for an account outside of one, or why it is not known. */
function organizationOf(trail: Resource): Link | Gap | undefined {
  const account = evaluationUnderWay().world.find(new Link('account', trail.account ?? ''));
  if (account instanceof Gap) return account;
  const organization = account === 'dangling' ? undefined : fieldFor(account, 'organization');
  return organization instanceof Link || organization instanceof Gap ? organization : undefined;
}

interface Folder {
  /** What the keys of its objects begin with: `AWSLogs/111122223333/`. */
  readonly key: string;
  readonly account: string;
}

interface Folders {
  readonly known: readonly Folder[];
  readonly gaps: readonly Gap[];
}

/**
 * What the keys of a trail's log files begin with, whatever accounts its organisation gets later; nothing where that
 * is not known.
 */
export function logFolders(trail: Resource): readonly string[] | undefined {
  const organization = organizationOf(trail);
  const { known, gaps } = foldersOf(trail, organization);
  const [own] = known;
  if (!own || trail.fields['isOrganizationTrail'] !== true || !(organization instanceof Link))
    return gaps.length > 0 ? undefined : known.map(({ key }) => key);
  const root = own.key.slice(0, -`${organization.id}/${own.account}/`.length);
  return [`${root}${own.account}/`, `${root}${organization.id}/`];
}

/** Where log files of the accounts go that the trail records: an organisation's below its id. */
function foldersOf(trail: Resource, organization: Link | Gap | undefined): Folders {
  const prefix = fieldFor(trail, 's3KeyPrefix');
  const isOfOrganization = fieldFor(trail, 'isOrganizationTrail');
  for (const gap of [prefix, isOfOrganization]) if (gap instanceof Gap) return { known: [], gaps: [gap] };
  const root = logRoot(prefix);
  const own = trail.account ?? '';
  if (isOfOrganization !== true || !organization) return { known: [{ key: `${root}${own}/`, account: own }], gaps: [] };
  if (organization instanceof Gap) return { known: [], gaps: [organization] };
  const found = evaluationUnderWay().world.find(organization);
  const listed = found instanceof Gap || found === 'dangling' ? found : fieldFor(found, 'accounts');
  const accounts = Array.isArray(listed) ? (listed as readonly unknown[]) : [];
  const ids = new Set([own, ...accounts.flatMap((each) => (each instanceof Link ? [each.id] : []))]);
  return {
    known: [...ids].map((account) => ({ key: `${root}${organization.id}/${account}/`, account })),
    gaps: [listed, ...accounts].filter((each) => each instanceof Gap),
  };
}

/** As {@link notedField}, of a trail or what it belongs to. */
const fieldFor = (resource: Resource, property: string): unknown =>
  notedField(resource, property, resource.type === 'trail' ? 'trail' : `${resource.type}[${resource.name}]`);
