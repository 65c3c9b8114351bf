import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadEvents } from '../../src/catalog/load-events.ts';
import { CatalogError } from '../../src/catalog/source-file.ts';

const RECORD = `userIdentity: { type: AssumedRole, accountId: "\${account}" }
eventSource: ec2.amazonaws.com
eventName: DescribeInstances
awsRegion: \${region}
readOnly: true
eventType: AwsApiCall
recipientAccountId: \${account}
`;

const SET = `id: my-set
title: My trail is touched
subject: trail
where: region
source: cloudtrail.amazonaws.com
names: [StopLogging, DeleteTrail]
requestParameters:
  StopLogging: { name: "\${trail.name}" }
must:
  - name: root stops it
    where: global
    record: { eventName: StopLogging, requestParameters: { name: "\${trail.arn}", sessionContext: null } }
mustNot:
  - { name: somebody looks, record: {} }
beyond:
  - UpdateTrail
  - { name: somebody looks twice, record: { readOnly: true } }
forms:
  small: { names: [StopLogging] }
why: It is mine.
references: [https://example.com]
`;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trailproof-events-'));
});
afterAll(() => rm(folder, { recursive: true }));

let folders = 0;
/** A folder with these files. */
async function save(files: Readonly<Record<string, string>>): Promise<string> {
  const place = join(folder, String(++folders));
  await mkdir(place);
  for (const [name, text] of Object.entries(files)) await writeFile(join(place, name), text);
  return place;
}

/** What is wrong, as `file:line:column message` with the files' own folders left out. */
async function complaints(loading: Promise<unknown>): Promise<readonly string[]> {
  const error = await loading.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof CatalogError)) throw new Error(`it is not refused: ${String(error)}`);
  return error.message.split('\n').map((line) => line.slice(folder.length + 1));
}

test('names become events, with what the call was asked with', async () => {
  const { base, sets } = await loadEvents([await save({ 'record.yaml': RECORD, 'my-set.yaml': SET })]);
  expect(base).toMatchObject({ userIdentity: { accountId: '${account}' }, awsRegion: '${region}' });
  const call = (eventName: string, asked: object = {}) => ({
    name: eventName,
    where: 'region',
    record: { eventSource: 'cloudtrail.amazonaws.com', eventName, readOnly: false, ...asked },
  });
  const stop = call('StopLogging', { requestParameters: { name: '${trail.name}' } });
  expect([...sets]).toEqual([
    [
      'my-set',
      {
        id: 'my-set',
        title: 'My trail is touched',
        subject: 'trail',
        must: [
          stop,
          call('DeleteTrail'),
          {
            name: 'root stops it',
            where: 'global',
            record: { eventName: 'StopLogging', requestParameters: { name: '${trail.arn}', sessionContext: null } },
          },
        ],
        mustNot: [{ name: 'somebody looks', where: 'region', record: {} }],
        may: [],
        beyond: [call('UpdateTrail'), { name: 'somebody looks twice', where: 'region', record: { readOnly: true } }],
        forms: { small: [stop] },
      },
    ],
  ]);
});

test('several folders make one catalogue, sorted by id', async () => {
  const ours = await save({ 'record.yaml': RECORD, 'z.yaml': SET.replace('my-set', 'z-set') });
  const theirs = await save({ 'a.yml': SET.replace('my-set', 'a-set'), 'notes.txt': 'no events' });
  expect([...(await loadEvents([ours, theirs])).sets.keys()]).toEqual(['a-set', 'z-set']);
});

test('the example of the guide loads beside ours', async () => {
  const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
  const guide = await readFile(at('docs/guides/sample-events.md'), 'utf8');
  const mine = await save({ 'backup.yaml': /```yaml\n([^]*?)```/.exec(guide)?.[1] ?? '' });
  const { sets } = await loadEvents([at('events'), mine]);
  expect(sets.get('backup-deleted')?.must.map(({ name }) => name)).toEqual([
    'DeleteRecoveryPoint',
    'DeleteBackupVault',
    'root deletes a vault',
  ]);
});

describe('a set is refused for', () => {
  /** The mistake, what is written, what is written instead, line:column, a part of the message. */
  type Row = readonly [mistake: string, right: string, wrong: string, place: string, says: string];
  const rows: readonly Row[] = [
    ['a misspelt key', 'mustNot:', 'mustnot:', '1:1 13:1', 'unknown key "mustnot" (did you mean "mustNot"?)'],
    [
      'an unknown subject',
      'subject: trail',
      'subject: trial',
      '3:10',
      '"trial" is not allowed (did you mean "trail"?)',
    ],
    ['an unknown place', 'where: global', 'where: globe', '11:12', '(did you mean "global"?)'],
    ['an id that is none', 'id: my-set', 'id: My Set', '1:5', 'does not have the form'],
    ['a name that comes twice', '[StopLogging, DeleteTrail]', '[StopLogging, StopLogging]', '6:22', 'is there twice'],
    [
      'an event that is neither name nor record',
      '- UpdateTrail',
      '- 3',
      '16:5',
      'expected exactly one of string, name and record',
    ],
    ['an event without a record', ', record: {} }', ' }', '14:5', '"record" is missing'],
    [
      'no event to leave alone',
      '\n  - { name: somebody looks, record: {} }',
      ' []',
      '13:10',
      'holds too little; expected at least 1',
    ],
    [
      'an unknown variable',
      '{ name: "${trail.name}" }',
      '{ name: "${trail.nam}" }',
      '8:25',
      'a set about a subject "trail" has no variable "trail.nam" (did you mean "trail.name"?); there is account, organization, region, partition, trail.name, trail.arn',
    ],
    ['a variable of another subject', '"${trail.arn}"', '"a:${bucket.name}"', '12:69', 'has no variable "bucket.name"'],
    ['a variable that does not end', '"${trail.arn}"', '"${trail.arn"', '12:67', '"${" without its "}"'],
    ['a value that is no JSON', '"${trail.arn}"', '!gap "AccessDenied"', '12:71', 'a record holds texts, numbers'],
    ['a number that is no JSON', '"${trail.arn}"', '.inf', '12:66', 'a record holds texts, numbers'],
    [
      'parameters of a call that no event makes',
      '  StopLogging: {',
      '  StopLoging: {',
      '8:3',
      'no event is called "StopLoging" (did you mean "StopLogging"?)',
    ],
    [
      'names without a source',
      'source: cloudtrail.amazonaws.com\n',
      '',
      '5:9 5:22 15:5 18:20',
      '"source" is missing: whose call is StopLogging?',
    ],
  ];
  test.each(rows)('%s', async (_mistake, right, wrong, places, says) => {
    expect(SET.split(right)).toHaveLength(2);
    const place = await save({ 'record.yaml': RECORD, 'my-set.yaml': SET.replace(right, () => wrong) });
    const found = await complaints(loadEvents([place]));
    const prefix = `${folders}/my-set.yaml:`;
    expect(found.map((line) => line.slice(prefix.length).split(' ', 1)[0]).join(' '), found.join('\n')).toBe(places);
    expect(found.join('\n')).toContain(says);
  });

  test('nothing to catch', async () => {
    const text = SET.replace(/names[^]*?mustNot/, 'mustNot')
      .replace('  - UpdateTrail\n', '')
      .replace(/forms[^]*?why/, 'why');
    const place = await save({ 'record.yaml': RECORD, 'my-set.yaml': text });
    expect(await complaints(loadEvents([place]))).toEqual([
      `${folders}/my-set.yaml:1:1 neither "names" nor "must" is there`,
    ]);
  });
});

describe('a catalogue is refused for', () => {
  test('two sets with one id', async () => {
    const ours = await save({ 'record.yaml': RECORD, 'my-set.yaml': SET });
    const theirs = await save({ 'other.yaml': SET });
    expect(await complaints(loadEvents([ours, theirs]))).toEqual([
      `${folders}/other.yaml:1:5 the id "my-set" is taken by ${join(ours, 'my-set.yaml')}`,
    ]);
  });

  test('a second base record', async () => {
    const ours = await save({ 'record.yaml': RECORD });
    const theirs = await save({ 'record.yaml': RECORD });
    expect(await complaints(loadEvents([ours, theirs]))).toEqual([
      `${folders}/record.yaml:1:1 the record that all events start from is already ${join(ours, 'record.yaml')}`,
    ]);
  });

  test('no base record', async () => {
    const place = await save({ 'my-set.yaml': SET });
    expect(await complaints(loadEvents([place]))).toEqual([
      `${folders}:1:1 there is no record.yaml, the record that all events start from`,
    ]);
  });

  test('a base record that names a subject, or lacks what every record has', async () => {
    const place = await save({ 'record.yaml': RECORD.replace('${region}', '${trail.name}') });
    expect((await complaints(loadEvents([place])))[0]).toMatch(/record\.yaml:4:12 .* no variable "trail.name"/);
    const other = await save({ 'record.yaml': RECORD.replace('eventName: DescribeInstances\n', '') });
    expect(await complaints(loadEvents([other]))).toEqual([`${folders}/record.yaml:1:1 "eventName" is missing`]);
  });

  test('a folder that is not there', async () => {
    expect(await complaints(loadEvents([join(folder, 'nowhere')]))).toEqual([
      'nowhere:1:1 there is no such folder; name a folder of event files',
    ]);
  });

  test('every mistake of every file at once', async () => {
    const place = await save({
      'record.yaml': RECORD,
      'a.yaml': SET.replace('subject: trail', 'subject: bucket'),
      'b.yaml': 'id: [',
      'c.yaml': SET.replace('[https://example.com]', '[http://example.com]'),
    });
    const found = await complaints(loadEvents([place]));
    expect(found.map((line) => line.split(' ', 1)[0])).toEqual([
      `${folders}/a.yaml:12:67`,
      `${folders}/a.yaml:8:25`,
      expect.stringContaining(`${folders}/b.yaml:`),
      `${folders}/c.yaml:21:14`,
    ]);
  });
});
