import { fault, type Reply, textOf, whenOk, xml } from '../answers.ts';
import type { BucketRegistry } from '../bucket-registry.ts';
import { on, type Rule } from '../rules.ts';
import type { SeenRequest } from '../seen-request.ts';
import type { Settings } from '../settings.ts';

/** S3 as AWS has it: whose a bucket is, where it lies, and settings that moto does not know. */
export function bucketGaps(settings: Settings, buckets: BucketRegistry): readonly Rule[] {
  /** A bucket of somebody else is forbidden, and one of another region is elsewhere. */
  const door: Rule = async (request, forward) => {
    const bucket = request.input.Bucket;
    if (typeof bucket !== 'string') return undefined;
    if (request.operation === 'CreateBucket' || request.operation === 'DeleteBucket') {
      const answer = await forward();
      buckets.forget();
      return answer;
    }
    const home = await buckets.find(bucket);
    if (home === undefined) return undefined;
    const expectedOwner = request.headers['x-amz-expected-bucket-owner'];
    // A bucket's region can be asked from anywhere.
    if (home.region !== request.region && request.operation !== 'GetBucketLocation') {
      return withRegion(home.region, elsewhere(request, bucket));
    }
    if (home.account !== request.account || (expectedOwner !== undefined && expectedOwner !== home.account)) {
      return withRegion(home.region, fault(request, { code: 'AccessDenied', status: 403, message: 'Access Denied' }));
    }
    return undefined;
  };

  const listBuckets: Rule = async (request, forward) => {
    const query = new URLSearchParams(request.query);
    query.delete('max-buckets'); // moto cuts the list and gives no token.
    const answer = await forward({ query });
    if (typeof answer !== 'object' || answer.status !== 200) return answer;
    const names = [...answer.body.matchAll(/<Name>([^<]+)<\/Name>/g)].map(([, name = '']) => name);
    let body = answer.body;
    for (const name of names) {
      const home = await buckets.find(name);
      if (home)
        body = body.replace(`<Name>${name}</Name>`, `<Name>${name}</Name><BucketRegion>${home.region}</BucketRegion>`);
    }
    return { ...answer, body };
  };

  const getVersioning: Rule = async (request, forward) =>
    whenOk(await forward(), (reply) =>
      settings.mfaDeleteBuckets.has(textOf(request.input.Bucket))
        ? { ...reply, body: reply.body.replace(/<\/\w+>\s*$/, '<MfaDelete>Enabled</MfaDelete>$&') }
        : reply,
    );

  /** moto says the years of a retention in days, and the other way round: zero. */
  const getObjectLock: Rule = async (_request, forward) =>
    whenOk(await forward(), (reply) => ({
      ...reply,
      body: reply.body.replaceAll(/<(Days|Years)>0<\/\1>/g, ''),
    }));

  const getEncryption: Rule = async (_request, forward) => {
    const answer = await forward();
    const unset = typeof answer === 'object' && answer.body.includes('ServerSideEncryptionConfigurationNotFoundError');
    return unset ? xml(AES256) : answer;
  };

  const getPolicyStatus: Rule = async (request, forward) => {
    const policy = new URLSearchParams({ policy: '' });
    // Without a policy moto's answer to GetBucketPolicy is the error that AWS gives here.
    return whenOk(await forward({ query: policy }), () =>
      xml(
        `<PolicyStatus xmlns="${NAMESPACE}"><IsPublic>${settings.publicBuckets.has(textOf(request.input.Bucket))}</IsPublic></PolicyStatus>`,
      ),
    );
  };

  return [
    on('s3', '*', door),
    on('s3', 'ListBuckets', listBuckets),
    on('s3', 'GetBucketVersioning', getVersioning),
    on('s3', 'GetObjectLockConfiguration', getObjectLock),
    on('s3', 'GetBucketEncryption', getEncryption),
    on('s3', 'GetBucketPolicyStatus', getPolicyStatus),
  ];
}

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** How every bucket has been encrypted since 2023, when nothing else is asked for. */
const AES256 = `<ServerSideEncryptionConfiguration xmlns="${NAMESPACE}"><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault><BucketKeyEnabled>false</BucketKeyEnabled></Rule></ServerSideEncryptionConfiguration>`;

const elsewhere = (request: SeenRequest, bucket: string): Reply =>
  fault(request, {
    code: 'PermanentRedirect',
    status: 301,
    message: `The bucket ${bucket} must be addressed using the specified endpoint.`,
  });

const withRegion = (region: string, reply: Reply): Reply => ({
  ...reply,
  headers: { ...reply.headers, 'x-amz-bucket-region': region },
});
