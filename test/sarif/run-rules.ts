import type { Invocation, Notification, Result, Run } from 'sarif';
import { agree, isText, isUnique, type Rules } from './rules.ts';

const categoryOf = ({ automationDetails }: Run): string => {
  const id = automationDetails?.id ?? '';
  return id.slice(0, Math.max(0, id.lastIndexOf('/')));
};

const LEVEL_RANK = ['error', 'warning', 'note', 'none'];
const severity = (result: Result, { tool }: Run): number =>
  Number(tool.driver.rules?.[result.ruleIndex ?? -1]?.properties?.['security-severity'] ?? 0);
const levelOf = ({ level, kind }: Result): string =>
  level ?? (kind === undefined || kind === 'fail' ? 'warning' : 'none');

/** A failure, and not something undecided that is a note to GitHub. */
const isLoud = (result: Result): boolean => levelOf(result) === 'error' || levelOf(result) === 'warning';

const isSorted = (run: Run): boolean =>
  run.results?.every((result, index, all) => {
    const before = all[index - 1];
    if (before === undefined) return true;
    const [one, other] = [LEVEL_RANK.indexOf(levelOf(before)), LEVEL_RANK.indexOf(levelOf(result))];
    return one < other || (one === other && (!isLoud(result) || severity(before, run) >= severity(result, run)));
  }) ?? true;

/** A run: sections 2, 3, 4, 5 and 6. */
export const runRules: Rules<Run> = {
  'no tool.driver.name': ({ tool }) => isText(tool?.driver?.name),
  'no tool.driver.rules': ({ tool }) => Array.isArray(tool?.driver?.rules),
  'no version': ({ tool }) => isText(tool?.driver?.semanticVersion) || isText(tool?.driver?.version),
  'no results': ({ results }) => Array.isArray(results),
  'more than 25,000 results': ({ results }, { kind }) => kind === 'sarif' || (results ?? []).length <= 25_000,
  'more than 25,000 rules': ({ tool }) => (tool?.driver?.rules ?? []).length <= 25_000,
  'more than 100 extensions': ({ tool }) => (tool?.extensions ?? []).length <= 100,
  'a rule twice': ({ tool }) => isUnique(tool?.driver?.rules?.map(({ id }) => id)),
  'results are not sorted, most severe first': isSorted,
  'automationDetails.id names no category': (run) => isText(categoryOf(run)),
  'automationDetails.id does not end with /': ({ automationDetails }) => automationDetails?.id?.endsWith('/') ?? false,
  'the category has a date in it': (run) => !/\d{4}-\d\d-\d\d|\d{2}:\d{2}/.test(categoryOf(run)),
  'two results are one alert': ({ results }) =>
    isUnique(
      results?.map(({ ruleId, locations, partialFingerprints }) => [
        ruleId,
        locations?.[0]?.physicalLocation?.artifactLocation?.uri,
        partialFingerprints?.['primaryLocationLineHash'],
      ]),
    ),
  'suppressions on some results only': ({ results }) =>
    agree((results ?? []).map((result) => result.suppressions !== undefined)),
  'baselineState on some results only': ({ results }) =>
    agree((results ?? []).map((result) => result.baselineState !== undefined)),
  'artifacts that say nothing': ({ artifacts }) => artifacts === undefined,
};

/** An invocation: section 6. */
export const invocationRules: Rules<Invocation> = {
  'no executionSuccessful': ({ executionSuccessful }) => typeof executionSuccessful === 'boolean',
  'ends before it starts': ({ startTimeUtc, endTimeUtc }) =>
    startTimeUtc === undefined || endTimeUtc === undefined || Date.parse(startTimeUtc) <= Date.parse(endTimeUtc),
  'gives away the environment': ({ environmentVariables, commandLine, arguments: given }) =>
    environmentVariables === undefined && commandLine === undefined && given === undefined,
  'an error is notified, but the execution was successful': (invocation) =>
    !invocation.executionSuccessful || notificationsOf(invocation).every(({ level }) => level !== 'error'),
};

export const notificationsOf = (invocation: Invocation): readonly Notification[] => [
  ...(invocation.toolConfigurationNotifications ?? []),
  ...(invocation.toolExecutionNotifications ?? []),
];

/** A notification: section 6. */
export const notificationRules: Rules<Notification> = {
  'no message': ({ message }) => isText(message?.text),
  'no descriptor.id': ({ descriptor }) => isText(descriptor?.id),
  'associatedRule.index does not point at its id': ({ associatedRule }, { run }) =>
    associatedRule?.index === undefined || run?.tool.driver.rules?.[associatedRule.index]?.id === associatedRule.id,
};
