import { readdir } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Selection } from '../../src/catalog/select-checks.ts';
import { bundledEvents } from '../../src/cli/bundled-events.ts';
import { collectEvidence } from '../../src/cli/collect-evidence.ts';
import { CONFIRMING_CALLS, confirmPatterns } from '../../src/cli/confirm-patterns.ts';
import { evaluateCalls, loadSelection } from '../../src/cli/evaluate-evidence.ts';
import { readEvidence } from '../../src/cli/read-evidence.ts';
import { readFileCalls } from '../../src/evidence/reader.ts';
import { createReplay } from '../../src/evidence/replay.ts';
import { verifyFolder } from '../../src/evidence/verify.ts';
import type { CallRequest, CallSource, RecordedCall } from '../../src/model/call.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import { connect, identity, jsonError, startServer } from '../aws/server.ts';
import { all, temporaryFolder } from '../evidence/samples.ts';
import { ACCOUNT, ELSEWHERE, filtersFor, HOME, metricFilter, TOPIC_ARN, WELL_KEPT } from '../shapes/account.ts';
import { asked, type Change, revised } from '../shapes/changes.ts';
import { PATTERNS } from '../shapes/patterns.ts';

type Answer = Pick<RecordedCall, 'output'> | Pick<RecordedCall, 'error'>;

const HERE = { account: ACCOUNT, region: HOME };
const AT = '2026-11-20T10:00:00.000Z';
const DENIED: Answer = { error: { code: 'AccessDeniedException', message: '', status: 400 } };

let selection: Selection;
let lone: { readonly manifest: Manifest; readonly calls: readonly RecordedCall[] };
let events: Awaited<ReturnType<typeof bundledEvents>>;
beforeAll(async () => {
  selection = await loadSelection({});
  lone = await readEvidence('test/evidence/lone');
  events = await bundledEvents();
});

/** Collects what was recorded, with changes, from a source that answers the confirming calls as told. */
async function collectFrom(
  recorded: typeof lone,
  changes: readonly Change[],
  answer: (request: CallRequest) => Answer | Promise<Answer>,
) {
  const replay = createReplay(changes.reduce((calls, change) => change(calls), recorded.calls));
  const requests: CallRequest[] = [];
  const source: CallSource = {
    async ask(request) {
      if (!CONFIRMING_CALLS.some((name) => name === `${request.service}:${request.operation}`))
        return replay.ask(request);
      requests.push(request);
      return { ...request, at: AT, ...(await answer(request)) };
    },
  };
  const folder = await temporaryFolder();
  await collectEvidence(source, recorded.manifest.plan, folder, [], {
    version: '0.0.0',
    concurrency: 1,
    confirm: (survey, open) => confirmPatterns(survey, open, events),
  });
  return { folder, requests };
}

/** Collects a well-kept account, with changes. */
const collect = (changes: readonly Change[], answer: (request: CallRequest) => Answer | Promise<Answer>) =>
  collectFrom(lone, [...WELL_KEPT, ...changes], answer);

/** What a check says of the evidence in a folder, with what AWS confirmed and without. */
async function judged(folder: string, check: string): Promise<{ readonly before: Finding; readonly after: Finding }> {
  const { manifest, calls } = await readEvidence(folder);
  const asks = selection.asks.filter((ask) => ask.check.id === check);
  const findingOf = async (of: readonly RecordedCall[]): Promise<Finding> => {
    const { findings } = await evaluateCalls(manifest, of, { ...selection, asks });
    return findings[0] as Finding;
  };
  const isAsked = ({ operation }: RecordedCall): boolean => !operation.startsWith('Test');
  return { before: await findingOf(calls.filter(isAsked)), after: await findingOf(calls) };
}

const messagesOf = ({ input }: CallRequest): readonly string[] => input['logEventMessages'] as readonly string[];
const recordsOf = (request: CallRequest) =>
  messagesOf(request).map((message) => JSON.parse(message) as { eventName: string; awsRegion: string });

// AWS does not say whether a * inside a value stands for any text or for itself.
const STARRED = PATTERNS['cloudtrail-config-changes'].replace('StopLogging', '"Stop*ging"');
const FILTER: Change = filtersFor(
  'cloudtrail-config-changes',
  metricFilter('starred', STARRED, 'cloudtrail-config-changes'),
);
const TRAIL_CHECK = 'cloudtrail-changes-are-noticed';

/** AWS finds the messages that are picked. */
const matching =
  (isPicked: (message: string) => boolean) =>
  (request: CallRequest): Answer => ({
    output: {
      matches: messagesOf(request).flatMap((eventMessage, index) =>
        isPicked(eventMessage) ? { eventNumber: index + 1, eventMessage, extractedValues: {} } : [],
      ),
    },
  });

/** A rule tells the topic of what its pattern takes. */
const ruleIn = (region: string, pattern: object): readonly Change[] => [
  revised(
    'events:ListRules',
    () => ({
      Rules: [
        {
          Name: 'watch',
          Arn: `arn:aws:events:${region}:${ACCOUNT}:rule/watch`,
          EventPattern: JSON.stringify(pattern),
          State: 'ENABLED',
          EventBusName: 'default',
        },
      ],
    }),
    { account: ACCOUNT, region },
  ),
  asked(
    'events:ListTargetsByRule',
    { EventBusName: 'default', Rule: 'watch' },
    { Targets: [{ Id: 'alert', Arn: TOPIC_ARN }] },
    { account: ACCOUNT, region },
  ),
  revised('sns:GetTopicAttributes', (output) => ({
    ...output,
    Attributes: {
      ...output.Attributes,
      Policy: JSON.stringify({
        Statement: {
          Effect: 'Allow',
          Principal: { Service: ['cloudwatch.amazonaws.com', 'events.amazonaws.com'] },
          Action: 'sns:Publish',
          Resource: TOPIC_ARN,
        },
      }),
    },
  })),
];
// AWS does not say how `exists` treats a field that holds an object.
const ROOT_PATTERN = { detail: { userIdentity: { type: ['Root'] }, responseElements: [{ exists: true }] } };
const RULE: readonly Change[] = [filtersFor('root-usage'), ...ruleIn(HOME, ROOT_PATTERN)];
const ROOT_CHECK = 'root-usage-is-noticed';

describe('AWS is asked', () => {
  test('nothing where nothing is open', async () => {
    const { folder, requests } = await collect([], () => {
      throw new Error('asked');
    });
    expect(requests).toEqual([]);
    expect((await readdir(folder)).toSorted()).toEqual(['accounts', 'manifest.json', 'organization.ndjson.gz']);
  });

  test('whether a filter takes the events for which that is open, in one call, where the filter is', async () => {
    const { requests } = await collect(
      [FILTER],
      matching(() => true),
    );
    expect(requests).toMatchObject([
      { ...HERE, service: 'logs', operation: 'TestMetricFilter', input: { filterPattern: STARRED } },
    ]);
    const records = requests.flatMap(recordsOf);
    expect(new Set(records.map(({ eventName }) => eventName))).toEqual(new Set(['StopLogging']));
    // Of one set in every region, of another where the trail is.
    expect(new Set(records.map(({ awsRegion }) => awsRegion)).size).toBe(4);
    expect(records.length).toBeGreaterThan(4);
    expect(new Set(requests.flatMap(messagesOf)).size).toBe(records.length);
  });

  test('of no more than fifty messages in a call', async () => {
    const everything = revised('logs:DescribeMetricFilters', (output) => ({
      ...output,
      metricFilters: [metricFilter('everything', '{ $.awsRegion = "*-*-*" }', 'root-usage')],
    }));
    const { requests } = await collect(
      [everything],
      matching(() => true),
    );
    const sizes = requests.map((request) => messagesOf(request).length);
    expect(sizes.length).toBeGreaterThan(3);
    expect(new Set(sizes.slice(0, -1))).toEqual(new Set([50]));
    expect(sizes.at(-1)).toBeLessThanOrEqual(50);
    const messages = requests.flatMap(messagesOf);
    expect(new Set(messages).size).toBe(messages.length);
  });

  test('whether a rule takes an event, one by one, where the rule is', async () => {
    const { requests } = await collect(RULE, () => ({ output: { Result: true } }));
    const inputs = requests.map(({ input }) => input as { readonly EventPattern: string; readonly Event: string });
    const envelopes = inputs.map(({ Event }) => JSON.parse(Event) as Record<string, unknown>);
    expect(requests.length).toBeGreaterThan(1);
    for (const request of requests)
      expect(request).toMatchObject({ ...HERE, service: 'events', operation: 'TestEventPattern' });
    expect(new Set(inputs.map(({ EventPattern }) => EventPattern))).toEqual(new Set([JSON.stringify(ROOT_PATTERN)]));
    expect(new Set(inputs.map(({ Event }) => Event)).size).toBe(inputs.length);
    // AWS refuses an event that lacks one of these.
    for (const envelope of envelopes)
      expect(envelope).toMatchObject({
        id: expect.any(String),
        account: ACCOUNT,
        source: expect.stringMatching(/^aws\./),
        time: expect.any(String),
        region: HOME,
        resources: [],
        'detail-type': expect.any(String),
        detail: { userIdentity: { type: 'Root' } },
      });
  });

  test('in another region than the run began in', async () => {
    const pattern = { detail: { eventName: ['CreateVpc'], requestParameters: [{ exists: true }] } };
    const { requests } = await collect([filtersFor('vpc-changes'), ...ruleIn(ELSEWHERE, pattern)], () => DENIED);
    expect(requests).toMatchObject([{ account: ACCOUNT, region: ELSEWHERE, operation: 'TestEventPattern' }]);
  });

  test('in another account than the run began in', async () => {
    const sample = await readEvidence('reports/evidence');
    const security = { account: '874229568959', region: 'us-east-1' };
    const EventPattern = '{"detail":{"requestParameters":[{"exists":true}]}}';
    const change = revised(
      'events:ListRules',
      ({ Rules = [] }) => ({ Rules: Rules.map((rule) => ({ ...rule, EventPattern })) }),
      { ...security, input: { EventBusName: 'acme-audit' } },
    );
    const { requests } = await collectFrom(sample, [change], () => DENIED);
    expect(sample.manifest.plan.caller.account).not.toBe(security.account);
    expect(requests.length).toBeGreaterThan(0);
    for (const request of requests) expect(request).toMatchObject({ ...security, input: { EventPattern } });
  });
});

test('answers are evidence like any other', async () => {
  const { folder, requests } = await collect(
    [FILTER],
    matching(() => true),
  );
  expect((await verifyFolder(folder)).problems).toEqual([]);
  const kept = (await all(readFileCalls(folder, 'confirmations'))).map(({ call }) => call);
  expect(kept).toEqual(requests.map((request) => ({ ...request, at: AT, ...matching(() => true)(request) })));
  const { manifest, calls } = await readEvidence(folder);
  expect(manifest).toMatchObject({ complete: true });
  expect(manifest.files.map(({ path }) => path)).toContain('confirmations.ndjson.gz');
  expect(calls).toEqual(expect.arrayContaining(kept));
});

describe('an answer decides', () => {
  test.each<
    [
      what: string,
      check: string,
      changes: readonly Change[],
      answer: (request: CallRequest) => Answer,
      Finding['status'],
      told: string,
    ]
  >([
    ['a filter that takes it', TRAIL_CHECK, [FILTER], matching(() => true), 'pass', 'metric filter starred takes it'],
    ['a filter that does not', TRAIL_CHECK, [FILTER], matching(() => false), 'fail', 'StopLogging (4 regions): '],
    [
      'a filter that takes it in one region only',
      TRAIL_CHECK,
      [FILTER],
      matching((message) => message.includes(`"awsRegion":"${HOME}"`)),
      'fail',
      'StopLogging (ap-southeast-2, eu-central-1, eu-west-1)',
    ],
    ['a rule that takes it', ROOT_CHECK, RULE, () => ({ output: { Result: true } }), 'pass', 'rule watch takes it'],
    [
      'a rule that does not',
      ROOT_CHECK,
      RULE,
      () => ({ output: { Result: false } }),
      'fail',
      'no rule of event bus default takes it',
    ],
  ])('%s', async (_, check, changes, answer, status, told) => {
    const { folder } = await collect(changes, answer);
    const { before, after } = await judged(folder, check);
    expect(before.status).toBe('unknown');
    expect(after.status).toBe(status);
    expect(JSON.stringify([after.message, after.clauses, after.walks])).toContain(told);
  });
});

describe('it stays open', () => {
  test.each<[what: string, check: string, changes: readonly Change[], answer: Answer]>([
    ['where the call is denied, of a filter', TRAIL_CHECK, [FILTER], DENIED],
    ['where the call is denied, of a rule', ROOT_CHECK, RULE, DENIED],
    ['where the answer has no result', ROOT_CHECK, RULE, { output: {} }],
    ['where the result is no yes or no', ROOT_CHECK, RULE, { output: { Result: 'true' } }],
  ])('%s', async (_, check, changes, answer) => {
    const { folder, requests } = await collect(changes, () => answer);
    expect(requests.length).toBeGreaterThan(0);
    expect((await verifyFolder(folder)).problems).toEqual([]);
    const { before, after } = await judged(folder, check);
    expect(after).toEqual(before);
    expect(after.status).toBe('unknown');
  });
});

test('the calls go to AWS as its SDK makes them', async () => {
  const aws = await startServer(({ operation, body }) => {
    if (operation === 'GetCallerIdentity') return identity(ACCOUNT);
    const headers = { 'content-type': 'application/x-amz-json-1.1' };
    const { logEventMessages = [] } = JSON.parse(body) as { logEventMessages?: readonly string[] };
    if (operation === 'TestMetricFilter')
      return { headers, body: { matches: logEventMessages.map((eventMessage) => ({ eventNumber: 1, eventMessage })) } };
    return operation === 'TestEventPattern' ? { headers, body: { Result: true } } : jsonError('Unasked', operation);
  });
  const { live } = await connect(aws.url);
  const { folder } = await collect([FILTER, ...RULE], async (request) => {
    const { output, error } = await live.ask(request);
    return error ? { error } : { output: output ?? {} };
  });
  const asked = aws.requests.filter(({ operation }) => operation !== 'GetCallerIdentity');
  expect(new Set(asked.map(({ operation, region }) => `${operation} ${region}`))).toEqual(
    new Set([`TestMetricFilter ${HOME}`, `TestEventPattern ${HOME}`]),
  );
  for (const check of [TRAIL_CHECK, ROOT_CHECK]) {
    const { before, after } = await judged(folder, check);
    expect([before.status, after.status], check).toEqual(['unknown', 'pass']);
  }
});
