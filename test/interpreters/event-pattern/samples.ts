/** CloudTrail records as EventBridge envelopes, and patterns such as accounts have on them. */
const envelope = (service: string, detail: object, resources: readonly unknown[] = []) => ({
  version: '0',
  id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
  'detail-type':
    service === 'signin' ? 'AWS Console Sign In via CloudTrail' : ('AWS API Call via CloudTrail' as string),
  source: `aws.${service}`,
  account: '111122223333',
  time: '2026-01-01T00:00:00Z',
  region: 'us-east-1',
  resources,
  detail: {
    eventVersion: '1.11',
    userIdentity: {
      type: 'AssumedRole',
      arn: 'arn:aws:sts::111122223333:assumed-role/Dev/s',
      accountId: '111122223333',
      sessionContext: { attributes: { creationDate: '2026-01-01T00:00:00Z', mfaAuthenticated: 'false' } },
    },
    eventTime: '2026-01-01T00:00:00Z',
    eventSource: `${service}.amazonaws.com`,
    awsRegion: 'us-east-1',
    sourceIPAddress: '192.0.2.10',
    userAgent: 'aws-cli/2',
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    eventCategory: 'Management',
    ...detail,
  },
});

export const stopLogging = envelope('cloudtrail', {
  userIdentity: { type: 'IAMUser' },
  eventName: 'StopLogging',
  requestParameters: { name: 't' },
});

export const events: readonly object[] = [
  stopLogging,
  envelope('ec2', {
    eventName: 'AuthorizeSecurityGroupIngress',
    errorCode: 'Client.UnauthorizedOperation',
    requestParameters: {
      groupId: 'sg-1',
      ipPermissions: {
        items: [
          { ipProtocol: 'tcp', fromPort: 22, toPort: 22, ipRanges: { items: [{ cidrIp: '0.0.0.0/0' }] } },
          {
            ipProtocol: 'udp',
            fromPort: 53,
            toPort: 53,
            ipRanges: { items: [{ cidrIp: '10.0.0.0/8' }, { cidrIp: '192.0.2.0/24', description: 'office' }] },
          },
        ],
      },
    },
  }),
  envelope('signin', {
    userIdentity: { type: 'Root', arn: 'arn:aws:iam::111122223333:root', accessKeyId: '' },
    eventName: 'ConsoleLogin',
    eventType: 'AwsConsoleSignIn',
    sourceIPAddress: '2001:db8::1',
    requestParameters: null,
    responseElements: { ConsoleLogin: 'Failure' },
    additionalEventData: { MobileVersion: 'No', MFAUsed: 'No' },
  }),
  envelope(
    's3',
    {
      eventName: 'PutObject',
      managementEvent: false,
      eventCategory: 'Data',
      sourceIPAddress: 'delivery.logs.amazonaws.com',
      additionalEventData: { bytesTransferredIn: 1024.5, bytesTransferredOut: 0 },
      resources: [
        { type: 'AWS::S3::Object', ARN: 'arn:aws:s3:::trail/AWSLogs/a.json.gz' },
        { type: 'AWS::S3::Bucket', ARN: 'arn:aws:s3:::trail', accountId: '111122223333' },
      ],
    },
    ['arn:aws:s3:::trail', 'arn:aws:s3:::trail/AWSLogs/a.json.gz'],
  ),
];

export const patterns: readonly string[] = [
  '{"source":["aws.cloudtrail"],"detail-type":["AWS API Call via CloudTrail"],"detail":{"eventSource":["cloudtrail.amazonaws.com"],"eventName":["StopLogging","DeleteTrail","UpdateTrail"]}}',
  '{"detail":{"userIdentity":{"type":["Root"]},"eventType":[{"anything-but":["AwsServiceEvent"]}]}}',
  '{"detail":{"errorCode":[{"exists":true}],"eventName":[{"prefix":"Delete"},{"wildcard":"*Policy*"}]}}',
  '{"detail-type":["AWS Console Sign In via CloudTrail"],"detail":{"responseElements":{"ConsoleLogin":["Failure"]},"sourceIPAddress":[{"cidr":"2001:db8::/32"}]}}',
  '{"source":["aws.ec2"],"$or":[{"detail":{"eventName":[{"suffix":{"equals-ignore-case":"INGRESS"}}]}},{"detail":{"errorCode":["UnauthorizedOperation",{"anything-but":{"prefix":["Client.","Server."]}}]}}]}',
  '{"resources":[{"wildcard":"arn:aws:s3:::*/AWSLogs/*"}],"detail":{"readOnly":[false],"additionalEventData":{"bytesTransferredIn":[{"numeric":[">",0,"<=",5e3]}]}}}',
  '{"detail":{"requestParameters":{"ipPermissions":{"items":{"fromPort":[22],"ipRanges":{"items":{"cidrIp":["0.0.0.0/0","::/0"]}}}}}}}',
];
