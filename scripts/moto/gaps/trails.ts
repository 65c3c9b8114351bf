import {
  type Answer,
  changeJson,
  fault,
  isObject,
  type JsonObject,
  json,
  objectsIn,
  textOf,
  whenOk,
} from '../answers.ts';
import type { AskMoto } from '../ask-moto.ts';
import { on, type Rule } from '../rules.ts';
import type { SeenRequest } from '../seen-request.ts';
import { regionsOf, type Settings } from '../settings.ts';
import { deliveryTimes } from './trail-status.ts';

/** CloudTrail as AWS has it: organisation trails seen from members, home regions, selectors, deliveries. */
export function trailGaps(settings: Settings, moto: AskMoto): readonly Rule[] {
  const describe = async (account: string, region: string): Promise<readonly JsonObject[]> =>
    objectsIn((await moto.cloudtrail({ account, region }, 'DescribeTrails', {}))?.trailList);

  const organizationTrails = async (region: string): Promise<readonly JsonObject[]> =>
    (await describe(settings.management, region)).filter((trail) => trail.IsOrganizationTrail === true);

  const seesOrganizationTrails = ({ account }: SeenRequest): boolean =>
    account !== settings.management &&
    settings.organizationAccounts.has(account) &&
    !settings.withoutOrganizationTrail.has(account);

  /** The account to ask about a trail: a member asks the management account about the organisation's trails. */
  const ownerOf = async (request: SeenRequest, nameOrArn: string): Promise<string> => {
    if (!seesOrganizationTrails(request) || accountIn(nameOrArn) !== settings.management) return request.account;
    const trails = await organizationTrails(request.region);
    return trails.some((trail) => trail.TrailARN === nameOrArn) ? settings.management : request.account;
  };

  const complete = async (trail: JsonObject): Promise<JsonObject> => {
    const arn = textOf(trail.TrailARN);
    const home = {
      account: accountIn(arn) ?? settings.management,
      region: textOf(trail.HomeRegion) || (regionIn(arn) ?? settings.homeRegion),
    };
    const [events, insights] = await Promise.all([
      moto.cloudtrail(home, 'GetEventSelectors', { TrailName: arn }),
      moto.cloudtrail(home, 'GetInsightSelectors', { TrailName: arn }),
    ]);
    return {
      // moto writes null where AWS writes nothing.
      ...Object.fromEntries(Object.entries(trail).filter(([, value]) => value !== null)),
      HomeRegion: home.region,
      HasCustomEventSelectors:
        objectsIn(events?.EventSelectors).length + objectsIn(events?.AdvancedEventSelectors).length > 0,
      HasInsightSelectors: objectsIn(insights?.InsightSelectors).length > 0,
    };
  };

  const describeTrails: Rule = async (request, forward) => {
    const answer = await forward();
    if (typeof answer !== 'object' || answer.status !== 200) return answer;
    const own = objectsIn((JSON.parse(answer.body) as JsonObject).trailList);
    const shadows = request.input.includeShadowTrails !== false && seesOrganizationTrails(request);
    const all = [...own, ...(shadows ? await organizationTrails(request.region) : [])];
    const wanted = Array.isArray(request.input.trailNameList) ? request.input.trailNameList : [];
    const asked =
      wanted.length === 0 ? all : all.filter((trail) => wanted.some((name) => isTrail(trail, textOf(name))));
    return { ...answer, body: JSON.stringify({ trailList: await Promise.all(asked.map(complete)) }) };
  };

  /** AWS lists the trails of all regions of the account; moto those that this region sees. */
  const listTrails: Rule = async ({ account }, forward) => {
    const answers: Answer[] = [];
    for (const region of regionsOf(settings, account)) answers.push(await forward({ region }));
    const failed = answers.find((answer) => typeof answer !== 'object' || answer.status !== 200);
    if (failed !== undefined) return failed;
    const trails = new Map<unknown, JsonObject>();
    for (const answer of answers) {
      if (typeof answer !== 'object') continue;
      for (const trail of objectsIn((JSON.parse(answer.body) as JsonObject).Trails)) trails.set(trail.TrailARN, trail);
    }
    return json({ Trails: [...trails.values()] });
  };

  const getTrail: Rule = async (request, forward) => {
    const answer = await forward(homeOf(request.input.Name));
    if (typeof answer !== 'object' || answer.status !== 200) return answer;
    const trail = (JSON.parse(answer.body) as JsonObject).Trail;
    return { ...answer, body: JSON.stringify({ Trail: isObject(trail) ? await complete(trail) : trail }) };
  };

  const getTrailStatus: Rule = async (request, forward) => {
    const name = textOf(request.input.Name);
    const account = await ownerOf(request, name);
    const trail = (await describe(account, request.region)).find((candidate) => isTrail(candidate, name));
    const answer = await forward(account === request.account ? {} : { account });
    if (trail === undefined) return answer;
    return changeJson(answer, (status) => ({
      ...status,
      ...deliveryTimes(trail, status, settings.trailHealth.get(textOf(trail.Name)), settings.now()),
    }));
  };

  const getEventSelectors: Rule = async (request, forward) =>
    changeJson(await forward(homeOf(request.input.TrailName)), (output) => {
      const basic = objectsIn(output.EventSelectors);
      const advanced = objectsIn(output.AdvancedEventSelectors);
      const { TrailARN } = output;
      if (advanced.length > 0) return { TrailARN, AdvancedEventSelectors: advanced };
      return { TrailARN, EventSelectors: basic.length > 0 ? basic : [DEFAULT_EVENT_SELECTOR] };
    });

  const getInsightSelectors: Rule = async (request, forward) =>
    whenOk(await forward(homeOf(request.input.TrailName)), (reply) =>
      objectsIn((JSON.parse(reply.body) as JsonObject).InsightSelectors).length > 0
        ? reply
        : fault(request, {
            code: 'InsightNotEnabledException',
            status: 400,
            message: `Insights is not enabled on the trail: ${textOf(request.input.TrailName)}`,
          }),
    );

  return [
    on('cloudtrail', 'DescribeTrails', describeTrails),
    on('cloudtrail', 'ListTrails', listTrails),
    on('cloudtrail', 'GetTrail', getTrail),
    on('cloudtrail', 'GetTrailStatus', getTrailStatus),
    on('cloudtrail', 'GetEventSelectors', getEventSelectors),
    on('cloudtrail', 'GetInsightSelectors', getInsightSelectors),
  ];
}

/** What a trail records that nobody configured. */
const DEFAULT_EVENT_SELECTOR = {
  ReadWriteType: 'All',
  IncludeManagementEvents: true,
  DataResources: [],
  ExcludeManagementEventSources: [],
} as const;

const accountIn = (arn: string): string | undefined => arn.split(':')[4];
const regionIn = (arn: string): string | undefined => arn.split(':')[3];

/** By ARN, AWS answers from any region; moto only from the trail's own. */
function homeOf(nameOrArn: unknown): { region?: string } {
  const region = regionIn(textOf(nameOrArn));
  return region === undefined ? {} : { region };
}

const isTrail = (trail: JsonObject, nameOrArn: string): boolean =>
  trail.TrailARN === nameOrArn || trail.Name === nameOrArn;
