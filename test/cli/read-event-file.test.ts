import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readEventFile } from '../../src/cli/read-event-file.ts';
import { temporaryFolder, thrownBy } from '../evidence/samples.ts';

async function fileOf(text: string | Uint8Array): Promise<string> {
  const file = join(await temporaryFolder(), 'events.json');
  await writeFile(file, text);
  return file;
}

const STOP = { eventName: 'StopLogging', requestParameters: { name: 'main' } };
const START = { eventName: 'StartLogging' };
const ENVELOPE = { source: 'aws.cloudtrail', detail: STOP };

describe('a file holds', () => {
  test.each<[what: string, text: string, events: readonly object[]]>([
    ['a record', JSON.stringify(STOP), [{ record: STOP }]],
    ['a record over several lines', ` \n${JSON.stringify(STOP, null, 2)}\r\n`, [{ record: STOP }]],
    ['a record after a byte order mark', `\uFEFF${JSON.stringify(STOP)}`, [{ record: STOP }]],
    ['a list of records', JSON.stringify([STOP, START]), [{ record: STOP }, { record: START }]],
    ['a log file of CloudTrail', JSON.stringify({ Records: [STOP, START] }), [{ record: STOP }, { record: START }]],
    ['the envelope of EventBridge', JSON.stringify(ENVELOPE), [{ record: STOP, envelope: ENVELOPE }]],
    [
      'envelopes and records',
      JSON.stringify([START, ENVELOPE]),
      [{ record: START }, { record: STOP, envelope: ENVELOPE }],
    ],
    ['a detail that is no object', '{"detail":"none"}', [{ record: { detail: 'none' } }]],
    ['Records that are no list', '{"Records":1}', [{ record: { Records: 1 } }]],
    ['lines of a log', 'started\r\n\nERROR {"a":1}\n', [{ record: 'started' }, { record: 'ERROR {"a":1}' }]],
    ['lines after a byte order mark', '\uFEFFstarted', [{ record: 'started' }]],
    [
      'lines that begin with a bracket',
      '[INFO] started\n[10/Oct/2026] GET',
      [{ record: '[INFO] started' }, { record: '[10/Oct/2026] GET' }],
    ],
  ])('%s', async (_, text, events) => {
    expect(await readEventFile(await fileOf(text))).toEqual(events);
  });

  test('members by any name', async () => {
    const [event] = await readEventFile(await fileOf('{"__proto__":{"detail":{}},"constructor":1}'));
    expect(JSON.stringify(event)).toBe('{"record":{"__proto__":{"detail":{}},"constructor":1}}');
  });
});

describe('what is wrong is said with its place', () => {
  test.each<[text: string, says: string]>([
    ['{"eventName": StopLogging}', ':1:15 found "StopLogging}" where a JSON value was expected'],
    ['{\n  "a": 1,\n  "b" 2\n}', ':3:7 found "2\\n}" where ":" was expected'],
    ['\uFEFF{,}', ':1:2 found ",}" where a name in double quotes was expected'],
    ['{"a": 1}\n{"b": 2}\n', ':2:1 found "{\\"b\\": 2}\\n" where the end was expected'],
    ['[{"a": 1}, 2]', ' holds something that is no event'],
    ['{"Records": ["x"]}', ' holds something that is no event'],
    ['{"Records": []}', ' holds no event'],
    ['[]', ' holds no event'],
    ['\n\n', ' holds no event'],
    ['', ' holds no event'],
  ])('%j', async (text, says) => {
    const file = await fileOf(text);
    const error = await thrownBy(readEventFile(file));
    expect(error).toMatchObject({ name: 'UserError', hint: expect.stringMatching(/\S/) });
    expect(error.message).toMatch(/^(?!.*at character)/);
    expect(error.message.replace(file, '')).toContain(says);
  });

  test('a file that is not there, a folder, levels without end', async () => {
    const folder = await temporaryFolder();
    const errors = await Promise.all(
      [join(folder, 'none.json'), folder, await fileOf('{"a":'.repeat(100_000))].map((file) =>
        thrownBy(readEventFile(file)),
      ),
    );
    for (const error of errors) expect(error).toMatchObject({ name: 'UserError', hint: expect.stringMatching(/\S/) });
    expect(errors.map(({ message }) => message)).toEqual([
      `there is no file ${join(folder, 'none.json')}`,
      `${folder} is a folder`,
      expect.stringContaining(':1:1001 nested deeper than 200 levels'),
    ]);
  });

  test('bytes that are no text are lines like others', async () => {
    expect(await readEventFile(await fileOf(Uint8Array.of(0x1f, 0x00, 0xff)))).toHaveLength(1);
  });

  test('what says that it is compressed and is not', async () => {
    const error = await thrownBy(readEventFile(await fileOf(Uint8Array.of(0x1f, 0x8b, 0xff))));
    expect(error.message).toMatch(/ cannot be unpacked: /);
  });
});

describe('as AWS gives them', () => {
  const record = { eventName: 'StopLogging' };

  test('a compressed log file', async () => {
    const bytes = gzipSync(JSON.stringify({ Records: [record, record] }));
    expect(await readEventFile(await fileOf(bytes))).toEqual([{ record }, { record }]);
  });

  test('the output of lookup-events', async () => {
    const text = JSON.stringify({ Events: [{ EventName: 'StopLogging', CloudTrailEvent: JSON.stringify(record) }] });
    expect(await readEventFile(await fileOf(text))).toEqual([{ record }]);
  });
});
