import { Ajv } from 'ajv';
import type { Log } from 'sarif';
import { describe, expect, test } from 'vitest';
import type { Report, ReporterOptions } from '../../src/model/report.ts';
import { type FormatName, formats } from '../../src/reporters/index.ts';
import { reportSchema } from '../../src/reporters/report-schema.ts';
import { changed } from './changed.ts';
import { reportWithControls } from './fixture-controls.ts';
import { fixtureReport, readerOf } from './fixture-report.ts';
import { hostileNames } from './hostile-names.ts';

const plain: ReporterOptions = { colour: false, width: 80, verbose: false };

const write = async (format: FormatName, report: Report = reportWithControls, options = plain): Promise<string> =>
  [...(await formats[format].load())(readerOf(report), options)].join('');

describe('the view by control', () => {
  test.each([
    ['terminal', 'controls.txt', plain],
    ['terminal', 'controls.verbose.txt', { ...plain, verbose: true }],
    ['markdown', 'controls.md', plain],
    ['sarif-github', 'controls.github.sarif', plain],
  ] as const)('in %s is what it was before: %s', async (format, name, options) => {
    await expect(await write(format, reportWithControls, options)).toMatchFileSnapshot(`../golden/reporters/${name}`);
  });

  test('is not there when no profile has controls', async () => {
    expect(await write('markdown', fixtureReport)).not.toMatch(/Control|<a id/);
    expect(await write('terminal', fixtureReport)).not.toMatch(/not-met| met /);
  });
});

describe('in Markdown', () => {
  test('every link of a control leads to an anchor, and every anchor is there once', async () => {
    const text = await write('markdown');
    const links = [...text.matchAll(/\]\(#([^)]+)\)/g)].map(([, target]) => target);
    const anchors = [...text.matchAll(/<a id="([^"]+)"><\/a>/g)].map(([, id]) => id);
    expect(new Set(links)).toEqual(
      new Set(['check-account-has-logging-trail', 'check-trail-signs-log-files', 'check-bucket-locks-objects']),
    );
    expect(anchors).toEqual([...new Set(anchors)]);
    expect(anchors).toEqual(expect.arrayContaining(links));
  });

  test.each(hostileNames.map((name) => [JSON.stringify(name).slice(0, 40), name] as const))(
    'nothing that a profile says acts: %s',
    async (_, name) => {
      const poisoned = (text: string): Report => ({
        ...reportWithControls,
        excluded: [text],
        controls: (reportWithControls.controls ?? []).map((profile) => ({
          profile: text,
          title: text,
          authority: text,
          controls: profile.controls.map((control) => ({
            ...control,
            id: text,
            title: text,
            checks: [{ check: text }],
            ...(control.manual !== undefined && { manual: text }),
          })),
        })),
      });
      const shape = async (text: string): Promise<readonly string[]> =>
        (await write('markdown', poisoned(text)))
          .replaceAll(/(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)/g, '¤')
          .split('\n')
          .map((line) => line.replaceAll(/[^#>|*<[\]]/g, ''));
      expect(await shape(name)).toEqual(await shape('harmless'));
      expect(await write('terminal', poisoned(name))).not.toMatch(/[^\n\P{Cc}]|\p{Cf}/u);
    },
  );
});

describe('in SARIF', () => {
  const runs = async (report?: Report) => (JSON.parse(await write('sarif', report)) as Log).runs;

  test('a rule is tagged with controls of each profile in turn, ten tags at most', async () => {
    const [first, second] = reportWithControls.controls ?? [];
    if (!first || !second) throw new Error('no controls');
    const [control] = first.controls;
    if (!control) throw new Error('no control');
    const many = Array.from({ length: 12 }, (_, index) => ({ ...control, id: `9.${index}` }));
    const shown = { ...control, id: 'AU-2' };
    const report = {
      ...reportWithControls,
      controls: [
        { ...first, controls: many },
        { ...second, controls: [shown] },
      ],
    };
    const rule = (await runs(report))
      .flatMap(({ tool }) => tool.driver.rules ?? [])
      .find(({ id }) => id === 'account-has-logging-trail');
    const own = ['9.0', '9.1', '9.2', '9.3', '9.4', '9.5'].map((id) => `framework-1.0/${id}`);
    const tags = ['security', 'trail', 'audit-trail', ...own];
    expect(rule?.properties?.tags).toEqual(tags.toSpliced(4, 0, 'other-2/AU-2'));
    // All of them are in the help.
    expect(rule?.help?.text).toContain('framework-1.0 9.11: ');
    expect(rule?.help?.markdown).toContain('`framework-1.0 9.11`: ');
  });

  test('what one check says of one resource with different parameters are different results', async () => {
    const results = (await runs())
      .flatMap((run) => run.results ?? [])
      .filter(({ ruleId }) => ruleId === 'bucket-locks-objects');
    const prints = results.map(({ partialFingerprints }) => partialFingerprints?.['primaryLocationLineHash']);
    expect(new Set(prints).size).toBe(prints.length);
    expect(results.map(({ message }) => message.text).join('\n')).toContain(
      'Asked with days 90, for framework-1.0 and baseline.',
    );
  });

  test('a check with one set of parameters keeps the fingerprints it always had', async () => {
    const printsOf = (of: Awaited<ReturnType<typeof runs>>) =>
      of
        .flatMap((run) => run.results ?? [])
        .filter(({ ruleId }) => ruleId !== 'bucket-locks-objects')
        .map(({ partialFingerprints }) => partialFingerprints);
    expect(printsOf(await runs())).toEqual(printsOf(await runs(fixtureReport)));
  });
});

describe('the schema of the report', () => {
  const validate = new Ajv({ strict: true, allErrors: true }).compile(reportSchema);

  test('takes the view', () => {
    expect(validate(reportWithControls), JSON.stringify(validate.errors)).toBe(true);
  });

  test.each<[string, string, unknown]>([
    ['an unknown status', 'controls/0/controls/0/status', 'failed'],
    ['an unknown mapping', 'controls/0/controls/0/mapping', 'guessed'],
    ['counts without the undecided', 'controls/0/controls/0/counts/unknown', undefined],
    ['a reference without a check', 'controls/0/controls/0/checks/0/check', undefined],
    ['a severity changed without a reason', 'checks/1/severityChanged/reason', undefined],
    ['parameters that are objects', 'controls/0/controls/0/checks/0/params', { days: {} }],
  ])('refuses %s', (_, path, to) => {
    expect(validate(changed(reportWithControls, path, to))).toBe(false);
  });
});
