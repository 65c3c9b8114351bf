import { gzipSync } from 'node:zlib';
import type { Log, Run } from 'sarif';
import { resultRules } from './result-rules.ts';
import { ruleRules } from './rule-rules.ts';
import { broken, type Context, type Rules, type SarifKind } from './rules.ts';
import { invocationRules, notificationRules, notificationsOf, runRules } from './run-rules.ts';

const MOST_RUNS = 20;
const LARGEST = 10 * 1024 * 1024;

// What GitHub takes for one and the same analysis.
const analysisOf = ({ tool, automationDetails }: Run): string => {
  const { name, fullName, version, semanticVersion, guid } = tool?.driver ?? {};
  return JSON.stringify([name, fullName, version, semanticVersion, guid, automationDetails?.id]);
};

/** The whole log: sections 2, 3 and 5. */
export const logRules: Rules<Log> = {
  'no $schema, or one that is not final': ({ $schema }) =>
    $schema?.startsWith('https://') === true && $schema.endsWith('sarif-2.1.0.json'),
  'version is not 2.1.0': ({ version }) => version === '2.1.0',
  'no runs': ({ runs }) => Array.isArray(runs),
  'more than 20 runs': ({ runs }, { kind }) => kind === 'sarif' || (runs ?? []).length <= MOST_RUNS,
  'over 10 MB when compressed': (log, { kind }) => kind === 'sarif' || gzipSync(JSON.stringify(log)).length <= LARGEST,
  'two runs of one tool and category': ({ runs }) => new Set((runs ?? []).map(analysisOf)).size === (runs ?? []).length,
};

/**
 * Our own test of what GitHub code scanning accepts and of what SARIF 2.1.0 demands beyond its schema; the
 * validators there are stay silent on most of it. Returns what is wrong, each with its place.
 */
export function checkGitHubRules(log: Log, { kind }: { readonly kind: SarifKind }): string[] {
  const context: Context = { kind, log };
  return [
    ...broken(logRules, log, 'log', context),
    ...(log.runs ?? []).flatMap((run, index) => checkRun(run, `runs[${index}]`, { ...context, run })),
  ];
}

const checkRun = (run: Run, where: string, context: Context): string[] => [
  ...broken(runRules, run, where, context),
  ...(run.tool?.driver?.rules ?? []).flatMap((rule, index) =>
    broken(ruleRules, rule, `${where}.rules[${index}]`, context),
  ),
  ...(run.results ?? []).flatMap((result, index) => broken(resultRules, result, `${where}.results[${index}]`, context)),
  ...(run.invocations ?? []).flatMap((invocation, index) => [
    ...broken(invocationRules, invocation, `${where}.invocations[${index}]`, context),
    ...notificationsOf(invocation).flatMap((notification, at) =>
      broken(notificationRules, notification, `${where}.invocations[${index}].notifications[${at}]`, context),
    ),
  ]),
];

/** Every complaint there is, so that a test can show that each is made. */
export const complaints: readonly string[] = [
  logRules,
  runRules,
  ruleRules,
  resultRules,
  invocationRules,
  notificationRules,
].flatMap((rules) => Object.keys(rules));
