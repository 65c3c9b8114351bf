import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compileCondition,
  compileValue,
  ExpressionError,
  elementContext,
  type ParameterType,
  resourceContext,
} from '../../src/expressions/compile.ts';
import { resourceValue } from '../../src/expressions/values.ts';
import { Link, type Resource } from '../../src/model/resource.ts';
import type { ResourceType } from '../../src/model/resources/index.ts';
import { denied, events, resource, worldOf } from './world.ts';

const status = denied('cloudtrail:GetTrailStatus');
const described = denied('cloudtrail:DescribeTrails');

/** `true`, `false`, `unknown: reasons` or `error: message`. */
function verdict(
  text: string,
  judged: Resource,
  world = worldOf([]),
  params: Readonly<Record<string, unknown>> = {},
): string {
  const types: Record<string, ParameterType> = Object.fromEntries(Object.keys(params).map((name) => [name, 'int']));
  const expression = compileCondition(text, resourceContext(judged.type, types, events));
  const { result, gaps } = expression.evaluate({ [judged.type]: resourceValue(judged, judged.type), params }, world);
  if (result.kind === 'value') return String(result.value);
  return result.kind === 'unknown'
    ? `unknown: ${gaps
        .map(({ reason }) => reason)
        .toSorted()
        .join(', ')}`
    : `error: ${result.message}`;
}

describe('a gap is unknown to whoever needs it, and to nobody else', () => {
  const trail = resource('trail', 'main', {
    isShadow: false,
    isMultiRegionTrail: true,
    isOrganizationTrail: described,
    status,
  });

  test.each([
    ['trail.isOrganizationTrail', `unknown: ${described.reason}`],
    ['!trail.isOrganizationTrail', `unknown: ${described.reason}`],
    ['trail.status.isLogging', `unknown: ${status.reason}`],
    ['trail.isShadow && trail.isOrganizationTrail', 'false'],
    ['trail.isOrganizationTrail && trail.isShadow', 'false'],
    ['trail.isMultiRegionTrail && trail.isOrganizationTrail', `unknown: ${described.reason}`],
    ['trail.isOrganizationTrail && trail.isMultiRegionTrail', `unknown: ${described.reason}`],
    ['trail.isMultiRegionTrail || trail.isOrganizationTrail', 'true'],
    ['trail.isOrganizationTrail || trail.isMultiRegionTrail', 'true'],
    ['trail.isShadow || trail.isOrganizationTrail', `unknown: ${described.reason}`],
    ['trail.isOrganizationTrail || trail.isShadow', `unknown: ${described.reason}`],
    ['trail.isOrganizationTrail && trail.status.isLogging', `unknown: ${described.reason}, ${status.reason}`],
    ['trail.isOrganizationTrail == trail.isOrganizationTrail', `unknown: ${described.reason}`],
    ['trail.isShadow ? trail.status.isLogging : trail.isMultiRegionTrail', 'true'],
    ['trail.isOrganizationTrail ? true : true', `unknown: ${described.reason}`],
    ['(trail.isOrganizationTrail && trail.isShadow) || trail.isMultiRegionTrail', 'true'],
    ['!(trail.isOrganizationTrail && trail.isShadow)', 'true'],
  ])('%s is %s', (text, expected) => {
    expect(verdict(text, trail)).toBe(expected);
  });

  test('whatever the formula: what is decided with a gap stays so whatever the gap hides', () => {
    const { formula } = fc.letrec<{ formula: string }>((tie) => ({
      formula: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.constantFrom(
          'trail.isShadow',
          'trail.isMultiRegionTrail',
          'trail.isOrganizationTrail',
          'trail.status.isLogging',
          'true',
          'false',
        ),
        fc
          .tuple(tie('formula'), fc.constantFrom('&&', '||', '=='), tie('formula'))
          .map(([a, op, b]) => `(${a} ${op} ${b})`),
        tie('formula').map((a) => `!(${a})`),
        fc.tuple(tie('formula'), tie('formula'), tie('formula')).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
      ),
    }));
    fc.assert(
      fc.property(formula, fc.boolean(), fc.boolean(), fc.boolean(), fc.boolean(), (text, a, b, c, d) => {
        const known = { isShadow: a, isMultiRegionTrail: b };
        const before = verdict(text, resource('trail', 'main', { ...known, isOrganizationTrail: described, status }));
        const filled = verdict(
          text,
          resource('trail', 'main', { ...known, isOrganizationTrail: c, status: { isLogging: d } }),
        );
        expect(['true', 'false']).toContain(filled);
        if (!before.startsWith('unknown: ')) expect(before).toBe(filled);
      }),
      { numRuns: 1000, seed: 7 },
    );
  });
});

describe('present() and dangling()', () => {
  const key = resource('key', 'key-1', { isMultiRegion: true });
  const unseen = resource('key', 'key-2', {}, { exists: denied('kms:DescribeKey') });
  const world = worldOf([key, unseen], ['key-gone']);
  const link = (id: string): Link => new Link('key', id);
  const gap = `unknown: ${described.reason}`;

  test.each([
    ['present', link('key-1'), 'true', 'false'],
    ['absent', undefined, 'false', 'false'],
    ['dangling', link('key-gone'), 'false', 'true'],
    ['a gap', described, gap, gap],
    [
      'outside of what was scanned',
      link('key-3'),
      'unknown: key key-3 lies outside of what was scanned',
      'unknown: key key-3 lies outside of what was scanned',
    ],
    [
      'named but not to be looked at',
      link('key-2'),
      'unknown: AccessDenied on kms:DescribeKey in 111122223333',
      'unknown: AccessDenied on kms:DescribeKey in 111122223333',
    ],
  ])('of a link that is %s', (_state, value, isPresent, isDangling) => {
    const trail = resource('trail', 'main', value === undefined ? {} : { key: value });
    expect(verdict('present(trail.key)', trail, world)).toBe(isPresent);
    expect(verdict('dangling(trail.key)', trail, world)).toBe(isDangling);
  });

  test.each([
    ['present', { latestDeliveryError: 'NoSuchBucket', isLogging: true }, 'true'],
    ['absent', { isLogging: true }, 'false'],
    ['in an object that is a gap', status, `unknown: ${status.reason}`],
  ])('of a value that is %s', (_state, value, expected) => {
    expect(verdict('present(trail.status.latestDeliveryError)', resource('trail', 'main', { status: value }))).toBe(
      expected,
    );
  });

  test('of a member behind an absent link is false, behind a dangling one too', () => {
    expect(verdict('present(trail.key.deletionDate)', resource('trail', 'main', {}), world)).toBe('false');
    expect(
      verdict('present(trail.key.deletionDate)', resource('trail', 'main', { key: link('key-gone') }), world),
    ).toBe('false');
  });

  test('what present() guards is read, through a link too', () => {
    const guarded = 'present(trail.key) && trail.key.isMultiRegion';
    expect(verdict(guarded, resource('trail', 'main', { key: link('key-1') }), world)).toBe('true');
    expect(verdict(guarded, resource('trail', 'main', {}), world)).toBe('false');
    expect(verdict(guarded, resource('trail', 'main', { key: link('key-gone') }), world)).toBe('false');
    expect(verdict(guarded, resource('trail', 'main', { key: link('key-3') }), world)).toBe(
      'unknown: key key-3 lies outside of what was scanned',
    );
    expect(verdict(`!present(trail.key) || trail.key.isMultiRegion`, resource('trail', 'main', {}), world)).toBe(
      'true',
    );
  });
});

describe('a list with a hole', () => {
  const hole = denied('cloudtrail:ListTrails');
  const unknown = `unknown: ${hole.reason}`;
  const one = resource('trail', 'one', { isShadow: true, isMultiRegionTrail: false });
  const world = worldOf([one]);
  const whole = resource('account', '1', { trails: [new Link('trail', 'one')] });
  const holed = resource('account', '1', { trails: [new Link('trail', 'one'), hole] });
  const empty = resource('account', '1', { trails: [] });

  test.each([
    ['count(account.trails) == 1', 'true', unknown, 'false'],
    ['count(account.trails) >= 1', 'true', unknown, 'false'],
    ['account.trails.exists(t, t.isShadow)', 'true', 'true', 'false'],
    ['account.trails.exists(t, t.isMultiRegionTrail)', 'false', unknown, 'false'],
    ['account.trails.all(t, t.isShadow)', 'true', unknown, 'true'],
    ['account.trails.all(t, t.isMultiRegionTrail)', 'false', 'false', 'true'],
    ['count(account.trails.filter(t, t.isShadow)) == 1', 'true', unknown, 'false'],
    ['account.trails.exists_one(t, t.isShadow)', 'true', unknown, 'false'],
    ['count(account.trails.map(t, t.name)) == 1', 'true', unknown, 'false'],
  ])('%s: %s when whole, %s with a hole, %s when empty', (text, ofWhole, ofHoled, ofEmpty) => {
    expect([whole, holed, empty].map((account) => verdict(text, account, world))).toEqual([ofWhole, ofHoled, ofEmpty]);
  });
});

describe('covers()', () => {
  const hole = denied('cloudtrail:ListTrails');
  const ask = (trails: unknown): string => {
    const account = resource('account', '1', { trails });
    return verdict(
      'account.trails.exists(t, t.name == "one" && t.covers(account)) || account.id == "none"',
      account,
      worldOf([resource('trail', 'one', {})]),
    );
  };
  test('is true of a trail the account sees, open where the list is', () => {
    expect(ask([new Link('trail', 'one')])).toBe('true');
    expect(ask([])).toBe('false');
    expect(ask([hole])).toBe(`unknown: ${hole.reason}`);
    expect(ask(hole)).toBe(`unknown: ${hole.reason}`);
  });
});

describe('an expression that breaks without a gap', () => {
  test('is an error, not unknown and not false', () => {
    expect(verdict('int(trail.name) > 3', resource('trail', 'main', {}))).toMatch(/^error: /);
    expect(verdict('1 / (params.days - 30) > 0', resource('trail', 'main', {}), worldOf([]), { days: 30n })).toMatch(
      /^error: /,
    );
  });
  test('with a gap beside it is unknown', () => {
    expect(verdict('int(trail.name) > 3 && trail.isShadow', resource('trail', 'main', { isShadow: status }))).toBe(
      `unknown: ${status.reason}`,
    );
  });
});

describe('values', () => {
  test('a time is a timestamp and an integer an int', () => {
    const trail = resource('trail', 'main', {
      status: { isLogging: true, readAt: '2026-11-20T10:00:00Z', latestDeliveryTime: '2026-11-20T09:30:00Z' },
    });
    const fresh =
      'present(trail.status.latestDeliveryTime) && trail.status.readAt - trail.status.latestDeliveryTime < duration("1h")';
    expect(verdict(fresh, trail)).toBe('true');
    const bucket = resource('bucket', 'logs', { objectLock: { mode: 'COMPLIANCE', days: 365 } });
    expect(
      verdict('present(bucket.objectLock.days) && bucket.objectLock.days >= params.days', bucket, worldOf([]), {
        days: 365n,
      }),
    ).toBe('true');
  });

  test('what was read is noted with its path and resource', () => {
    const bucket = resource('bucket', 'logs', { versioning: { isEnabled: false, isMfaDeleteEnabled: true } });
    const trail = resource('trail', 'main', { bucket: new Link('bucket', 'logs') });
    const expression = compileCondition('trail.bucket.versioning.isEnabled', resourceContext('trail', {}, events));
    const { touches } = expression.evaluate({ trail: resourceValue(trail, 'trail'), params: {} }, worldOf([bucket]));
    expect(touches.map(({ path, resource: of, property }) => [path, of.id, property])).toEqual([
      ['trail.bucket', 'main', 'bucket'],
      ['trail.bucket.versioning', 'logs', 'versioning'],
      ['trail.bucket.versioning.isEnabled', 'logs', 'versioning'],
    ]);
  });

  test('inputs are the properties that a call must answer', () => {
    const inputs = (text: string, type: ResourceType = 'trail'): readonly string[] =>
      [...compileCondition(text, resourceContext(type, {}, events)).inputs].toSorted();
    expect(inputs('trail.name != "" && trail.status.isLogging')).toEqual(['trail.status']);
    expect(inputs('present(trail.key.deletionDate)')).toContain('trail.key');
    expect(inputs('bucket.keepsLogsFor(365)', 'bucket')).toEqual([
      'bucket.lifecycleRules',
      'bucket.logPrefixes',
      'bucket.versioning',
    ]);
  });
});

describe('matches()', () => {
  test('finds a pattern anywhere, as CEL says', () => {
    const trail = resource('trail', 'prod-main', {});
    expect(verdict('trail.name.matches("^prod-")', trail)).toBe('true');
    expect(verdict('trail.name.matches("main")', trail)).toBe('true');
    expect(verdict('trail.name.matches("^main")', trail)).toBe('false');
  });

  test('takes no longer than the text is long, whatever the pattern', () => {
    // JavaScript's own engine takes seconds for the first, and would not be done with the second in a lifetime.
    for (const length of [29, 20_000]) {
      const started = performance.now();
      expect(verdict('trail.name.matches("^(a+)+$")', resource('trail', `${'a'.repeat(length)}!`, {}))).toBe('false');
      expect(performance.now() - started, `${length} letters`).toBeLessThan(1000);
    }
  });
});

describe('the elements of a list', () => {
  const context = resourceContext('account', {}, events);
  test('have the type of what the links lead to', () => {
    const inner = elementContext(context, compileValue('account.trails', context), 'trail');
    expect(compileCondition('trail.isShadow && account.name != ""', inner).text).toBe(
      'trail.isShadow && account.name != ""',
    );
    expect(() => compileCondition('trail.isShadwo', inner)).toThrow(ExpressionError);
  });
  test('of a filtered list too', () => {
    const filtered = compileValue('account.trails.filter(t, t.isShadow)', context);
    expect(() => compileCondition('trail.isShadow', elementContext(context, filtered, 'trail'))).not.toThrow();
  });
});

describe('a hole is never taken for an element', () => {
  const hole = denied('cloudtrail:ListTrails');
  const account = resource('account', '1', { trails: [hole] });
  const bucket = resource('bucket', 'logs', { logPrefixes: ['AWSLogs/', hole] });
  const cautious = (text: string, judged: Resource): void => {
    let said: string;
    try {
      said = verdict(text, judged);
    } catch (error) {
      if (error instanceof ExpressionError) return; // Refused at load is as good.
      throw error;
    }
    expect(said).toBe(`unknown: ${hole.reason}`);
  };
  test.each([
    ['size(account.trails) == 1', account],
    ['account.trails.size() == 1', account],
    ['count(account.trails.filter(t, true)) == 1', account],
    ['count(bucket.logPrefixes) == 2', bucket],
  ])('%s', (text, judged) => cautious(text, judged));

  // What would decide by the hole itself, whatever the body says.
  test.each([
    ['account.trails == []', account],
    ['account.trails.exists(t, true)', account],
    ['account.trails.all(t, false)', account],
    ['count(account.trails.map(t, 1)) == 1', account],
    ['account.trails.map(t, "x") == ["x"]', account],
    ['bucket.logPrefixes.size() == 2', bucket],
    ['size(bucket.logPrefixes) == 2', bucket],
    ['"x" in bucket.logPrefixes', bucket],
    ['bucket.logPrefixes.exists(p, p == "x")', bucket],
    ['bucket.logPrefixes.all(p, p != "AWSLogs/x")', bucket],
    ['bucket.logPrefixes.exists(p, p.startsWith("x"))', bucket],
  ])('%s', (text, judged) => cautious(text, judged));
});
