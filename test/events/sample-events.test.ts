import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadEvents } from '../../src/catalog/load-events.ts';
import { fillEvent } from '../../src/drill/fill-event.ts';
import { type EventSet, type EventTemplate, variablesOf } from '../../src/model/sample-event.ts';
import expected from './expected-names.json' with { type: 'json' };

const folder = fileURLToPath(new URL('../../events', import.meta.url));
const files = await readdir(folder);
const events = await loadEvents([folder]);
const sets = [...events.sets.values()];

// Another partition, region and account than the samples were taken from.
const NAMES = {
  account: '444455556666',
  organization: 'o-exampleorgid',
  region: 'cn-north-1',
  partition: 'aws-cn',
  'trail.name': 'main',
  'trail.arn': 'arn:aws-cn:cloudtrail:cn-north-1:444455556666:trail/main',
  'bucket.name': 'log-files',
  'bucket.arn': 'arn:aws-cn:s3:::log-files',
  'key.id': '0f0e0d0c-0000-4000-8000-000000000001',
  'key.arn': 'arn:aws-cn:kms:cn-north-1:444455556666:key/0f0e0d0c-0000-4000-8000-000000000001',
  'logGroup.name': '/audit/trail',
  'metricFilter.name': 'root',
  'alarm.name': 'root was here',
  'topic.arn': 'arn:aws-cn:sns:cn-north-1:444455556666:security',
  'rule.name': 'trail-changes',
};

/** As much of a record as these tests look at. */
interface Filled {
  readonly userIdentity: {
    readonly type?: string;
    readonly arn?: string;
    readonly accountId?: string;
    readonly accessKeyId?: string;
    readonly userName?: string;
    readonly invokedBy?: string;
    readonly sessionContext?: { readonly sessionIssuer?: unknown };
  };
  readonly eventSource: string;
  readonly eventName: string;
  readonly awsRegion: string;
  readonly recipientAccountId: string;
  readonly eventType: string;
  readonly eventCategory: string;
  readonly readOnly?: boolean;
  readonly managementEvent?: boolean;
  readonly requestID?: string;
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly serviceEventDetails?: object;
  readonly vpcEndpointId?: string;
  readonly requestParameters?: object;
  readonly responseElements?: { readonly ConsoleLogin?: string };
  readonly additionalEventData?: { readonly MFAUsed?: string };
}

const filled = (template: EventTemplate): Filled => fillEvent(events, template, NAMES) as unknown as Filled;
const templatesOf = ({ must, mustNot, may, beyond, forms }: EventSet): readonly EventTemplate[] => [
  ...must,
  ...mustNot,
  ...may,
  ...beyond,
  ...Object.values(forms).flat(),
];

describe('a set', () => {
  test('is found in the file of its name, and every file holds one', () => {
    const names = files.map((file) => basename(file, '.yaml'));
    expect(sets.map(({ id }) => id)).toEqual(names.filter((name) => name !== 'record').toSorted());
  });

  test.each(sets)('$id has events to catch and events to leave, each with a name of its own', (set) => {
    expect(set.must.length).toBeGreaterThan(0);
    expect(set.mustNot.length).toBeGreaterThan(0);
    const names = templatesOf({ ...set, forms: {} }).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  test.each(sets.filter(({ subject }) => subject !== 'account'))(
    '$id names its $subject in what must be caught',
    (set) => {
      const own = variablesOf(set.subject).slice(variablesOf('account').length) as (keyof typeof NAMES)[];
      for (const template of set.must) {
        const asked = JSON.stringify(filled(template).requestParameters);
        expect(
          own.some((variable) => asked.includes(NAMES[variable])),
          template.name,
        ).toBe(true);
      }
    },
  );

  test.each(files)('%s names no benchmark and no account', async (file) => {
    const text = await readFile(join(folder, file), 'utf8');
    expect(text).not.toMatch(/\bCIS\b/);
    for (const [account] of text.matchAll(/\b\d{12}\b/g)) expect(account).toBe('999999999999');
  });
});

const each = sets.flatMap((set) => templatesOf(set).map((template) => ({ id: set.id, name: template.name, template })));

describe('every event', () => {
  test.each(each)('$id: $name', ({ template }) => {
    const record = filled(template);
    expect(JSON.stringify(record)).not.toContain('${');
    const { userIdentity: who, eventSource, eventName } = record;

    // Where it happens.
    expect(record).toMatchObject({ recipientAccountId: NAMES.account, awsRegion: NAMES.region });
    const isSignIn = eventSource === 'signin.amazonaws.com';
    const isGlobal = /^(iam|organizations)\./.test(eventSource) || (isSignIn && who.type === 'Root');
    expect(template.where).toBe(isGlobal ? 'global' : isSignIn ? 'sign-in' : template.where);
    if (template.where === 'global') expect(isGlobal).toBe(true);
    if (template.where === 'sign-in') expect(isSignIn).toBe(true);

    // Who did it: what a type has, and nothing of another type's.
    if (who.type === 'AWSService') expect(who).toEqual({ type: 'AWSService', invokedBy: who.invokedBy });
    else expect(who.accountId).toBe(NAMES.account);
    const prefix = `arn:${NAMES.partition}:${who.type === 'AssumedRole' ? 'sts' : 'iam'}::${NAMES.account}:`;
    if (who.arn !== undefined) expect(who.arn.startsWith(prefix), who.arn).toBe(true);
    expect(who.arn?.slice(prefix.length).split('/')[0]).toBe(
      who.arn && { AssumedRole: 'assumed-role', IAMUser: 'user', Root: 'root' }[who.type as 'AssumedRole'],
    );
    if (who.type === 'IAMUser' && who.arn) expect(who.arn).toBe(`${prefix}user/${who.userName}`);
    expect(who.userName !== undefined).toBe(who.type === 'IAMUser');
    expect(who.sessionContext?.sessionIssuer !== undefined).toBe(who.type === 'AssumedRole');
    const isTemporary = who.type === 'AssumedRole' || who.accessKeyId?.startsWith('ASIA') === true;
    expect(who.sessionContext !== undefined).toBe(isTemporary);
    if (who.type === undefined) expect(who.invokedBy).toBeDefined();

    // What kind of record it is.
    expect(record.eventType === 'AwsConsoleSignIn').toBe(isSignIn);
    expect(record.eventType === 'AwsServiceEvent').toBe(record.serviceEventDetails !== undefined);
    expect(record.eventType === 'AwsVpceEvent').toBe(record.eventCategory === 'NetworkActivity');
    expect(record.vpcEndpointId !== undefined).toBe(record.eventType === 'AwsVpceEvent');
    expect(record.requestID === undefined).toBe(['AwsConsoleSignIn', 'AwsServiceEvent'].includes(record.eventType));
    expect(record.managementEvent).toBe(
      { Management: true, Data: false, NetworkActivity: undefined }[record.eventCategory as 'Data'],
    );
    if (record.eventType !== 'AwsVpceEvent')
      expect(record.readOnly).toBe(/^(Get|List|Describe|Lookup|Head|Decrypt)/.test(eventName));

    // How it went.
    if (record.errorCode !== undefined) expect(record.responseElements).toBeUndefined();
    if (eventName === 'ConsoleLogin')
      expect(record.responseElements?.ConsoleLogin).toBe(record.errorMessage === undefined ? 'Success' : 'Failure');
  });
});

describe('the sets that benchmarks ask for', () => {
  interface Row {
    readonly source?: string;
    readonly names?: readonly string[];
    readonly must?: readonly string[];
    readonly mustNot: readonly string[];
    readonly may?: readonly string[];
    readonly beyond?: readonly string[];
    readonly forms?: Readonly<Record<string, readonly string[]>>;
  }

  const told = (template: EventTemplate): string => {
    const { userIdentity: who, ...record } = filled(template);
    return [
      record.eventSource.replace('.amazonaws.com', ''),
      record.eventName,
      who.type,
      who.invokedBy && `by ${who.invokedBy}`,
      who.userName,
      record.errorCode,
      record.responseElements?.ConsoleLogin,
      record.additionalEventData?.MFAUsed && `MFAUsed ${record.additionalEventData.MFAUsed}`,
      record.eventName === 'ConsoleLogin' && record.errorMessage,
      record.eventType === 'AwsServiceEvent' && record.eventType,
      record.eventCategory !== 'Management' && record.eventCategory,
    ]
      .filter(Boolean)
      .join(' ');
  };

  test.each(Object.entries(expected as Readonly<Record<string, Row>>))('%s is complete, name for name', (id, row) => {
    const set = events.sets.get(id);
    const calls = (names: readonly string[] = []) => names.map((name) => `${row.source} ${name} AssumedRole`);
    expect({
      must: set?.must.map(told),
      mustNot: set?.mustNot.map(told),
      may: set?.may.map(told),
      beyond: set?.beyond.map(told),
      forms: Object.entries(set?.forms ?? {}).map(([form, list]) => [form, list.map(told)]),
    }).toEqual({
      must: [...calls(row.names), ...(row.must ?? [])],
      mustNot: row.mustNot,
      may: row.may ?? [],
      beyond: calls(row.beyond),
      forms: Object.entries(row.forms ?? {}).map(([form, names]) => [form, calls(names)]),
    });
  });

  test('only changes of the organisation are for the management account alone', () => {
    const alone = Object.keys(expected).filter((id) => events.sets.get(id)?.only !== undefined);
    expect(alone).toEqual(['organizations-changes']);
    expect(events.sets.get('organizations-changes')?.only).toBe('management-account');
  });
});
