import { matchEventPattern, parseEventPattern } from '../interpreters/event-pattern/index.ts';
import { evaluatePolicy, type UNKNOWN } from '../interpreters/policy/index.ts';
import { Gap } from '../model/gap.ts';
import { Link, type Resource } from '../model/resource.ts';
import { textOf } from '../model/text-of.ts';
import type { World } from '../model/world.ts';
import { endOf, every, no, open, type Path, type Step, step, unknown, type Verdict, yes } from './path.ts';
import { patternJudge } from './pattern-judge.ts';
import { readPolicy } from './read-policy.ts';
import { Reads } from './reads.ts';
import { envelope, type Sample } from './sample.ts';
import { accountRoot, topicPath } from './topic-path.ts';

type OrganizationId = string | typeof UNKNOWN | undefined;

/** An event as it comes to a bus. */
interface BusEvent {
  readonly body: Readonly<Record<string, unknown>>;
  /** A management call that only reads. */
  readonly isReading: boolean;
}

/** What runs samples over EventBridge. */
export class RulePaths {
  readonly #world: World;
  readonly #organizationId: OrganizationId;

  constructor(world: World, organizationId: OrganizationId) {
    this.#world = world;
    this.#organizationId = organizationId;
  }

  /** From the default bus of the sample's account and region to those who are told. */
  paths(account: Resource, sample: Sample): readonly Path[] {
    const { readOnly, managementEvent } = sample.record;
    return this.#overDefaultBus(account, sample.region, {
      body: envelope(sample),
      isReading: readOnly === true && managementEvent !== false,
    });
  }

  /**
   * From an alarm that goes off, by what it tells EventBridge whatever its actions.
   *
   * Source: CloudWatch User Guide, "Alarm events and EventBridge".
   */
  afterAlarm(account: Resource, alarm: Resource): readonly Path[] {
    const { Namespace, MetricName } = alarm.fields['definition'] as {
      readonly Namespace?: string;
      readonly MetricName?: string;
    };
    const body = {
      version: '0',
      id: '00000000-0000-4000-8000-000000000000',
      time: '2026-01-01T00:00:00Z',
      source: 'aws.cloudwatch',
      'detail-type': 'CloudWatch Alarm State Change',
      account: alarm.account,
      region: alarm.region,
      resources: [alarm.id],
      detail: {
        alarmName: alarm.name,
        state: { value: 'ALARM' },
        previousState: { value: 'OK' },
        configuration: { metrics: [{ metricStat: { metric: { namespace: Namespace, name: MetricName } } }] },
      },
    };
    const paths = this.#overDefaultBus(account, alarm.region ?? '', { body, isReading: false });
    // That no rule hears of alarms is usual, and no news.
    return paths.filter((path) => path.length > 2 || endOf(path) !== 'no');
  }

  #overDefaultBus(account: Resource, region: string, event: BusEvent): readonly Path[] {
    const reads = new Reads(this.#world);
    const buses = reads.elements(account, 'eventBuses');
    const here = buses.known.find((link) => link instanceof Link && link.id.split(':')[3] === region);
    const gaps: Path[] = buses.holes.map((gap) => [step('eventBus', unknown(gap), reads.list)]);
    if (!(here instanceof Link)) return gaps;
    const bus = this.#world.find(here);
    if (bus === 'dangling') return gaps;
    if (bus instanceof Gap) return [...gaps, [step('eventBus', unknown(bus), reads.list)]];
    return this.#overBus(bus, event, new Set(), reads);
  }

  /** `passed` holds the buses it came over, so that rules that forward to one another do not go round for ever. */
  #overBus(
    bus: Resource,
    event: BusEvent,
    passed: ReadonlySet<string>,
    reads = new Reads(this.#world),
  ): readonly Path[] {
    const { found: rules, gaps } = reads.targets(bus, 'rules');
    const arrived = step('eventBus', yes(`event bus ${bus.name} gets it`), reads.list, bus);
    const paths: Path[] = rules.flatMap((rule): readonly Path[] => {
      const taken = this.#taken(rule, event);
      if (taken.state === 'no') return this.#isMeant(rule, event) ? [[taken]] : [];
      return this.#targetPaths(rule, event, new Set([...passed, bus.id])).map((path) => [taken, ...path]);
    });
    paths.push(...gaps.map((gap) => [step('rule', unknown(gap), reads.list, bus)]));
    if (paths.length === 0)
      paths.push([step('rule', no(`no rule of event bus ${bus.name} takes it`), reads.list, bus)]);
    return paths.map((path) => [arrived, ...path]);
  }

  /** A rule that would take the event, were it not for its state, is worth naming. */
  #isMeant(rule: Resource, event: BusEvent): boolean {
    return this.#takes(rule, event, new Reads(this.#world)).state === 'yes';
  }

  /**
   * Source: EventBridge User Guide, "Read-only management events from AWS services": a rule in state
   * ENABLED gets none of them.
   */
  #taken(rule: Resource, event: BusEvent): Step {
    const reads = new Reads(this.#world);
    const state = reads.field(rule, 'state');
    const name = `rule ${rule.name}`;
    const isOn: Verdict =
      state instanceof Gap
        ? unknown(state)
        : state === 'DISABLED'
          ? no(`${name} is disabled`)
          : state === 'ENABLED' && event.isReading
            ? no(`${name} gets no events that only read (its state is ENABLED)`)
            : yes('');
    return step('rule', every([this.#takes(rule, event, reads), isOn], `${name} takes it`), reads.list, rule);
  }

  #takes(rule: Resource, { body }: BusEvent, reads: Reads): Verdict {
    return takes(rule, reads.field(rule, 'eventPattern'), body, this.#world);
  }

  #targetPaths(rule: Resource, event: BusEvent, passed: ReadonlySet<string>): readonly Path[] {
    const reads = new Reads(this.#world);
    const targets = reads.elements(rule, 'targets');
    const paths = targets.known.flatMap((target): readonly Path[] => {
      const { Arn = '', RoleArn } = target as { readonly Arn?: string; readonly RoleArn?: string };
      return this.#overTarget(rule, { arn: Arn, roleArn: RoleArn }, event, passed, reads);
    });
    paths.push(...targets.holes.map((gap): Path => [step('target', unknown(gap), reads.list, rule)]));
    return paths.length > 0 ? paths : [[step('target', no(`rule ${rule.name} has no target`), reads.list, rule)]];
  }

  #overTarget(
    rule: Resource,
    { arn, roleArn }: { readonly arn: string; readonly roleArn: string | undefined },
    event: BusEvent,
    passed: ReadonlySet<string>,
    reads: Reads,
  ): readonly Path[] {
    const service = arn.split(':')[2] ?? '';
    const stop = (verdict: Verdict): readonly Path[] => [[step('target', verdict, reads.list, rule)]];
    if (service === 'logs') return stop(no(`rule ${rule.name} writes to a log group, which tells nobody: ${arn}`));
    const type =
      service === 'sns' ? 'topic' : service === 'events' && arn.includes(':event-bus/') ? 'eventBus' : undefined;
    if (!type)
      return stop(unknown(new Gap('not-collected', `rule ${rule.name} has a target that is not looked into: ${arn}`)));
    const target = this.#world.find(new Link(type, arn));
    if (target === 'dangling') return stop(no(`the target of rule ${rule.name} does not exist: ${arn}`));
    if (target instanceof Gap) return stop(unknown(target));
    const sent = step('target', yes(`rule ${rule.name} sends it on`), reads.list, rule);
    if (type === 'topic') {
      const publisher = {
        service: 'events.amazonaws.com',
        arn: rule.id,
        account: rule.account ?? '',
        organizationId: this.#organizationId,
        roleArn,
      } as const;
      return [[sent, ...topicPath(target, publisher, this.#world)]];
    }
    if (passed.has(target.id)) return stop(no(`rule ${rule.name} sends it back to event bus ${target.name}`));
    const admitted = this.#admitted(rule, target, roleArn);
    if (admitted.state === 'no') return [[sent, admitted]];
    return this.#overBus(target, event, passed).map((path) => [sent, admitted, ...path]);
  }

  /**
   * Source: EventBridge User Guide, "Sending and receiving events between AWS accounts": the receiving
   * bus must let the sending account, or the role of the target, put events.
   */
  #admitted(rule: Resource, bus: Resource, roleArn: string | undefined): Step {
    const reads = new Reads(this.#world);
    const name = `event bus ${bus.name} in ${bus.account ?? ''}`;
    const policy = reads.field(bus, 'policy');
    if (bus.account === rule.account) return step('eventBus', yes(`${name} takes it from its own account`), [], bus);
    if (policy instanceof Gap) return step('eventBus', unknown(policy), reads.list, bus);
    const refused = no(`the policy of ${name} does not let account ${rule.account ?? ''} send to it`);
    if (policy === undefined || policy === '') return step('eventBus', refused, reads.list, bus);
    return step('eventBus', this.#lets(textOf(policy), rule, bus, roleArn, refused, name), reads.list, bus);
  }

  #lets(text: string, rule: Resource, bus: Resource, roleArn: string | undefined, refused: Verdict, name: string) {
    const policy = readPolicy(text, 'resource', `the policy of ${name}`);
    if (policy instanceof Gap) return unknown(policy);
    const verdict = evaluatePolicy(policy, {
      principal: { arn: roleArn ?? accountRoot(rule.id, rule.account ?? '') },
      action: 'events:PutEvents',
      resource: bus.id,
      context: {
        'aws:PrincipalAccount': rule.account ?? '',
        'aws:SourceArn': rule.id,
        'aws:SecureTransport': 'true',
        ...(this.#organizationId !== undefined && { 'aws:PrincipalOrgID': this.#organizationId }),
      },
    });
    if (verdict === 'allow') return yes(`${name} takes it`);
    return verdict === 'unknown'
      ? open(`whether the policy of ${name} lets it in depends on what is not known`)
      : refused;
  }
}

const takes = patternJudge({ kind: 'event', carrier: 'rule', parse: parseEventPattern, match: matchEventPattern });
