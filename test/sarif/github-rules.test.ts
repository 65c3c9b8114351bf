import { randomBytes } from 'node:crypto';
import type { Log, Result } from 'sarif';
import { describe, expect, test } from 'vitest';
import { changed } from '../reporters/changed.ts';
import { fullLog, githubLog, writtenLogs } from './fixture-logs.ts';
import { checkGitHubRules, complaints } from './github-rules.ts';

test.each(writtenLogs)('$name: nothing to complain of', ({ kind, text }) => {
  expect(text.startsWith('{\n')).toBe(true); // no byte order mark
  expect(checkGitHubRules(JSON.parse(text) as Log, { kind })).toEqual([]);
});

/** Breaks a rule: the complaint that is expected, where, and what stands there then (`undefined`: nothing). */
type Break = readonly [complaint: string, path: string, to: unknown];

const run = githubLog.runs.findIndex(({ results }) => (results ?? []).length > 3);
const RUN = `runs/${run}`;
const RULE = `${RUN}/tool/driver/rules/0`;
const FIRST = `${RUN}/results/0`;
const PLACE = `${FIRST}/locations/0/physicalLocation`;
const INVOCATION = `${RUN}/invocations/0`;

const text = (length: number): string => 'x'.repeat(length);
const twice = (list: readonly unknown[]): unknown => [...list, list[0]];
const many = (count: number) => (list: readonly unknown[]) => Array.from({ length: count }, () => list[0]);
const suppression = { kind: 'external', status: 'accepted', justification: 'known' };

const githubBreaks: readonly Break[] = [
  ['no $schema, or one that is not final', '$schema', undefined],
  ['no $schema, or one that is not final', '$schema', 'https://json.schemastore.org/sarif-2.1.0-rtm.5.json'],
  ['version is not 2.1.0', 'version', '2.0.0'],
  ['no runs', 'runs', undefined],
  ['more than 20 runs', 'runs', many(21)],
  ['over 10 MB when compressed', 'properties', { noise: randomBytes(11 * 1024 * 1024).toString('hex') }],
  ['two runs of one tool and category', 'runs', twice],

  ['no tool.driver.name', `${RUN}/tool/driver/name`, ''],
  ['no tool.driver.rules', `${RUN}/tool/driver/rules`, undefined],
  ['no version', `${RUN}/tool/driver`, { name: 'trailproof', rules: [] }],
  ['no results', `${RUN}/results`, undefined],
  ['more than 25,000 results', `${RUN}/results`, many(25_001)],
  ['more than 25,000 rules', `${RUN}/tool/driver/rules`, many(25_001)],
  ['more than 100 extensions', `${RUN}/tool/extensions`, Array.from({ length: 101 }, () => ({ name: 'x' }))],
  ['a rule twice', `${RUN}/tool/driver/rules`, twice],
  ['results are not sorted, most severe first', `${RUN}/results`, (results: Result[]) => results.toReversed()],
  [
    'results are not sorted, most severe first',
    `${RUN}/results`,
    ([one, two, ...rest]: Result[]) => [two, one, ...rest],
  ],
  ['automationDetails.id names no category', `${RUN}/automationDetails/id`, 'trailproof'],
  ['automationDetails.id names no category', `${RUN}/automationDetails`, undefined],
  ['automationDetails.id does not end with /', `${RUN}/automationDetails/id`, 'trailproof/baseline/1'],
  ['the category has a date in it', `${RUN}/automationDetails/id`, 'trailproof/2026-11-20/'],
  ['two results are one alert', `${RUN}/results`, twice],
  ['suppressions on some results only', `${FIRST}/suppressions`, []],
  ['baselineState on some results only', `${FIRST}/baselineState`, 'new'],
  ['artifacts that say nothing', `${RUN}/artifacts`, [{ sourceLanguage: 'unknown' }]],

  ['no id', `${RULE}/id`, ''],
  ['no shortDescription.text', `${RULE}/shortDescription/text`, ''],
  ['no fullDescription.text', `${RULE}/fullDescription`, undefined],
  ['no help.text', `${RULE}/help/text`, undefined],
  ['shortDescription over 1,024 characters', `${RULE}/shortDescription/text`, text(1025)],
  ['fullDescription over 1,024 characters', `${RULE}/fullDescription/text`, text(1025)],
  ['name over 255 characters', `${RULE}/name`, `X${text(255)}`],
  ['name is not PascalCase, or is the id', `${RULE}/name`, 'trail-signs-log-files'],
  [
    'more than 10 tags are shown',
    `${RULE}/properties/tags`,
    ['security', ...Array.from({ length: 10 }, (_, index) => `tag-${index}`)],
  ],
  ['a tag twice', `${RULE}/properties/tags`, twice],
  ['security-severity is no string', `${RULE}/properties/security-severity`, 9.5],
  ['security-severity is no number in a band', `${RULE}/properties/security-severity`, 'critical'],
  ['security-severity is no number in a band', `${RULE}/properties/security-severity`, '9.0'],
  ['security-severity is no number in a band', `${RULE}/properties/security-severity`, '0.0'],
  ['security-severity without the tag security', `${RULE}/properties/tags`, ['audit-trail']],
  ['problem.severity is for rules that are not about security', `${RULE}/properties/problem.severity`, 'error'],
  ['unknown precision', `${RULE}/properties/precision`, 'perfect'],
  ['no defaultConfiguration.level', `${RULE}/defaultConfiguration`, undefined],
  ['helpUri is not https', `${RULE}/helpUri`, 'http://docs.aws.amazon.com/'],

  ['no message.text', `${FIRST}/message`, { id: 'default', arguments: ['x'] }],
  ['message.text does not end with a full stop', `${FIRST}/message/text`, (message: string) => message.slice(0, -1)],
  ['message.text does not name the resource', `${FIRST}/message/text`, 'Something is wrong.'],
  [
    'a link in message.text to no related location',
    `${FIRST}/message/text`,
    (message: string) => `${message} See [this](1).`,
  ],
  ['no location', `${FIRST}/locations`, []],
  ['more than 100 locations are kept', `${FIRST}/locations`, many(101)],
  ['a location twice', `${FIRST}/locations`, twice],
  ['a location without physicalLocation.artifactLocation.uri', `${FIRST}/locations/0/physicalLocation`, undefined],
  ['a location without physicalLocation.artifactLocation.uri', `${PLACE}/artifactLocation/uri`, ''],
  ['uri is not a relative path in posture/', `${PLACE}/artifactLocation/uri`, '/posture/1/global/trail/main.yaml'],
  ['uri is not a relative path in posture/', `${PLACE}/artifactLocation/uri`, 'file:///posture/main.yaml'],
  ['uri has a scheme or a colon', `${PLACE}/artifactLocation/uri`, 'arn:aws:cloudtrail:eu-west-1:1:trail/main'],
  ['uri climbs with . or ..', `${PLACE}/artifactLocation/uri`, 'posture/../main.yaml'],
  ['uri climbs with . or ..', `${PLACE}/artifactLocation/uri`, 'posture/%2E%2e%2Fmain.yaml'],
  ['uri is not encoded', `${PLACE}/artifactLocation/uri`, 'posture/a b.yaml'],
  ['uri is not encoded', `${PLACE}/artifactLocation/uri`, 'posture/a#b.yaml'],
  ['uri is not encoded', `${PLACE}/artifactLocation/uri`, 'posture\\main.yaml'],
  ['uriBaseId is not defined', `${PLACE}/artifactLocation/uriBaseId`, 'ROOT'],
  ['region lacks a line or column', `${PLACE}/region`, { startLine: 1 }],
  ['region lacks a line or column', `${PLACE}/region/startLine`, 0],
  ['region ends before it starts', `${PLACE}/region`, { startLine: 1, startColumn: 5, endLine: 1, endColumn: 1 }],
  [
    'more than 1,000 steps of a flow are kept',
    `${FIRST}/codeFlows`,
    [{ threadFlows: [{ locations: Array.from({ length: 1001 }, () => ({})) }] }],
  ],
  ['no partialFingerprints.primaryLocationLineHash', `${FIRST}/partialFingerprints`, { other: 'x' }],
  ['the hash has another form', `${FIRST}/partialFingerprints/primaryLocationLineHash`, '2026-11-20:1'],
  ['fingerprints are for result-management systems', `${FIRST}/fingerprints`, { x: 'y' }],
  ['unknown kind', `${FIRST}/kind`, 'bogus'],
  ['unknown level', `${FIRST}/level`, 'critical'],
  ['GitHub would open an alert for what did not fail', `${FIRST}/kind`, 'pass'],
  ['GitHub would open an alert for what is suppressed', `${FIRST}/suppressions`, [suppression]],
  ['level none is not for GitHub', `${FIRST}/level`, 'none'],
  ['a suppression without kind or with an unknown status', `${FIRST}/suppressions`, [{ status: 'accepted' }]],
  [
    'a suppression without kind or with an unknown status',
    `${FIRST}/suppressions`,
    [{ ...suppression, status: 'fine' }],
  ],
  ['a suppression twice', `${FIRST}/suppressions`, [suppression, suppression]],
  ['unknown baselineState', `${FIRST}/baselineState`, 'old'],
  ['ruleIndex does not point at ruleId', `${FIRST}/ruleIndex`, (index: number) => index + 1],
  ['ruleIndex does not point at ruleId', `${FIRST}/ruleId`, undefined],
  ['security-severity belongs to the rule', `${FIRST}/properties/security-severity`, '9.5'],
  ['provenance names an invocation that is not there', `${FIRST}/provenance`, { invocationIndex: 7 }],

  ['no executionSuccessful', `${INVOCATION}/executionSuccessful`, undefined],
  ['ends before it starts', `${INVOCATION}/endTimeUtc`, '2020-01-01T00:00:00.000Z'],
  ['gives away the environment', `${INVOCATION}/environmentVariables`, { AWS_PROFILE: 'x' }],
];

const noted = fullLog.runs.findIndex(({ invocations }) =>
  invocations?.[0]?.toolExecutionNotifications?.some(({ associatedRule }) => associatedRule !== undefined),
);
const NOTES = `runs/${noted}/invocations/0/toolExecutionNotifications`;
const ruled = fullLog.runs[noted]?.invocations?.[0]?.toolExecutionNotifications?.findIndex(
  ({ associatedRule }) => associatedRule,
);
const open = fullLog.runs.findIndex(({ results }) => results?.[0]?.kind === 'open');
const OPEN = `runs/${open}/results/0`;

const fullBreaks: readonly Break[] = [
  ['a level although kind is not fail', `${OPEN}/level`, 'error'],
  ['a rank although kind is not fail', `${OPEN}/rank`, 50],
  ['an error is notified, but the execution was successful', `${NOTES}/0/level`, 'error'],
  ['no message', `${NOTES}/0/message`, undefined],
  ['no descriptor.id', `${NOTES}/0/descriptor`, undefined],
  ['associatedRule.index does not point at its id', `${NOTES}/${ruled}/associatedRule/id`, 'other'],
];

const said = (log: Log, kind: 'sarif' | 'sarif-github'): readonly string[] =>
  checkGitHubRules(log, { kind }).map((complaint) => complaint.slice(complaint.indexOf(': ') + 2));

describe('each rule, broken once on purpose, is noticed', () => {
  test.each(githubBreaks)('%s: %s', (complaint, path, to) => {
    expect(said(changed(githubLog, path, to), 'sarif-github')).toContain(complaint);
  });

  test.each(fullBreaks)('%s: %s', (complaint, path, to) => {
    expect(said(changed(fullLog, path, to), 'sarif')).toContain(complaint);
  });

  test('and none is forgotten', () => {
    expect(new Set([...githubBreaks, ...fullBreaks].map(([complaint]) => complaint))).toEqual(new Set(complaints));
  });
});

test('what GitHub refuses is fine in the full log', () => {
  expect(said(fullLog, 'sarif-github')).toContain('GitHub would open an alert for what did not fail');
});
