import { describe, expect, test } from 'vitest';
import type { ReporterOptions } from '../../src/model/report.ts';
import { type FormatName, formats } from '../../src/reporters/index.ts';
import { fixture, reportOfAccounts } from './fixture-report.ts';

const plain: ReporterOptions = { colour: false, width: 100, verbose: false };

const write = async (format: FormatName, options = plain, report = fixture): Promise<string> =>
  [...(await formats[format].load())(report, options)].join('');

const golden = (name: string): string => `../golden/reporters/${name}`;

describe.each(Object.entries(formats))('%s', (name, { extension }) => {
  const format = name as FormatName;

  test('writes what it wrote before', async () => {
    await expect(await write(format)).toMatchFileSnapshot(golden(`report.${extension}`));
  });

  test('says the same of the same report', async () => {
    expect(await write(format)).toBe(await write(format));
  });

  test('takes a report without findings', async () => {
    const empty = { ...reportOfAccounts(1), findings: () => [] };
    await expect(await write(format, plain, empty)).toMatchFileSnapshot(golden(`empty.${extension}`));
  });

  test('ends with a newline and holds nothing that cannot be seen', async () => {
    const text = await write(format);
    expect(text.endsWith('\n')).toBe(true);
    expect(text).not.toMatch(/[^\n\P{Cc}]|\p{Cf}|\p{Cs}|\p{Zl}|\p{Zp}|[^ \P{Zs}]/u);
  });

  test('gives the report in pieces, none longer than what comes before the findings', async () => {
    const report = reportOfAccounts(40);
    const pieces = [...(await formats[format].load())(report, { ...plain, verbose: true })];
    const longest = Math.max(...pieces.map((piece) => piece.length));
    expect(longest).toBeLessThanOrEqual(JSON.stringify(report.head, null, 2).length);
    expect(pieces.join('').length).toBeGreaterThan(longest);
  });
});

test.each(['terminal', 'markdown'] as const)('%s shows passes when asked', async (format) => {
  const text = await write(format, { ...plain, verbose: true });
  await expect(text).toMatchFileSnapshot(golden(`verbose.${formats[format].extension}`));
});

test('terminal colours when asked', async () => {
  await expect(await write('terminal', { ...plain, colour: true })).toMatchFileSnapshot(golden('coloured.txt'));
});

test('a report whose findings are not sorted by account is a bug, and said to be one', async () => {
  const [first, ...rest] = fixture.findings();
  const shuffled = { ...fixture, findings: () => [...rest, first].filter((finding) => finding !== undefined) };
  await expect(write('sarif', plain, shuffled)).rejects.toThrow('not sorted by account');
});
