import { changeJson, objectsIn, textOf } from '../answers.ts';
import { on, type Rule } from '../rules.ts';
import type { Settings } from '../settings.ts';

/** moto forgets the class of a log group, and whether it is protected from deletion. */
export function logGroupGaps(settings: Settings): readonly Rule[] {
  const describeLogGroups: Rule = async (_request, forward) =>
    changeJson(await forward(), (output) => ({
      ...output,
      logGroups: objectsIn(output.logGroups).map((group) => ({
        logGroupClass: 'STANDARD',
        deletionProtectionEnabled: false,
        ...group,
        ...settings.logGroups.get(textOf(group.logGroupName)),
      })),
    }));
  return [on('logs', 'DescribeLogGroups', describeLogGroups)];
}
