import { describe, expect, test } from 'vitest';
import { checkSchema } from '../../src/catalog/check-schema.ts';
import { compileCheck } from '../../src/catalog/load-check.ts';
import { SourceFile } from '../../src/catalog/source-file.ts';
import { assertValid, validator } from '../../src/catalog/validate.ts';
import { evaluateCheck } from '../../src/engine/evaluate-check.ts';
import { evaluateInventory } from '../../src/engine/evaluate-inventory.ts';
import { variantsOf } from '../../src/engine/variants.ts';
import type { Check } from '../../src/expressions/check.ts';
import { createInventory, type Inventory } from '../../src/inventory/inventory.ts';
import type { Finding } from '../../src/model/finding.ts';
import { Gap } from '../../src/model/gap.ts';
import { Link, type Resource } from '../../src/model/resource.ts';
import { ACCOUNT, answer, denied, events, resource, worldOf } from '../expressions/world.ts';

const validate = await validator(checkSchema);

/** A check of the one thing that matters to a test. */
function checkOf(lines: string, type = 'trail'): Check {
  const text = `id: some-check
title: All is well
severity: high
resource: ${type}
${lines}
message: ${type} {{${type}.name}} is not well.
why: Because.
fix: { summary: Mend it. }
references: [https://example.com]
examples:
  - { name: on, expect: pass, ${type}: {} }
  - { name: off, expect: fail, ${type}: {} }
`;
  const source = new SourceFile('some-check.yaml', text);
  assertValid(source, validate);
  return compileCheck(source, 'area', events);
}

const status = denied('cloudtrail:GetTrailStatus');
const hole = denied('cloudtrail:ListTrails');

const trails = {
  yes: resource('trail', 'yes', { isMultiRegionTrail: true, status: { isLogging: true } }),
  no: resource('trail', 'no', { isMultiRegionTrail: true, status: { isLogging: false } }),
  open: resource('trail', 'open', { isMultiRegionTrail: true, status }),
  // `where` leaves these out, or cannot say.
  outYes: resource('trail', 'outYes', { isMultiRegionTrail: false, status: { isLogging: true } }),
  outNo: resource('trail', 'outNo', { isMultiRegionTrail: false, status: { isLogging: false } }),
  outOpen: resource('trail', 'outOpen', { isMultiRegionTrail: false, status }),
  maybeYes: resource('trail', 'maybeYes', { isMultiRegionTrail: status, status: { isLogging: true } }),
  maybeNo: resource('trail', 'maybeNo', { isMultiRegionTrail: status, status: { isLogging: false } }),
} satisfies Record<string, Resource>;
type Name = keyof typeof trails | 'hole';

const judge = (check: Check, names: string): Finding => {
  const list =
    names === 'a gap'
      ? hole
      : names
          .split(' ')
          .filter((name) => name !== '')
          .map((name) => (name === 'hole' ? hole : new Link('trail', name as Name)));
  return evaluateCheck(check, resource('account', ACCOUNT, { trails: list }), {}, worldOf(Object.values(trails)));
};

const quantified = (kind: string, where = ''): Check =>
  checkOf(
    `${kind}: { of: account.trails, as: trail,${where} that: [{ expr: trail.status.isLogging, miss: does not log }] }`,
    'account',
  );

describe('a list without `where`', () => {
  //        elements        some       every             none
  test.each([
    ['', 'fail', 'not-applicable', 'not-applicable'],
    ['yes', 'pass', 'pass', 'fail'],
    ['no', 'fail', 'fail', 'pass'],
    ['open', 'unknown', 'unknown', 'unknown'],
    ['hole', 'unknown', 'unknown', 'unknown'],
    ['a gap', 'unknown', 'unknown', 'unknown'],
    ['yes no', 'pass', 'fail', 'fail'],
    ['yes yes', 'pass', 'pass', 'fail'],
    ['no no', 'fail', 'fail', 'pass'],
    ['yes open', 'pass', 'unknown', 'fail'],
    ['no open', 'unknown', 'fail', 'unknown'],
    ['yes hole', 'pass', 'unknown', 'fail'],
    ['no hole', 'unknown', 'fail', 'unknown'],
    ['open hole', 'unknown', 'unknown', 'unknown'],
    ['yes no open hole', 'pass', 'fail', 'fail'],
  ])('of "%s": some is %s, every is %s, none is %s', (names, ...expected) => {
    expect(['some', 'every', 'none'].map((kind) => judge(quantified(kind), names).status)).toEqual(expected);
  });
});

describe('a list with `where`', () => {
  test.each([
    ['outYes', 'fail', 'not-applicable', 'not-applicable'],
    ['outNo outOpen', 'fail', 'not-applicable', 'not-applicable'],
    ['yes outNo', 'pass', 'pass', 'fail'],
    ['no outYes', 'fail', 'fail', 'pass'],
    // What `where` leaves open counts in every way it may turn out.
    ['maybeYes', 'unknown', 'unknown', 'unknown'],
    ['maybeNo', 'fail', 'unknown', 'unknown'],
    ['yes maybeNo', 'pass', 'unknown', 'fail'],
    ['no maybeYes', 'unknown', 'fail', 'unknown'],
    ['no maybeNo', 'fail', 'fail', 'pass'],
    ['outYes hole', 'unknown', 'unknown', 'unknown'],
  ])('of "%s": some is %s, every is %s, none is %s', (names, ...expected) => {
    expect(
      ['some', 'every', 'none'].map(
        (kind) => judge(quantified(kind, ' where: trail.isMultiRegionTrail,'), names).status,
      ),
    ).toEqual(expected);
  });
});

test('whatever a gap hides, a verdict given with the gap is the verdict without it', () => {
  const fillings: Readonly<Record<string, readonly string[]>> = {
    open: ['yes', 'no'],
    maybeYes: ['yes', 'outYes'],
    maybeNo: ['no', 'outNo'],
    hole: ['', 'yes', 'no', 'yes no', 'outYes'],
  };
  const filled = (names: readonly string[]): readonly string[] =>
    names.reduce<readonly string[]>(
      (lists, name) => lists.flatMap((list) => (fillings[name] ?? [name]).map((each) => `${list} ${each}`)),
      [''],
    );
  const all = [...Object.keys(trails), 'hole'];
  const lists = [[], ...all.map((a) => [a]), ...all.flatMap((a) => all.map((b) => [a, b]))];
  for (const kind of ['some', 'every', 'none']) {
    const check = quantified(kind, ' where: trail.isMultiRegionTrail,');
    for (const list of lists) {
      const { status: given } = judge(check, list.join(' '));
      if (given === 'unknown') continue;
      for (const whole of filled(list))
        expect(judge(check, whole).status, `${kind} of "${list.join(' ')}" turning out "${whole}"`).toBe(given);
    }
  }
});

// The hole may be no element at all, so that what needs no element must not decide it.
test.each([
  ['some', 'unknown'],
  ['every', 'unknown'],
  ['none', 'unknown'],
])('%s over nothing but a hole is %s even where the clause reads nothing of it', (kind, expected) => {
  const check = checkOf(`${kind}: { of: account.trails, as: trail, that: account.name != "" }`, 'account');
  expect(judge(check, 'hole').status).toBe(expected);
});

describe('candidates', () => {
  test('each says what it misses and with what value', () => {
    const { candidates, message } = judge(quantified('some'), 'no outNo');
    expect(message).toContain('It has no, which does not log.');
    expect(
      candidates?.map(({ resource: { id }, status: of, clauses }) => [id, of, clauses.map(({ miss }) => miss)]),
    ).toEqual([
      ['no', 'fail', ['does not log']],
      ['outNo', 'fail', ['does not log']],
    ]);
    expect(candidates?.[0]?.clauses[0]?.values).toEqual([{ path: 'trail.status.isLogging', value: 'false' }]);
  });

  test('a hole is one that could not be read, with the reason', () => {
    const { candidates, reasons, message } = judge(quantified('some'), 'no hole');
    expect(candidates?.[1]).toMatchObject({
      status: 'unknown',
      resource: { type: 'unknown', name: 'one that could not be read' },
    });
    expect(reasons).toEqual([hole.reason]);
    expect(message).toBe(`Undecided: ${hole.reason}.`);
  });
});

describe('clauses', () => {
  const clauses = checkOf(`assert:
  - { expr: trail.isMultiRegionTrail, miss: covers one region }
  - { expr: trail.status.isLogging, miss: "does not log since {{trail.status.stopLoggingTime}}" }`);
  const of = (fields: Readonly<Record<string, unknown>>): Finding =>
    evaluateCheck(clauses, resource('trail', 'main', fields), {}, worldOf([]));

  test('one missed decides, whatever could not be read', () => {
    const { status: verdict, message } = of({ isMultiRegionTrail: false, status });
    expect(verdict).toBe('fail');
    expect(message).toBe('trail main is not well. It covers one region.');
  });
  test('none missed and one open is unknown', () => {
    expect(of({ isMultiRegionTrail: true, status })).toMatchObject({ status: 'unknown', reasons: [status.reason] });
  });
  test('each missed one is told, with the value', () => {
    expect(
      of({ isMultiRegionTrail: false, status: { isLogging: false, stopLoggingTime: '2026-11-02T09:14:00Z' } }).message,
    ).toBe('trail main is not well. It covers one region. It does not log since 2026-11-02T09:14:00.000Z.');
  });
  test('a pass says the title', () => {
    expect(of({ isMultiRegionTrail: true, status: { isLogging: true } })).toMatchObject({
      status: 'pass',
      message: 'All is well.',
    });
  });
});

describe('`when`', () => {
  const check = checkOf('when: "!trail.isShadow"\nassert: trail.status.isLogging');
  const of = (fields: Readonly<Record<string, unknown>>): Finding =>
    evaluateCheck(check, resource('trail', 'main', fields), {}, worldOf([]));
  const described = denied('cloudtrail:DescribeTrails');

  test.each([
    ['false', { isShadow: true, status }, 'not-applicable'],
    ['true', { isShadow: false, status: { isLogging: true } }, 'pass'],
    ['unknown, though the assertion would hold', { isShadow: described, status: { isLogging: true } }, 'unknown'],
    ['unknown, though the assertion would not', { isShadow: described, status: { isLogging: false } }, 'unknown'],
  ])('that is %s', (_truth, fields, expected) => {
    expect(of(fields).status).toBe(expected);
  });
  test('gives its gap as the reason', () => {
    expect(of({ isShadow: described, status }).reasons).toEqual([described.reason]);
  });
});

describe('a check that breaks', () => {
  const broken = 'int(trail.name) > 3';
  const of = (lines: string, fields: Readonly<Record<string, unknown>> = {}): Finding =>
    evaluateCheck(checkOf(lines), resource('trail', 'main', fields), {}, worldOf([]));

  test.each([`assert: ${broken}`, `when: ${broken}\nassert: trail.isShadow`])(
    'is unknown, and counted apart: %s',
    (lines) => {
      const finding = of(lines, { isShadow: true });
      expect(finding).toMatchObject({ status: 'unknown', checkError: true });
      expect(finding.reasons).toEqual([expect.stringMatching(/^check error: .+ in int\(trail\.name\) > 3$/)]);
    },
  );
  test('in a quantifier too', () => {
    const check = checkOf('every: { of: account.trails, as: trail, that: int(trail.name) > 3 }', 'account');
    expect(judge(check, 'yes')).toMatchObject({ status: 'unknown', checkError: true });
  });
  test('is no check error where a gap may be why', () => {
    const finding = of(`assert: ${broken} && trail.isShadow`, { isShadow: status });
    expect(finding).toMatchObject({ status: 'unknown', reasons: [status.reason] });
    expect(finding.checkError).toBeUndefined();
  });
});

describe('evidence', () => {
  const trailCalls = {
    'cloudtrail:DescribeTrails': [answer('cloudtrail:DescribeTrails')],
    'cloudtrail:GetTrailStatus': [
      answer('cloudtrail:GetTrailStatus', { input: { Name: 'main' }, error: 'AccessDenied' }),
    ],
  };
  const bucket = resource(
    'bucket',
    'logs',
    { versioning: { isEnabled: true, isMfaDeleteEnabled: false } },
    {
      calls: {
        's3:GetBucketVersioning': [
          answer('s3:GetBucketVersioning', { account: '222222222222', input: { Bucket: 'logs' } }),
        ],
      },
    },
  );
  const trail = resource(
    'trail',
    'main',
    { isShadow: false, isMultiRegionTrail: true, bucket: new Link('bucket', 'logs'), status },
    { calls: trailCalls },
  );
  const callsOf = (expression: string): readonly string[] =>
    evaluateCheck(checkOf(`assert: ${expression}`), trail, {}, worldOf([bucket])).evidence.map(
      ({ account, call }) => `${account} ${call}`,
    );

  test('names the call of each value read, and no other', () => {
    expect(callsOf('trail.isMultiRegionTrail')).toEqual([`${ACCOUNT} cloudtrail:DescribeTrails`]);
    expect(callsOf('trail.name != ""')).toEqual([]);
  });
  test('names a call once however often it was read', () => {
    expect(callsOf('trail.isMultiRegionTrail && !trail.isShadow')).toEqual([`${ACCOUNT} cloudtrail:DescribeTrails`]);
  });
  test('follows a link into the other account', () => {
    expect(callsOf('trail.bucket.versioning.isEnabled')).toEqual([
      `${ACCOUNT} cloudtrail:DescribeTrails`,
      '222222222222 s3:GetBucketVersioning',
    ]);
  });
  test('of an unknown names the refused call', () => {
    const { evidence } = evaluateCheck(checkOf('assert: trail.status.isLogging'), trail, {}, worldOf([]));
    expect(evidence).toEqual(trailCalls['cloudtrail:GetTrailStatus']);
  });
});

describe('an inventory', () => {
  const root = { type: 'organization', id: 'o-1', name: 'o-1' };
  const here = { type: 'account', id: ACCOUNT, name: 'workload', account: ACCOUNT };
  const check = checkOf('when: "!trail.isShadow"\nassert: trail.isMultiRegionTrail');
  const inventory = (
    resources: readonly Resource[],
    gaps: readonly (readonly [where: typeof root, gap: Gap])[] = [],
  ): Inventory =>
    createInventory({
      root,
      resources,
      holes: gaps.map(([where, gap]) => ({ type: 'trail' as const, where, gap })),
      dangling: new Set(),
      missing: ({ id }) => new Gap('not-scanned', id),
      accounts: [],
    });
  const shown = (of: Inventory): readonly string[] =>
    evaluateInventory(of, variantsOf([{ profile: 'mine', check, parameters: {} }])).map(
      ({ resource: { type, id }, status: verdict }) => `${type} ${id} ${verdict}`,
    );
  const shadow = (id: string): Resource => resource('trail', id, { isShadow: true, isMultiRegionTrail: true });

  test('has a finding for each resource of the type', () => {
    expect(
      shown(
        inventory([
          shadow('b'),
          resource('trail', 'a', { isShadow: false, isMultiRegionTrail: true }),
          resource('key', 'k', {}),
        ]),
      ),
    ).toEqual(['trail a pass', 'trail b not-applicable']);
  });
  test('without one is not-applicable once, on its root', () => {
    expect(shown(inventory([]))).toEqual(['organization o-1 not-applicable']);
  });
  test('without one but with a hole is unknown where the hole is, and nothing else', () => {
    expect(shown(inventory([], [[here, hole]]))).toEqual([`account ${ACCOUNT} unknown`]);
    expect(shown(inventory([], [[root, hole]]))).toEqual(['organization o-1 unknown']);
  });
  test('names a hole once with all its reasons', () => {
    const other = new Gap('throttled', 'Throttling on cloudtrail:ListTrails');
    const findings = evaluateInventory(
      inventory(
        [shadow('a')],
        [
          [here, hole],
          [here, other],
          [here, hole],
        ],
      ),
      variantsOf([{ profile: 'mine', check, parameters: {} }]),
    );
    expect(findings).toHaveLength(2);
    expect(findings.find(({ status: verdict }) => verdict === 'unknown')).toMatchObject({
      reasons: [hole.reason, other.reason].toSorted(),
      message: `Undecided: there may be a trail nobody could see: ${[hole.reason, other.reason].toSorted().join('; ')}.`,
    });
  });
  test('takes the parameters that are set, and the defaults of those that are not', () => {
    const lasting = checkOf(
      'params:\n  days: { type: int, default: 30, description: Days. }\nassert: present(bucket.objectLock.days) && bucket.objectLock.days >= params.days',
      'bucket',
    );
    const locked = inventory([resource('bucket', 'logs', { objectLock: { days: 90 } })]);
    const verdicts = [{}, { days: 90 }, { days: 91 }, { other: 365 }].map(
      (parameters) =>
        evaluateInventory(locked, variantsOf([{ profile: 'mine', check: lasting, parameters }]))[0]?.status,
    );
    expect(verdicts).toEqual(['pass', 'pass', 'fail', 'pass']);
  });
});
