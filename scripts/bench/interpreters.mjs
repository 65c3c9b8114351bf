import {
  evaluatePolicy,
  matchEventPattern,
  matchFilterPattern,
  parseEventPattern,
  parseFilterPattern,
  parsePolicy,
  recordsEvent,
} from '../../dist/interpreters/index.js';

const MILLISECONDS = 400;

const record = {
  eventVersion: '1.11',
  userIdentity: { type: 'AssumedRole', arn: 'arn:aws:sts::111122223333:assumed-role/Dev/s', accountId: '111122223333' },
  eventTime: '2026-01-01T00:00:00Z',
  eventSource: 'ec2.amazonaws.com',
  eventName: 'DeleteSecurityGroup',
  awsRegion: 'us-east-1',
  requestParameters: { groupId: 'sg-0123456789abcdef0' },
  readOnly: false,
  eventType: 'AwsApiCall',
  managementEvent: true,
  recipientAccountId: '111122223333',
  eventCategory: 'Management',
};
const names = [
  'AuthorizeSecurityGroupIngress',
  'RevokeSecurityGroupIngress',
  'CreateSecurityGroup',
  'DeleteSecurityGroup',
];
const filter = parseFilterPattern(`{ ${names.map((name) => `($.eventName = ${name})`).join(' || ')} }`);
const rule = parseEventPattern({ source: ['aws.ec2'], detail: { eventName: names, readOnly: [false] } });
const envelope = { source: 'aws.ec2', 'detail-type': 'AWS API Call via CloudTrail', detail: record };
const selectors = {
  AdvancedEventSelectors: [
    {
      FieldSelectors: [
        { Field: 'eventCategory', Equals: ['Data'] },
        { Field: 'resources.type', Equals: ['AWS::S3::Object'] },
      ],
    },
    { FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] },
  ],
};
const trail = 'arn:aws:cloudtrail:us-east-1:111122223333:trail/t';
const policy = parsePolicy({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: '*',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
    {
      Effect: 'Allow',
      Principal: { Service: 'cloudtrail.amazonaws.com' },
      Action: 's3:PutObject',
      Resource: 'arn:aws:s3:::b/AWSLogs/111122223333/*',
      Condition: { StringEquals: { 'aws:SourceArn': trail, 's3:x-amz-acl': 'bucket-owner-full-control' } },
    },
  ],
});
const request = {
  principal: { service: 'cloudtrail.amazonaws.com' },
  action: 's3:PutObject',
  resource: 'arn:aws:s3:::b/AWSLogs/111122223333/CloudTrail/x.json.gz',
  context: { 'aws:SourceArn': trail, 'aws:SecureTransport': 'true', 's3:x-amz-acl': 'bucket-owner-full-control' },
};

const RUNS = {
  'filter patterns': () => matchFilterPattern(filter, record).matched,
  'event patterns': () => matchEventPattern(rule, envelope).matched,
  'event selectors': () => recordsEvent(selectors, record).matched,
  policies: () => evaluatePolicy(policy, request) === 'allow',
};

/** Matches per second of each interpreter, parsed once, and beside them as a ratio to JSON.parse of the same event. */
export async function interpreters() {
  const text = JSON.stringify(record);
  const parses = rate(() => JSON.parse(text) !== null);
  for (const [name, run] of Object.entries(RUNS)) {
    const matches = rate(run);
    console.log(
      `${name}: ${Math.round(matches).toLocaleString('en')} matches/s, ${(matches / parses).toFixed(2)} times as many as JSON.parse of the event`,
    );
  }
}

/** How often a second, once warm. */
function rate(run) {
  const count = (milliseconds) => {
    const until = performance.now() + milliseconds;
    let done = 0;
    for (; performance.now() < until; done += 100)
      for (let each = 0; each < 100; each++) if (!run()) throw new Error('no match');
    return done;
  };
  count(MILLISECONDS / 4);
  return count(MILLISECONDS) / (MILLISECONDS / 1000);
}
