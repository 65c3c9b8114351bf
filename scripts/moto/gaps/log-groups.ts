import { changeJson, json, objectsIn, textOf } from '../answers.ts';
import { on, type Rule } from '../rules.ts';
import type { Settings } from '../settings.ts';

/** moto forgets the class of a log group, and cannot change its key or its protection from deletion. */
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

  const remember =
    (member: 'kmsKeyId' | 'deletionProtectionEnabled', nameIn: string): Rule =>
    async ({ input }) => {
      const name = textOf(input[nameIn]);
      settings.logGroups.set(name, { ...settings.logGroups.get(name), [member]: input[member] });
      return json({});
    };
  return [
    on('logs', 'DescribeLogGroups', describeLogGroups),
    on('logs', 'AssociateKmsKey', remember('kmsKeyId', 'logGroupName')),
    on('logs', 'PutLogGroupDeletionProtection', remember('deletionProtectionEnabled', 'logGroupIdentifier')),
  ];
}
