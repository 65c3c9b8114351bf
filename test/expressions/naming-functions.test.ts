import { describe, expect, test } from 'vitest';
import { Link, type Resource } from '../../src/model/resource.ts';
import { say } from './say.ts';
import { ACCOUNT, denied, resource } from './world.ts';

const listed = denied('cloudtrail:ListTrails');
const arnOf = (name: string): string => `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/${name}`;

const trail = (name: string, fields: object = {}, region = 'eu-west-1'): Resource =>
  resource(
    'trail',
    arnOf(name),
    { isMultiRegionTrail: false, status: { isLogging: false }, ...fields },
    { name, region },
  );
const ALL_REGIONS = { isMultiRegionTrail: true };
const LOGGING = { status: { isLogging: true } };

const to = (...trails: readonly Resource[]): readonly Link[] => trails.map(({ id }) => new Link('trail', id));
const account = (trails: unknown, fields: object = {}): Resource => resource('account', ACCOUNT, { trails, ...fields });

const single = trail('single');
const logs = trail('logs', LOGGING);
const wide = trail('wide', ALL_REGIONS);
const best = trail('best', { ...ALL_REGIONS, ...LOGGING }, 'us-east-1');

describe('the trail to mend', () => {
  test.each<[string, readonly Resource[], string]>([
    ['is the only one', [single], 'single'],
    ['is a logging one before a stopped one', [single, logs], 'logs'],
    ['is one for all regions before a logging one', [logs, wide], 'wide'],
    ['is the one that has both before all others', [wide, logs, best, single], 'best'],
    ['is the first of two alike', [single, trail('other')], 'single'],
  ])('%s', (_title, trails, expected) => {
    expect(say('account.trailToMend()', account(to(...trails)), trails)).toBe(arnOf(expected));
  });

  test('comes with its region', () => {
    expect(say('account.trailRegion()', account(to(best)), [best])).toBe('us-east-1');
  });

  test.each<[string, unknown]>([
    ['there is none', []],
    ['the list could not be read', listed],
    ['all there is of it is a hole', [listed]],
    ['it lies outside of what was scanned', to(best)],
  ])('stays a word to fill in where %s', (_title, trails) => {
    expect(say('account.trailToMend()', account(trails))).toBe('TRAIL_ARN');
    expect(say('account.trailRegion()', account(trails))).toBe('TRAIL_REGION');
  });

  test.each(['region', 'taggedBucket', 'taggedResource', 'organization', 'key'] as const)(
    'is known of a %s',
    (type) => {
      expect(say(`${type}.trailToMend()`, resource(type, 'x', { trails: to(best) }), [best])).toBe(arnOf('best'));
    },
  );
});

describe('the trail of the organisation', () => {
  const organization = resource('organization', 'o-1', { trails: to(best) });

  test('is known of an account that it does not record', () => {
    const outside = account([], { organization: new Link('organization', 'o-1') });
    expect(say('account.organizationTrail()', outside, [organization, best])).toBe(arnOf('best'));
    expect(say('account.organizationTrailRegion()', outside, [organization, best])).toBe('us-east-1');
  });

  test('stays a word to fill in where there is no organisation', () => {
    expect(say('account.organizationTrail()', account(to(best)), [best])).toBe('ORGANIZATION_TRAIL_ARN');
    expect(say('account.organizationTrailRegion()', account(to(best)), [best])).toBe('TRAIL_REGION');
  });
});

describe('the log bucket', () => {
  const bucket = resource('bucket', 'arn:aws:s3:::logs', {}, { name: 'logs', region: 'eu-central-1' });
  const delivering = trail('delivering', { bucket: new Link('bucket', bucket.id) });

  test('is the one that the trail to mend delivers to', () => {
    expect(say('account.logBucket()', account(to(delivering)), [delivering, bucket])).toBe('logs');
    expect(say('account.logBucketArn()', account(to(delivering)), [delivering, bucket])).toBe('arn:aws:s3:::logs');
    expect(say('trail.bucketRegion()', delivering, [bucket])).toBe('eu-central-1');
  });

  test('stays a word to fill in where it is not known', () => {
    expect(say('account.logBucket()', account(to(delivering)), [delivering])).toBe('LOG_BUCKET');
    expect(say('account.logBucketArn()', account([]))).toBe('LOG_BUCKET_ARN');
    expect(say('trail.bucketRegion()', delivering)).toBe('BUCKET_REGION');
  });
});

describe('the log group', () => {
  const arn = (name: string): string => `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:${name}`;
  const pager = resource('topic', 'arn:pager', { subscriptions: [{ isConfirmed: true }] });
  const unread = resource('topic', 'arn:unread', { subscriptions: [{ isConfirmed: false }] });
  const alarm = (topic: Resource): Resource =>
    resource('alarm', `alarm ${topic.id}`, { topics: [new Link('topic', topic.id)] });
  const filter = (...alarms: readonly Resource[]): Resource =>
    resource('metricFilter', 'f', { alarms: alarms.map(({ id }) => new Link('alarm', id)) });
  const group = resource(
    'logGroup',
    arn('g'),
    { metricFilters: [new Link('metricFilter', 'f')] },
    { name: 'g', region: 'eu-west-1' },
  );
  const feeding = trail('feeding', { logGroup: new Link('logGroup', group.id) });
  const fed = account(to(best, feeding));
  const world = [best, feeding, group, pager, unread, alarm(pager), alarm(unread)];

  test('of the alarms is the one that a trail feeds, be it not the best one', () => {
    expect(say('account.alarmLogGroup()', fed, world)).toBe('g');
    expect(say('account.alarmRegion()', fed, world)).toBe('eu-west-1');
  });

  test('of the alarms stays a word to fill in where no trail feeds one', () => {
    expect(say('account.alarmLogGroup()', account(to(best)), [best])).toBe('LOG_GROUP');
    expect(say('account.alarmRegion()', account(to(best)), [best])).toBe('TRAIL_REGION');
    expect(say('account.alarmTopic()', account(to(best)), [best])).toBe('TOPIC_ARN');
  });

  test('has a topic that somebody reads, after those that nobody does', () => {
    expect(say('account.alarmTopic()', fed, [...world, filter(alarm(unread), alarm(pager))])).toBe('arn:pager');
    expect(say('metricFilter.alarmTopic()', filter(alarm(unread), alarm(pager)), world)).toBe('arn:pager');
  });

  test.each<[string, Resource]>([
    ['nobody has confirmed', filter(alarm(unread))],
    ['no alarm has a topic', filter()],
  ])('has no topic to name where %s', (_title, only) => {
    expect(say('account.alarmTopic()', fed, [...world, only])).toBe('TOPIC_ARN');
    expect(say('metricFilter.alarmTopic()', only, world)).toBe('TOPIC_ARN');
  });

  test('of a trail or a metric filter is named by its ARN, though it be gone', () => {
    expect(say('trail.logGroupName()', trail('t', { cloudWatchLogsLogGroupArn: `${arn('/a/b')}:*` }))).toBe('/a/b');
    expect(say('trail.logGroupName()', single)).toBe('LOG_GROUP');
    expect(say('metricFilter.logGroupName()', resource('metricFilter', `${arn('/a/b')}:metric-filter:f`, {}))).toBe(
      '/a/b',
    );
    expect(say('trail.logGroupName()', trail('t', { cloudWatchLogsLogGroupArn: listed }))).toBe('LOG_GROUP');
  });
});
