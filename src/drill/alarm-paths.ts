import type { UNKNOWN } from '../interpreters/policy/index.ts';
import { Gap } from '../model/gap.ts';
import type { Resource } from '../model/resource.ts';
import type { World } from '../model/world.ts';
import { ruleTrips } from './alarm/composite-rule.ts';
import { ask, no, open, type Path, type Step, step, unknown, yes } from './path.ts';
import { Reads } from './reads.ts';
import { topicPath } from './topic-path.ts';

/** From an alarm that goes off to those who are told: by its own actions, or by those of a composite alarm over it. */
export function actionPaths(
  alarm: Resource,
  world: World,
  organizationId: string | typeof UNKNOWN | undefined,
  firing: ReadonlySet<string> = new Set(),
): readonly Path[] {
  const now = new Set([...firing, alarm.name, alarm.id]);
  const reads = new Reads(world);
  const { found, gaps } = reads.targets(alarm, 'composites');
  const composites = found.filter(({ id }) => !firing.has(id));
  const hidden = gaps.map((gap): Path => [step('alarm', unknown(gap), reads.list)]);
  return [
    ...ownActions(alarm, world, organizationId),
    ...composites.flatMap((composite): readonly Path[] => {
      const ruled = compositeStep(composite, now, world);
      if (ruled.state === 'no') return [[ruled]];
      return actionPaths(composite, world, organizationId, now).map((path) => [ruled, ...path]);
    }),
    ...hidden,
  ];
}

/** Source: CloudWatch User Guide, "Create a composite alarm". A suppressor may keep its actions back. */
function compositeStep(composite: Resource, firing: ReadonlySet<string>, world: World): Step {
  const reads = new Reads(world);
  const { AlarmRule, ActionsSuppressor } = reads.field(composite, 'definition') as {
    readonly AlarmRule?: string;
    readonly ActionsSuppressor?: string;
  };
  const { state, reason } = ruleTrips(AlarmRule ?? '', firing);
  const name = `composite alarm ${composite.name}`;
  const verdict =
    state === 'no'
      ? no(`${name} does not go off: ${reason}`)
      : state === 'unknown'
        ? open(`whether ${name} goes off depends on other alarms: ${reason}`)
        : ActionsSuppressor
          ? open(`the actions of ${name} are kept back while ${ActionsSuppressor} is in alarm`)
          : yes(`${name} goes off`);
  return step('alarm', verdict, reads.list, composite);
}

/** Source: CloudWatch API Reference, PutMetricAlarm, "AlarmActions". */
function ownActions(
  alarm: Resource,
  world: World,
  organizationId: string | typeof UNKNOWN | undefined,
): readonly Path[] {
  const reads = new Reads(world);
  const name = `alarm ${alarm.name}`;
  const { AlarmActions = [] } = reads.field(alarm, 'definition') as { readonly AlarmActions?: readonly string[] };
  const enabled = ask(
    reads.field(alarm, 'areActionsEnabled'),
    Boolean,
    `${name} goes off, but its actions are turned off`,
  );
  if (enabled.state === 'no') return [[step('action', enabled, reads.list, alarm)]];
  if (AlarmActions.length === 0)
    return [[step('action', no(`${name} goes off, but has no alarm actions`), reads.list, alarm)]];
  const { found, gaps, dangling } = reads.targets(alarm, 'topics');
  const acts = (verdict = yes(`${name} acts`)): Step =>
    step('action', enabled.state === 'unknown' ? enabled : verdict, reads.list, alarm);
  const publisher = {
    service: 'cloudwatch.amazonaws.com',
    arn: alarm.id,
    account: alarm.account ?? '',
    organizationId,
  } as const;
  return [
    ...found.map((topic): Path => {
      // Source: CloudWatch User Guide, "Notify users on alarm changes": the topic is in the alarm's region.
      if (topic.region !== alarm.region)
        return [acts(), step('topic', no(`topic ${topic.name} is in another region than ${name}`), [], topic)];
      return [acts(), ...topicPath(topic, publisher, world)];
    }),
    ...dangling.map((id): Path => [acts(), step('topic', no(`topic ${id} of ${name} does not exist`), [])]),
    ...gaps.map((gap): Path => [acts(), step('topic', unknown(gap), [])]),
    ...AlarmActions.filter((arn) => !arn.split(':')[2]?.startsWith('sns')).map(
      (arn): Path => [acts(otherAction(arn, name))],
    ),
  ];
}

const TELLS_NOBODY = new Set(['autoscaling', 'automate', 'swf', 'ec2']);

const otherAction = (arn: string, name: string) =>
  TELLS_NOBODY.has(arn.split(':')[2] ?? '')
    ? no(`${name} has an action that tells nobody: ${arn}`)
    : unknown(new Gap('not-collected', `${name} has an action that is not looked into: ${arn}`));
