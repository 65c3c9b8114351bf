const trails = 'of its trails that log, all of them together';
/**
 * What a function of the check language comes to, by the type it is called on and its name. Unknown, where what it
 * rests on could not be read, or AWS's documents leave open what follows.
 */
const VERDICTS: Readonly<Record<string, string>> = {
  'trail.covers':
    'The account sees the trail: its own, or an organisation trail that records it. The trail records the region: it is homed there, or records every region.',
  'trail.takesManagementEvents': 'Its selectors take all management events of a direction, `"read"` or `"write"`.',
  'trail.takesItsDeliveries': 'Its selectors take what it does itself when it writes log files to its bucket.',
  'trail.dataEventsBeyond': 'The types of resources whose data events it takes without limits, those named aside.',
  'trail.isHomedWithGlobalServices': 'Its home region is the one in which events of global services come up.',
  'trail.bucketLetsItDeliver':
    'The bucket policy allows what CloudTrail asks for the trail. Only under `present(trail.bucket)`.',
  'trail.bucketRefusals': 'What the bucket policy refuses it, and by which statement, for messages.',
  'trail.keyLetsItEncrypt':
    'The key policy allows what CloudTrail asks for the trail. Only under `present(trail.key)`.',
  'trail.keyRefusals': 'What the key policy refuses it, and by which statement, for messages.',
  'trail.topicLetsItPublish':
    'The topic policy allows what CloudTrail asks for the trail. Only under `present(trail.topic)`.',
  'trail.topicRefusals': 'What the topic policy refuses it, and by which statement, for messages.',
  'trail.roleTrustsCloudTrail':
    'CloudTrail may assume the role by which it delivers to CloudWatch Logs. Only under `present(trail.deliveryRole)`.',
  'trail.roleLetsItDeliver': 'That role allows what the delivery takes. Only under `present(trail.deliveryRole)`.',
  'trail.roleRefusals': 'What that role does not allow, for messages.',

  'role.otherPermissions': 'What the role allows besides the delivery to the log groups of its trails.',

  'bucket.keepsLogsFor':
    'Lifecycle rules leave log files at least that many days, under every prefix that trails deliver to, noncurrent versions included.',
  'bucket.logRetention': '`for 90 days` or `for ever`, for messages.',
  'bucket.keepsOldVersionsFor':
    'Lifecycle rules leave what was overwritten or deleted of log files at least that many days, under every prefix that trails deliver to.',
  'bucket.versionRetention': '`for 90 days` or `for ever`, for messages.',
  'bucket.pinsCloudTrail':
    'Every statement of the policy that lets CloudTrail write names whom it may do it for, or there is none.',
  'bucket.unpinnedStatements': 'The statements that do not.',
  'bucket.refusesHttp': 'The bucket policy refuses whatever does not come over TLS.',
  'bucket.destroyers':
    "Whom outside the owner's account and those named the policy lets delete log files, or change what protects them.",
  'bucket.readers': "Whom outside the owner's organisation and those named the policy lets read objects.",
  'bucket.writers': "Whom but AWS's log services and those named the policy lets write objects.",
  'bucket.replicatesLogs': 'Replication rules copy all log files, under every prefix that trails deliver to.',
  'bucket.replicationLimits': 'What replication rules leave out, for messages.',

  'key.pinsCloudTrail':
    'Every statement of the policy that lets CloudTrail encrypt names whom it may do it for, or there is none.',
  'key.unpinnedStatements': 'The statements that do not.',
  'key.destroyers': "Whom outside the owner's account and those named the policy lets disable or delete the key.",
  'key.letsPeopleDecrypt': 'The policy lets somebody decrypt who is no service, be it by leaving it to an account.',
  'key.isPublic': 'The policy is open to everybody, as AWS uses the word of bucket policies.',

  'topic.isPublic': 'The policy is open to everybody, as AWS uses the word of bucket policies.',
  'topic.keyServesPublishers':
    "Every service that publishes to the topic may use its key: CloudTrail's, CloudWatch's or EventBridge's.",
  'topic.keyRefusals': 'Whom the key refuses, and what, for messages.',

  'logGroup.keyLetsItEncrypt':
    'The key policy allows what CloudWatch Logs asks for the log group. Only under `present(logGroup.key)`.',
  'logGroup.keyRefusals': 'What it refuses, and by which statement, for messages.',
  'logGroup.feedsADestination': 'A subscription filter passes every event on.',
  'logGroup.subscriptionLimits': 'What its subscription filters leave out, for messages.',

  'account.alerts':
    'A [fire drill](../guides/fire-drill.md) with the required events of a [set](../guides/sample-events.md) ends with somebody who knows: each event, in every region where it can come up. The second argument names another form of the set: one of its `forms`, `"beyond"`, or `""` for what it requires.',
  'account.drills': 'There is something in the account that the events of the set could be done to.',
  'account.unnoticed':
    'Which events of the set nobody would notice, and the hop at which each stops, for messages. Takes a form, too.',
  'account.recordsAllObjects': `The trails for all regions ${trails}, record what is done in a direction to objects of every bucket; but for those named and, if spared, those that these trails deliver to.`,
  'account.recordsAllDataEvents': `The trails for all regions ${trails}, record data events of a type of resource in a direction, whichever resource it is.`,
  'account.recordingLimits': 'What each of these trails takes, for messages.',
  'account.unrecordedNetworkActivity':
    'Of the event sources named, those whose network activity is not recorded in some region, with those regions.',
  'account.managementEventsTwice': 'The pairs of trails that record the same management events, which costs extra.',
  'account.isDeniedByPolicy':
    'Service control policies deny each of the actions to an ordinary role of the account, on any trail.',
  'account.undeniedActions': 'The actions that are not denied.',
  'account.sharesOrganizationWith': 'The account of that id belongs to the same organisation, or is the same.',

  'region.recordsManagementEvents': `The trails ${trails}, record all management events of a direction there; sources left out by name aside.`,
  'region.unrecordedSources':
    'The event sources that all of these trails leave out by name, such as `kms.amazonaws.com`.',
  'region.recordingLimits': 'What each of these trails takes, for messages.',
  'region.hasRoomForATrail': 'With so many trails allowed, the region takes one more.',
  'region.recordedIamTypes': 'The global IAM types that AWS Config records in the region.',

  'taggedBucket.recordsObjects': `The trails ${trails}, record what is done to the objects of the bucket in a direction.`,
  'taggedBucket.recordingLimits': 'What each of these trails takes, for messages.',
  'taggedResource.recordsDataEvents': `The trails ${trails}, record data events of the function or table in a direction.`,
  'taggedResource.recordingLimits': 'What each of these trails takes, for messages.',

  'metricFilter.reachesSomebody':
    'What the filter counts goes on, over an alarm that one event trips, to a confirmed subscription.',
  'metricFilter.whereItStops': 'The hop at which that ends, for messages.',
  'metricFilter.noise': 'Everyday events it takes, of the sets of which it takes a required event.',
};

const name = (what: string): string =>
  `For a fix: the ${what}; a word in capitals where there is none, or it could not be read.`;
const document = (what: string): string =>
  `For a fix: ${what}, as JSON; a word in capitals where what stands there today could not be read.`;

/** The same for functions that judge nothing, by name: whatever they are called on, they come to the same. */
const NAMES: Readonly<Record<string, string>> = {
  trailToMend: name('ARN of the trail that records most of it'),
  trailRegion: name('home region of that trail'),
  organizationTrail: name('ARN of the trail of its organisation'),
  organizationTrailRegion: name('home region of that trail'),
  logBucket: name('bucket that its trail delivers to'),
  logBucketArn: name('ARN of that bucket'),
  bucketRegion: name('region of the bucket it delivers to'),
  logGroupName: name('name of its log group'),
  alarmLogGroup: name('log group that its alarms would use'),
  alarmRegion: name('region of that log group'),
  alarmTopic: name('topic that an alarm on that log group tells, with a confirmed subscriber'),
  selectorsWith: document('the selectors of the trail with those given added'),
  lifecycleKeeping: document('the lifecycle rules, changed to keep log files for so many days'),
  policyOverTls: document('the bucket policy with what refuses everything but TLS added'),
  policyOfItsOwner: document("the key policy with the owner's account put in charge"),
  policyForItsAccount: document('the policy with what is open to everybody limited to its own account'),
  bucketPolicy: document('the bucket policy with what CloudTrail asks for the trail added'),
  keyPolicy: document('the key policy with what the service asks for added'),
  topicPolicy: document('the topic policy with what CloudTrail asks for the trail added'),
  newKeyPolicy: document('the policy of a key yet to be made for it'),
};

/** What a function comes to; nothing for one that nobody has described. */
export const functionText = (type: string, name: string): string | undefined =>
  VERDICTS[`${type}.${name}`] ?? NAMES[name];

/** Every function that is described: by type and name, or by name. */
export const DESCRIBED: readonly string[] = [...Object.keys(VERDICTS), ...Object.keys(NAMES)];
