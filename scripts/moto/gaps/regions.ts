import { randomUUID } from 'node:crypto';
import { fault, json, xml } from '../answers.ts';
import { on, type Rule } from '../rules.ts';
import { regionsOf, type Settings } from '../settings.ts';

/** The regions that are enabled, the same from both services that say so; in no other does anybody answer. */
export function regionGaps(settings: Settings): readonly Rule[] {
  const listRegions: Rule = async ({ account, input }) => {
    const status = 'ENABLED_BY_DEFAULT';
    const wanted = input.RegionOptStatusContains;
    const asked = !Array.isArray(wanted) || wanted.length === 0 || wanted.includes(status);
    const regions = asked ? regionsOf(settings, account) : [];
    return json({ Regions: regions.map((RegionName) => ({ RegionName, RegionOptStatus: status })) });
  };

  const describeRegions: Rule = async ({ account }) => {
    const items = regionsOf(settings, account).map(
      (region) =>
        `<item><regionName>${region}</regionName><regionEndpoint>ec2.${region}.amazonaws.com</regionEndpoint><optInStatus>opt-in-not-required</optInStatus></item>`,
    );
    return xml(
      `<DescribeRegionsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>${randomUUID()}</requestId><regionInfo>${items.join('')}</regionInfo></DescribeRegionsResponse>`,
    );
  };

  const nobodyHome: Rule = async (request) => {
    if (request.protocol === 's3' || regionsOf(settings, request.account).includes(request.region)) return undefined;
    const code = NO_SUCH_CALLER[request.protocol] ?? 'UnrecognizedClientException';
    return fault(request, {
      code,
      status: request.protocol === 'ec2' ? 401 : request.protocol.startsWith('json') ? 400 : 403,
      message: 'The security token included in the request is invalid.',
    });
  };

  return [
    on('*', '*', nobodyHome),
    on('account', 'ListRegions', listRegions),
    on('ec2', 'DescribeRegions', describeRegions),
  ];
}

/** A region that is not enabled does not know the account's keys, and says so in its protocol. */
const NO_SUCH_CALLER: Readonly<Record<string, string>> = {
  ec2: 'AuthFailure',
  query: 'InvalidClientTokenId',
};
