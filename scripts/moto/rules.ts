import { type Answer, broken, denied, throttled } from './answers.ts';
import type { SeenRequest } from './seen-request.ts';

/** What a rule may change in a request before it goes on. */
export interface Changes {
  /** Ask as another account. */
  readonly account?: string;
  /** Ask in another region. */
  readonly region?: string;
  readonly query?: URLSearchParams;
  readonly body?: Buffer;
}

/** Hands the request to the rules after this one, and after them to moto. */
type Forward = (changes?: Changes) => Promise<Answer>;

/** Answers a request, or leaves it to the next rule. */
export type Rule = (request: SeenRequest, forward: Forward) => Promise<Answer | undefined>;

/** Which requests a rule is about, beyond service and operation. */
export type Where = Partial<Pick<SeenRequest, 'account' | 'region'>> | ((request: SeenRequest) => boolean);

const ANY = '*';

/** A rule for some requests only: `service` and `operation` may be `*`; `times` ends it after so many. */
export function on(
  service: string,
  operation: string,
  act: Rule,
  where: Where = {},
  times: number = Number.POSITIVE_INFINITY,
): Rule {
  let left = times;
  return async (request, forward) => {
    const meant =
      (service === ANY || service === request.service) &&
      (operation === ANY || operation === request.operation) &&
      isWhere(request, where);
    if (!meant || left <= 0) return undefined;
    left -= 1;
    return act(request, forward);
  };
}

function isWhere(request: SeenRequest, where: Where): boolean {
  if (typeof where === 'function') return where(request);
  return (
    (where.account === undefined || where.account === request.account) &&
    (where.region === undefined || where.region === request.region)
  );
}

type Maker = (service: string, operation: string, where?: Where, times?: number) => Rule;

const maker =
  (act: Rule): Maker =>
  (service, operation, where, times) =>
    on(service, operation, act, where, times);

/** The service refuses: `deny('s3', 'GetBucketPolicy', { account })`. */
export const deny: Maker = maker(async (request) => denied(request));

/** The service has been asked too often. */
export const throttle: Maker = maker(async (request) => throttled(request));

/** The service answers 500. */
export const fail500: Maker = maker(async (request) => broken(request));

/** The service never answers. */
export const hang: Maker = maker(async () => 'hang');

/** The connection breaks before there is an answer. */
export const cutConnection: Maker = maker(async () => 'cut');
