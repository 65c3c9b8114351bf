import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { whenOk } from '../../scripts/moto/answers.ts';
import { deny, on } from '../../scripts/moto/rules.ts';
import { startWorld, type World } from '../../scripts/moto/world.ts';
import { PLANNING_CALLS } from '../../src/cli/plan-run.ts';
import { collectors } from '../../src/collectors/index.ts';
import { readCalls } from '../../src/evidence/reader.ts';
import { canonicalOf, reportOf, trailproof } from './scanner.ts';
import { type Verdicts, verdictsOf } from './verdicts.ts';

const ORGANIZATION = ['--role-name', 'TrailproofAudit'] as const;

let world: World;
let folder: string;
const recorded = new Set<string>();

beforeAll(async () => {
  world = await startWorld();
  folder = await mkdtemp(join(tmpdir(), 'trailproof-'));
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

const nameOf = (id: string): string =>
  Object.entries(world.accounts).find(([, account]) => account.id === id)?.[0] ?? id;

async function note(evidence: string): Promise<void> {
  for await (const { call } of readCalls(evidence)) recorded.add(`${call.service}:${call.operation}`);
}

describe('verdicts equal those written down beside the seed', () => {
  test.each([
    { run: 'organization', who: 'management', args: ORGANIZATION },
    { run: 'lone', who: 'lone', args: [] },
    { run: 'member', who: 'payments', args: [] },
  ] as const)('$run', async ({ run, who, args }) => {
    const evidence = join(folder, run);
    const { code, stdout } = await trailproof(world, who, 'scan', ...args, '--evidence', evidence, '--format', 'json');
    expect(code).toBe(0);
    await note(evidence);
    const written = parse(await readFile(`scripts/moto/seed/verdicts.${run}.yaml`, 'utf8')) as Verdicts;
    expect(verdictsOf(JSON.parse(stdout), nameOf)).toEqual(written);

    const evaluated = await trailproof(world, who, 'evaluate', evidence, '--format', 'json');
    expect(evaluated.stdout).toBe(stdout);
  });
});

test('a second run gives an equal canonical report', async () => {
  const again = join(folder, 'again');
  expect((await trailproof(world, 'management', 'collect', ...ORGANIZATION, '--evidence', again)).code).toBe(0);
  expect(await canonicalOf(again)).toBe(await canonicalOf(join(folder, 'organization')));
});

test("the log archive's bucket is read with that account's role", () => {
  const asked = world.shim.requests.filter(
    ({ operation, input }) => operation === 'GetBucketPolicy' && input['Bucket'] === 'acme-org-trail-logs',
  );
  expect(asked.length).toBeGreaterThan(0);
  for (const { account } of asked) expect(account).toBe(world.accounts['log-archive'].id);
});

test('an account whose role cannot be assumed is in the report as not seen, with the reason', async () => {
  world.settings.refusingAccounts.add(world.accounts['log-archive'].id);
  const evidence = join(folder, 'refusing');
  try {
    await trailproof(world, 'management', 'collect', ...ORGANIZATION, '--evidence', evidence);
  } finally {
    world.settings.refusingAccounts.delete(world.accounts['log-archive'].id);
  }
  const { accounts, findings } = await reportOf(evidence);
  const archive = world.accounts['log-archive'].id;
  expect(accounts.find(({ id }) => id === archive)).toMatchObject({
    seen: false,
    reason: expect.stringContaining('AccessDenied on sts:AssumeRole'),
  });
  const bucket = findings.find(
    ({ check, resource }) => check === 'log-bucket-locks-log-files' && resource.name === 'acme-org-trail-logs',
  );
  expect(bucket).toMatchObject({ status: 'unknown' });
  expect(bucket?.reasons?.join()).toContain(archive);
});

test('a log bucket in an account that was left out is a gap that names that account', async () => {
  const evidence = join(folder, 'part');
  const { management, security } = world.accounts;
  await trailproof(
    world,
    'management',
    'collect',
    ...ORGANIZATION,
    '--accounts',
    `${management.id},${security.id}`,
    '--evidence',
    evidence,
  );
  const { findings } = await reportOf(evidence);
  const bucket = findings.find(
    ({ check, resource }) => check === 'log-bucket-keeps-versions' && resource.name === 'acme-org-trail-logs',
  );
  expect(bucket?.reasons?.join()).toMatch(new RegExp(`add account .*${world.accounts['log-archive'].id}`));
});

test('the recorded calls are exactly the declared ones', async () => {
  // What only happens where an answer is missing, or where accounts are chosen by unit.
  const stop = world.shim.use(
    deny('account', 'ListRegions'),
    on('s3', 'ListBuckets', async (_, forward) =>
      whenOk(await forward(), (reply) => ({
        ...reply,
        body: reply.body.replaceAll(/<BucketRegion>[^<]*<\/BucketRegion>/g, ''),
      })),
    ),
  );
  const evidence = join(folder, 'fallback');
  try {
    const { code, stderr } = await trailproof(
      world,
      'management',
      'collect',
      ...ORGANIZATION,
      '--ou',
      world.organization.units.workloads,
      '--evidence',
      evidence,
    );
    expect(code, stderr).toBe(0);
  } finally {
    stop();
  }
  await note(evidence);
  const declared = [...collectors.flatMap(({ calls }) => calls), ...PLANNING_CALLS];
  expect([...recorded].toSorted()).toEqual([...new Set(declared)].toSorted());
  // Each call belongs to one collector, so what all declare is what each declares. But one list gives buckets and
  // other tagged resources, and topics ask for their keys too.
  const all = collectors.flatMap(({ calls }) => calls);
  expect(all.filter((call, index) => all.indexOf(call) < index)).toEqual([
    'tagging:GetResources',
    'kms:DescribeKey',
    'kms:GetKeyPolicy',
  ]);
});

test('evidence, reports and debug output hold none of the secrets', async () => {
  const evidence = join(folder, 'debug');
  const outputs = ['json', 'sarif', 'md', 'txt', 'github.sarif'].map((ending) => join(folder, `report.${ending}`));
  const { stdout, stderr } = await trailproof(
    world,
    'management',
    'scan',
    ...ORGANIZATION,
    '--external-id',
    'seeded-external-id',
    '--debug',
    '--evidence',
    evidence,
    ...outputs.flatMap((file) => ['-o', file]),
  );
  const files = (await readdir(evidence, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const texts = await Promise.all(
    [...files, ...outputs].map(async (file) =>
      file.endsWith('.gz') ? gunzipSync(await readFile(file)).toString() : readFile(file, 'utf8'),
    ),
  );
  const everything = [stdout, stderr, ...texts].join('\n');
  expect(stderr).toContain('cloudtrail:DescribeTrails');
  expect(world.secrets.size).toBeGreaterThan(10);
  for (const secret of [...world.secrets, 'seeded-external-id'])
    expect(everything.includes(secret), secret.slice(0, 4)).toBe(false);
});

test('doctor names the permissions that are missing, and where', async () => {
  const { code, stdout, stderr } = await trailproof(world, 'legacy', 'doctor');
  expect(stdout, stderr).toContain('only this account is scanned');
  expect(stdout).toContain(`Account        ${world.accounts.legacy.id}, starting in us-east-1`);
  const missing = [...stdout.matchAll(/^missing +(\S+)/gm)].map(([, action]) => action);
  expect(missing).toEqual([
    'cloudtrail:GetInsightSelectors',
    'cloudtrail:GetTrailStatus',
    'kms:GetKeyRotationStatus',
    'logs:DescribeMetricFilters',
    'organizations:ListAWSServiceAccessForOrganization',
    'organizations:ListAccounts',
    'organizations:ListDelegatedAdministrators',
    'organizations:ListPolicies',
    's3:GetBucketObjectLockConfiguration',
    's3:GetBucketPolicy',
    's3:GetBucketVersioning',
    'tag:GetResources',
  ]);
  expect(code).toBe(3);
});
