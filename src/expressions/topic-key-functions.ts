import type { Environment } from '@marcbachmann/cel-js';
import type { Verdict } from '../drill/path.ts';
import { Reads } from '../drill/reads.ts';
import { mayUseKey } from '../drill/topic-path.ts';
import { Gap } from '../model/gap.ts';
import { Link, type Resource } from '../model/resource.ts';
import { note, rawField, resourceOf, unreadableAll } from './host-read.ts';
import { evaluationUnderWay } from './touched.ts';
import { Evidence } from './values.ts';

/** Who publishes to a topic, by the property that lists them. */
export const PUBLISHERS = {
  trails: 'cloudtrail.amazonaws.com',
  alarms: 'cloudwatch.amazonaws.com',
  rules: 'events.amazonaws.com',
} as const;

export const TOPIC_KEY_READS = {
  keyServesPublishers: ['kmsKeyId', 'keyPolicy', 'trails', 'alarms', 'rules'],
} as const;

/** Whether the services that publish to an encrypted topic may use its key. */
export function registerTopicKeyFunctions(environment: Environment): void {
  environment.registerFunction('topic.keyServesPublishers(): bool', (topic: Evidence): boolean => {
    const { verdicts, gaps } = verdictsOn(topic);
    if (verdicts.some(({ state }) => state === 'no')) return false;
    const open = [...gaps, ...verdicts.flatMap(({ gap }) => gap ?? [])];
    return open.length > 0 ? unreadableAll(open) : true;
  });
  environment.registerFunction('topic.keyRefusals(): list<string>', (topic: Evidence): readonly string[] => [
    ...new Set(verdictsOn(topic).verdicts.flatMap(({ state, service }) => (state === 'no' ? service : []))),
  ]);
}

interface ServiceVerdict extends Verdict {
  readonly service: string;
}

/** For each trail, alarm and rule that notifies the topic, whether its service may use the key; and why there may be more. */
function verdictsOn(instance: Evidence): {
  readonly verdicts: readonly ServiceVerdict[];
  readonly gaps: readonly Gap[];
} {
  const topic = resourceOf(instance);
  const { path } = Evidence.source(instance);
  const reads = new Reads(evaluationUnderWay().world);
  const verdicts: ServiceVerdict[] = [];
  const gaps: Gap[] = [];
  for (const [field, service] of Object.entries(PUBLISHERS)) {
    for (const user of rawField(instance, field) as readonly unknown[]) {
      if (user instanceof Gap) gaps.push(user);
      if (!(user instanceof Link)) continue;
      const account = user.id.split(':')[4] ?? '';
      for (const roleArn of rolesOf(user, topic, reads))
        verdicts.push({ ...mayUseKey(topic, { service, arn: user.id, account, roleArn }, reads), service });
    }
  }
  note(reads.list.map((each) => ({ ...each, path: `${path}.${each.property}` })));
  return { verdicts, gaps };
}

/** The roles by which a rule sends to a topic, once for each target; nothing for a service that does so in its own name. */
function rolesOf(user: Link, topic: Resource, reads: Reads): readonly (string | undefined)[] {
  const rule = user.to === 'rule' ? evaluationUnderWay().world.find(user) : undefined;
  if (!rule || rule === 'dangling' || rule instanceof Gap) return [undefined];
  const targets = reads.elements(rule, 'targets').known as readonly {
    readonly Arn?: string;
    readonly RoleArn?: string;
  }[];
  const roles = targets.filter(({ Arn }) => Arn === topic.id).map(({ RoleArn }) => RoleArn);
  return roles.length > 0 ? roles : [undefined];
}
