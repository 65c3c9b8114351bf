import { changeJson, json, objectsIn, textOf } from '../answers.ts';
import { on, type Rule } from '../rules.ts';
import type { SeenRequest } from '../seen-request.ts';

/** moto cannot turn the actions of an alarm on. */
export function alarmGaps(): readonly Rule[] {
  const turnedOn = new Set<string>();

  const enable: Rule = async (request) => {
    const names = Array.isArray(request.input.AlarmNames) ? request.input.AlarmNames : [];
    for (const name of names) turnedOn.add(placeOf(request, name));
    return json({});
  };
  const describe: Rule = async (request, forward) =>
    changeJson(await forward(), (output) => ({
      ...output,
      MetricAlarms: objectsIn(output.MetricAlarms).map((alarm) =>
        turnedOn.has(placeOf(request, alarm.AlarmName)) ? { ...alarm, ActionsEnabled: true } : alarm,
      ),
    }));
  return [on('cloudwatch', 'EnableAlarmActions', enable), on('cloudwatch', 'DescribeAlarms', describe)];
}

const placeOf = ({ account, region }: SeenRequest, name: unknown): string => `${account}/${region}/${textOf(name)}`;
