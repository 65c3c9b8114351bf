import { describe, expect, test } from 'vitest';
import { caller } from '../../src/collectors/calls.ts';
import { collectKey, keyCollector } from '../../src/collectors/key.ts';
import type { RecordedCall } from '../../src/model/call.ts';
import { Gap } from '../../src/model/gap.ts';
import { Link } from '../../src/model/resource.ts';
import { CALLER, plan, recorded } from '../evidence/samples.ts';
import { callIn, notedReplay } from './noted-replay.ts';

const REGION = 'eu-west-1';
const KEY = `arn:aws:kms:${REGION}:${CALLER}:key/1234`;
const input = { KeyId: KEY };
const denied = { code: 'AccessDeniedException', message: 'no', status: 400 };

const answers: Readonly<Record<string, Partial<RecordedCall>>> = {
  'kms:DescribeKey': { output: { KeyMetadata: { Arn: KEY, KeyManager: 'CUSTOMER', KeyState: 'Enabled' } } },
  'kms:GetKeyPolicy': { output: { Policy: '{}' } },
  'kms:GetKeyRotationStatus': { output: { KeyRotationEnabled: true, RotationPeriodInDays: 180 } },
  'kms:ListAliases': { output: { Aliases: [{ AliasName: 'alias/trail' }] } },
  'kms:ListGrants': { output: { Grants: [] } },
};

async function collect(
  changed: Readonly<Record<string, Partial<RecordedCall> | undefined>> = {},
  asked: string[] = [],
) {
  const calls = Object.entries({ ...answers, ...changed }).flatMap(([name, rest]) =>
    rest ? recorded(name, { input, ...rest }) : [],
  );
  const noted = notedReplay(calls, (request) => asked.push(callIn(request)));
  const key = await collectKey(
    { plan, account: CALLER, call: caller(noted, { account: CALLER, region: REGION }) },
    KEY,
  );
  if (key === 'dangling') throw new Error('the key is there');
  return key.fields;
}

const granted = (...principals: readonly (string | undefined)[]) => ({
  'kms:ListGrants': {
    output: {
      Grants: principals.map((GranteePrincipal) => ({ GrantId: 'g', GranteePrincipal, Operations: ['Decrypt'] })),
    },
  },
});

describe('a key', () => {
  test('is asked for with the calls it declares, and knows its owner', async () => {
    const asked: string[] = [];
    const fields = await collect({}, asked);
    expect(new Set(asked)).toEqual(new Set(keyCollector.calls));
    expect(fields).toMatchObject({
      owner: new Link('account', CALLER),
      aliases: ['alias/trail'],
      grants: [],
      rotation: { isEnabled: true, periodInDays: 180 },
    });
  });

  test('that does not rotate has no period, whatever AWS says of one', async () => {
    const off = { 'kms:GetKeyRotationStatus': { output: { KeyRotationEnabled: false, RotationPeriodInDays: 365 } } };
    expect((await collect(off))['rotation']).toEqual({ isEnabled: false });
  });

  test('that rotates, AWS does not say how often, has a gap there', async () => {
    const silent = { 'kms:GetKeyRotationStatus': { output: { KeyRotationEnabled: true } } };
    expect((await collect(silent))['rotation']).toMatchObject({
      isEnabled: true,
      periodInDays: expect.any(Gap) as Gap,
    });
  });

  test.each(['kms:ListAliases', 'kms:ListGrants'])('of which nobody may ask %s has a gap there', async (name) => {
    const fields = await collect({ [name]: { error: denied } });
    const field = name === 'kms:ListAliases' ? 'aliases' : 'grants';
    expect((fields[field] as Gap).reason).toMatch(new RegExp(`AccessDenied.* on ${name}`));
    expect(fields['state']).toBe('Enabled');
  });

  test.each(['kms:ListAliases', 'kms:ListGrants'])('of whose %s the second page is lost has a hole', async (name) => {
    const items =
      name === 'kms:ListAliases' ? { Aliases: [{ AliasName: 'alias/one' }] } : { Grants: [{ GrantId: 'g' }] };
    const fields = await collect({ [name]: { output: { ...items, Truncated: true, NextMarker: 'lost' } } });
    const list = fields[name === 'kms:ListAliases' ? 'aliases' : 'grants'] as readonly unknown[];
    expect(list).toHaveLength(2);
    expect(list[1]).toBeInstanceOf(Gap);
  });
});

describe('a grant', () => {
  test('to a principal names its account, one to a service none', async () => {
    const principals = [
      'arn:aws:iam::999999999999:role/reader',
      'arn:aws:sts::888888888888:assumed-role/a/b',
      'dynamodb.eu-west-1.amazonaws.com',
      'rds.cn-north-1.amazonaws.com.cn',
    ];
    const { grants } = await collect(granted(...principals));
    expect((grants as readonly Record<string, unknown>[]).map(({ grantee, account }) => [grantee, account])).toEqual([
      [principals[0], '999999999999'],
      [principals[1], '888888888888'],
      [principals[2], undefined],
      [principals[3], undefined],
    ]);
  });

  test.each(['AROAEXAMPLEID', 'amazonaws.com.example', undefined])('to %s may be of any account', async (principal) => {
    const { grants } = await collect(granted(principal));
    expect((grants as readonly Record<string, unknown>[])[0]?.['account']).toBeInstanceOf(Gap);
  });
});
