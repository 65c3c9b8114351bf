import { parseArn } from '../model/arn.ts';
import type { Gap } from '../model/gap.ts';
import type { Outputs } from '../model/outputs.ts';
import { Link, type Resource } from '../model/resource.ts';
import { assemble, type Part, part } from './assemble.ts';
import { missingFrom } from './calls.ts';
import type { CollectorDeclaration, Context } from './context.ts';

export const eventBusCollector = {
  type: 'eventBus',
  scope: 'region',
  calls: ['events:ListRules', 'events:DescribeEventBus'],
} as const satisfies CollectorDeclaration;

export const ruleCollector = {
  type: 'rule',
  scope: 'region',
  calls: ['events:ListTargetsByRule'],
} as const satisfies CollectorDeclaration;

/** A bus with its rules; `hole` is why there may be more rules. */
export interface EventBusView {
  readonly resources: readonly Resource[];
  readonly hole?: Gap;
}

export const defaultBusArn = (partition: string, region: string, account: string): string =>
  `arn:${partition}:events:${region}:${account}:event-bus/default`;

/** What AWS services send in a region arrives here. */
export const collectDefaultBus = (context: Context, region: string): Promise<EventBusView> =>
  collectBus(context, defaultBusArn(context.plan.partition, region, context.account), []);

/** A bus that a rule forwards to, with its policy; `dangling` when AWS says there is none. */
export async function collectForwardedBus(context: Context, arn: string): Promise<EventBusView | 'dangling'> {
  const described = await context.call('events:DescribeEventBus', { Name: nameOf(arn) }, { region: regionOf(arn) });
  if (described.kind === 'absent') return 'dangling';
  return collectBus(context, arn, [
    part('events:DescribeEventBus', described, ({ Policy }) => ({ policy: Policy ?? '' })),
  ]);
}

const nameOf = (arn: string): string => (parseArn(arn)?.resource ?? '').replace(/^event-bus\//, '');
const regionOf = (arn: string): string => parseArn(arn)?.region ?? '';

async function collectBus({ call, account }: Context, arn: string, parts: readonly Part[]): Promise<EventBusView> {
  const region = regionOf(arn);
  const name = nameOf(arn);
  const listed = await call('events:ListRules', { EventBusName: name }, { region });
  const hole = missingFrom(listed);
  const written = listed.kind === 'ok' ? (listed.output.Rules ?? []) : [];
  // A rule without a pattern runs by the clock.
  const rules: Resource[] = [];
  for (const each of written) {
    if (!each.EventPattern) continue;
    const isOn = each.State !== 'DISABLED';
    const targets = isOn
      ? await call('events:ListTargetsByRule', { EventBusName: name, Rule: each.Name }, { region })
      : undefined;
    const resource = ruleResource(
      each,
      { account, region },
      targets && [part('events:ListTargetsByRule', targets, targetsOf)],
    );
    rules.push({ ...resource, calls: { ...resource.calls, 'events:ListRules': listed.references } });
  }
  const bus = assemble('eventBus', { id: arn, name, account, region }, { id: arn, arn, name, account, region }, [
    ...parts,
    part(
      'events:ListRules',
      listed,
      (_, cut) => ({
        rules: [...rules.map(({ id }) => new Link('rule', id)), ...(cut ? [cut] : [])],
      }),
      { rules: [] },
    ),
  ]);
  return { resources: [bus, ...rules], ...(hole && { hole }) };
}

type Rule = NonNullable<Outputs['events:ListRules']['Rules']>[number];

function ruleResource(
  { Arn: arn = '', Name: name = '', State, EventPattern }: Rule,
  place: { readonly account: string; readonly region: string },
  parts: readonly Part[] | undefined,
): Resource {
  const unasked = { targets: [], topics: [], eventBuses: [] };
  return assemble(
    'rule',
    { id: arn, name, ...place },
    { id: arn, arn, name, ...place, state: State, eventPattern: EventPattern, ...(!parts && unasked) },
    parts ?? [],
  );
}

function targetsOf({ Targets = [] }: Outputs['events:ListTargetsByRule'], cut: Gap | undefined) {
  const hole = cut ? [cut] : [];
  const linksTo = (type: 'topic' | 'eventBus', service: string): readonly Link[] =>
    Targets.flatMap(({ Arn = '' }) => (parseArn(Arn)?.service === service ? new Link(type, Arn) : []));
  return {
    targets: [...Targets, ...hole],
    topics: [...linksTo('topic', 'sns'), ...hole],
    eventBuses: [...linksTo('eventBus', 'events').filter(({ id }) => id.includes(':event-bus/')), ...hole],
  };
}
