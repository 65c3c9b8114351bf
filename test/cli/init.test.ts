import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from '../../src/catalog/load-config.ts';
import { configSchema } from '../../src/catalog/profile-schema.ts';
import { loadSelection } from '../../src/cli/evaluate-evidence.ts';
import { type Answers, accountId, askAnswers, bucketName, sensitiveTag } from '../../src/cli/init-answers.ts';
import { configurationText } from '../../src/cli/init-file.ts';
import { emptyFolder, runCli } from './run-cli.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trailproof-init-'));
});
afterAll(() => rm(folder, { recursive: true }));

const write = async (answers: Answers, change = (text: string) => text): Promise<string> => {
  const file = join(folder, 'trailproof.yaml');
  await writeFile(file, change(configurationText(answers, './schema.json', ['baseline', 'another'])));
  return file;
};

const ALL = {
  profiles: ['baseline'],
  sensitiveTag: { key: 'data', values: ['yes', 'a "b", c', '0755'] },
  logArchiveAccount: '012345678901',
  designatedBucket: 'acme-logs',
  failOn: 'high',
} as const satisfies Answers;
const KEYS = Object.keys(ALL) as (keyof Answers)[];
const SUBSETS = Array.from(
  { length: 2 ** KEYS.length },
  (_, bits) =>
    Object.fromEntries(KEYS.flatMap((key, index) => (bits & (1 << index) ? [[key, ALL[key]]] : []))) as Answers,
);

describe('the file that is written', () => {
  test.each(SUBSETS.map((answers) => [Object.keys(answers).join(', ') || 'nothing', answers] as const))(
    'loads, and says what was answered: %s',
    async (_, answers) => {
      const { config } = await loadConfig(await write(answers));
      const { sensitiveTag: tag, logArchiveAccount, designatedBucket } = answers;
      const params = {
        ...(tag && { sensitiveTagKey: tag.key, sensitiveTagValues: tag.values }),
        ...(logArchiveAccount && { logArchiveAccount }),
        ...(designatedBucket && { designatedBucket }),
      };
      expect(config).toEqual({
        ...(answers.profiles && { profiles: answers.profiles }),
        ...(Object.keys(params).length > 0 && { params }),
        ...(answers.failOn && { failOn: answers.failOn }),
      });
    },
  );

  test('is judged by without complaint', async () => {
    const { asks, failOn } = await loadSelection({ config: await write(ALL) });
    expect(asks.length).toBeGreaterThan(50);
    expect(asks[0]?.parameters).toMatchObject({ designatedBucket: 'acme-logs', logArchiveAccount: '012345678901' });
    expect(failOn).toBe('high');
  });

  test.each([
    ['nothing was answered', {}],
    ['a parameter was', { designatedBucket: 'acme-logs' }],
  ] satisfies [string, Answers][])('has examples in its comments that load, when %s', async (_, answers) => {
    // Prose starts with a capital letter.
    const file = await write(answers, (text) => text.replaceAll(/^( *)# (?=[a-xz]| )/gm, '$1'));
    const { config } = await loadConfig(file);
    const known = Object.keys(configSchema.properties).filter((key) => key !== '$schema');
    expect(Object.keys(config).toSorted()).toEqual(known.toSorted());
    // The folder of own checks is not there.
    const withoutFolder = (await readFile(file, 'utf8')).replace(/^checks: .*$/m, '');
    expect((await loadSelection({ config: await write({}, () => withoutFolder) })).failOn).toBe('high');
  });

  test('quotes what other readers of YAML take for something else', () => {
    expect(configurationText(ALL, './schema.json', [])).toContain('sensitiveTagValues: ["yes", ');
  });

  test('names its schema first', () => {
    expect(configurationText({}, './schema.json', []).split('\n', 1)).toEqual([
      '# yaml-language-server: $schema=./schema.json',
    ]);
  });
});

describe('an answer', () => {
  test.each<readonly [string, (text: string) => unknown, string, unknown]>([
    ['a tag', sensitiveTag, 'data = yes, on ', { key: 'data', values: ['yes', 'on'] }],
    ['a tag whose value has an equals sign', sensitiveTag, 'data=a=b', { key: 'data', values: ['a=b'] }],
    ['an account', accountId, '012345678901', '012345678901'],
    ['a bucket', bucketName, 'acme.logs-1', 'acme.logs-1'],
  ])('is %s', (_, read, text, value) => {
    expect(read(text)).toEqual(value);
  });

  test.each<readonly [string, (text: string) => unknown, string]>([
    ['a tag without a value', sensitiveTag, 'data='],
    ['a tag without a key', sensitiveTag, '=yes'],
    ['a tag that is only a key', sensitiveTag, 'data'],
    ['a tag with a line break in it', sensitiveTag, 'data=yes\nno'],
    ['an account with a digit too few', accountId, '01234567890'],
    ['a bucket in capital letters', bucketName, 'Acme'],
    ['a bucket with a short name', bucketName, 'ab'],
    ['a bucket by its ARN', bucketName, 'arn:aws:s3:::acme-logs'],
  ])('is not %s', (_, read, text) => {
    expect(() => read(text)).toThrow(InvalidArgumentError);
  });
});

describe('on a terminal', () => {
  const converse = async (given: Answers, ...typed: readonly string[]) => {
    const asked: string[] = [];
    const told: string[] = [];
    const left = [...typed];
    const answers = await askAnswers(given, {
      ask: (question) => {
        asked.push(question);
        return Promise.resolve(left.shift() ?? '');
      },
      tell: (message) => told.push(message),
      profiles: (text) => Promise.resolve(text.split(',')),
    });
    return { asked, told, answers };
  };

  test('everything is asked', async () => {
    const { answers, asked, told } = await converse({}, 'a,b', 'k=v', '012345678901', 'acme-logs', ' high ');
    expect(answers).toEqual({
      profiles: ['a', 'b'],
      sensitiveTag: { key: 'k', values: ['v'] },
      logArchiveAccount: '012345678901',
      designatedBucket: 'acme-logs',
      failOn: 'high',
    });
    expect(asked).toHaveLength(5);
    expect(told).toEqual([]);
  });

  test('nothing is asked that an option says', async () => {
    const { answers, asked } = await converse(ALL);
    expect(asked).toEqual([]);
    expect(answers).toEqual(ALL);
  });

  test('an empty answer leaves it open', async () => {
    expect((await converse({ failOn: 'low' })).answers).toEqual({ failOn: 'low' });
  });

  test('a wrong answer is asked for again', async () => {
    const { answers, told, asked } = await converse({}, '', '', '12', '012345678901', '', 'hihg', 'high');
    expect(answers).toEqual({ logArchiveAccount: '012345678901', failOn: 'high' });
    expect(told).toEqual([
      '"12" is no account id; expected twelve digits.',
      '"hihg" is no severity; expected one of critical, high, medium, low.',
    ]);
    expect(asked).toHaveLength(7);
  });
});

describe('trailproof init', { timeout: 30_000 }, () => {
  test('asks nothing where nobody can answer, and its file is taken', async () => {
    const { folder: here, remove } = await emptyFolder();
    try {
      const written = await runCli(here, ['init', '--profile', 'baseline', '--designated-bucket', 'acme-logs']);
      expect(written).toMatchObject({ exit: 0, stderr: '' });
      const scanned = await runCli(here, ['evaluate', '--sample', '--format', 'json']);
      expect(scanned).toMatchObject({ exit: 0, stderr: '' });
      const { checks } = JSON.parse(scanned.stdout) as { checks: { params: object }[] };
      expect(
        checks.some(({ params }) => (params as { designatedBucket?: string }).designatedBucket === 'acme-logs'),
      ).toBe(true);
    } finally {
      await remove();
    }
  });

  test('finds its schema and a profile from where the file is', async () => {
    const { folder: here, remove } = await emptyFolder({
      'node_modules/trailproof/schemas/config.schema.json': '{}\n',
      'mine.yaml': 'id: mine\ntitle: Mine\ndescription: What I ask for.\nchecks: all\n',
    });
    try {
      const run = await runCli(here, ['init', '-o', 'ci/audit.yaml', '--profile', 'mine.yaml']);
      expect(run).toMatchObject({ exit: 0, stderr: '' });
      const text = await readFile(join(here, 'ci/audit.yaml'), 'utf8');
      expect(text.split('\n', 1)).toEqual([
        '# yaml-language-server: $schema=../node_modules/trailproof/schemas/config.schema.json',
      ]);
      const { profiles } = await loadSelection({ config: join(here, 'ci/audit.yaml') });
      expect(profiles).toEqual(['mine']);
    } finally {
      await remove();
    }
  });

  test('replaces a file only when told to', async () => {
    const { folder: here, remove } = await emptyFolder({ 'trailproof.yaml': '# Mine.\n' });
    try {
      expect(await runCli(here, ['init'])).toMatchObject({ exit: 2, stdout: '' });
      expect(await readFile(join(here, 'trailproof.yaml'), 'utf8')).toBe('# Mine.\n');
      expect(await runCli(here, ['init', '--force', '--yes'])).toMatchObject({ exit: 0, stderr: '' });
      expect(await readFile(join(here, 'trailproof.yaml'), 'utf8')).not.toContain('Mine');
    } finally {
      await remove();
    }
  });
});
