/**
 * A second evaluator, to hold the first one against: a plain recursion over the policy as JSON, for requests of
 * which everything is known, under one reading of what AWS leaves open.
 */
export interface Reading {
  /** `*` in an Allow reaches services. */
  readonly everyoneIncludesServices: boolean;
  /** Several values under an operator without a set qualifier: one, or all, must match. */
  readonly several: 'some' | 'every';
  /** Of a principal spared by NotPrincipal must be listed: itself, its account, both, or either. */
  readonly spared: 'both' | 'either';
  /** A wildcard reaches across colons in an ARN. */
  readonly acrossColons: boolean;
  /** What an operator that is not known says. */
  readonly unknownOperator: boolean;
  /** ForAnyValue and ForAllValues take empty texts for no values. */
  readonly emptyIsNothing: boolean;
}

export interface NaiveRequest {
  readonly who:
    | { readonly anonymous: true }
    | { readonly service: string }
    | { readonly user: string; readonly account: string };
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, readonly string[]>>;
}

type Json = Readonly<Record<string, unknown>>;
const list = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];
const texts = (value: unknown): readonly string[] => list(value).map(String);

export const wild = (pattern: string, text: string): boolean => {
  if (!pattern.includes('*'))
    return pattern.length === text.length && [...pattern].every((char, at) => char === '?' || char === text[at]);
  const star = pattern.indexOf('*');
  if (!wild(pattern.slice(0, star), text.slice(0, star)) || text.length < star) return false;
  const [rest, tail] = [pattern.slice(star + 1), text.slice(star)];
  for (let from = 0; from <= tail.length; from += 1) if (wild(rest, tail.slice(from))) return true;
  return false;
};

const wildArn = (pattern: string, text: string): boolean => {
  const cut = (arn: string): string[] => {
    const [a, b, c, d, e, ...f] = arn.split(':');
    return [a, b, c, d, e, f.join(':')].map(String);
  };
  const [left, right] = [cut(pattern), cut(text)];
  return left.every((part, at) => wild(part, String(right[at])));
};

const bits = (address: string): string =>
  address
    .split('.')
    .map((byte) => Number(byte).toString(2).padStart(8, '0'))
    .join('');

const compare = (operator: string, wanted: string, value: string): boolean => {
  switch (operator) {
    case 'StringEquals':
      return wanted === value;
    case 'StringEqualsIgnoreCase':
      return wanted.toUpperCase() === value.toUpperCase();
    case 'StringLike':
      return wild(wanted, value);
    case 'ArnLike':
    case 'ArnEquals':
      return wildArn(wanted, value);
    case 'Bool':
      return wanted === value;
    case 'NumericEquals':
      return Number(wanted) === Number(value);
    case 'NumericLessThan':
      return Number(value) < Number(wanted);
    case 'NumericLessThanEquals':
      return Number(value) <= Number(wanted);
    case 'NumericGreaterThan':
      return Number(value) > Number(wanted);
    case 'NumericGreaterThanEquals':
      return Number(value) >= Number(wanted);
    case 'DateLessThan':
      return new Date(value) < new Date(wanted);
    case 'DateGreaterThan':
      return new Date(value) > new Date(wanted);
    case 'IpAddress': {
      const [address = '', length = '32'] = wanted.split('/');
      return bits(value).startsWith(bits(address).slice(0, Number(length)));
    }
    default:
      throw new Error(operator);
  }
};

const line = (
  written: string,
  values: readonly string[],
  found: readonly string[] | undefined,
  reading: Reading,
): boolean => {
  if (written === 'Null') return values.some((value) => (value === 'true') === (found === undefined));
  if (written.includes('StringIs')) return reading.unknownOperator;
  const set = written.includes(':') ? written.split(':')[0] : '';
  let operator = written.split(':').at(-1) ?? '';
  if (operator.endsWith('IfExists')) {
    if (found === undefined) return true;
    operator = operator.slice(0, -8);
  }
  const negated = operator.includes('Not');
  const positive = operator.replace('Not', '');
  if (found === undefined) return set === 'ForAllValues' || (set === '' && negated);
  const one = (value: string): boolean => values.some((wanted) => compare(positive, wanted, value)) !== negated;
  if (set !== '' && reading.emptyIsNothing && found.every((value) => value === '')) return set === 'ForAllValues';
  const quantifier = set === 'ForAllValues' ? 'every' : set === 'ForAnyValue' ? 'some' : reading.several;
  return quantifier === 'every' ? found.every(one) : found.some(one);
};

const named = (
  principal: unknown,
  request: NaiveRequest,
  effect: unknown,
  reading: Reading,
): { account: boolean; itself: boolean } => {
  const { who } = request;
  const map = principal === '*' ? { AWS: '*' } : (principal as Json);
  const aws = texts(map['AWS']);
  if (aws.includes('*') && (!('service' in who) || effect === 'Deny' || reading.everyoneIncludesServices))
    return { account: true, itself: true };
  if ('service' in who) return { account: false, itself: texts(map['Service']).includes(who.service) };
  if ('anonymous' in who) return { account: false, itself: false };
  const itself = aws.some((arn) => {
    const session = /^arn:aws:sts::(\d+):assumed-role\/([^/]+)\//.exec(who.user);
    if (!session || !arn.includes(':role/')) return arn === who.user;
    return arn.startsWith(`arn:aws:iam::${session[1]}:role/`) && arn.split('/').at(-1) === session[2];
  });
  return { account: aws.some((arn) => arn === who.account || arn === `arn:aws:iam::${who.account}:root`), itself };
};

const applies = (statement: Json, request: NaiveRequest, reading: Reading): boolean => {
  const { Effect: effect } = statement;
  const who = named(statement['Principal'] ?? statement['NotPrincipal'], request, effect, reading);
  if (statement['Principal'] !== undefined) {
    if (!who.account && !who.itself) return false;
  } else {
    if ('service' in request.who && effect === 'Allow' && !reading.everyoneIncludesServices) return false;
    const isUser = 'user' in request.who;
    const both = effect === 'Deny' && reading.spared === 'both';
    const sure = effect === 'Allow' && reading.spared === 'both' ? who.itself : who.account || who.itself;
    if (isUser && both ? who.account && who.itself : sure) return false;
  }
  const doesAction = (value: unknown): boolean =>
    texts(value).some((action) => wild(action.toLowerCase(), request.action.toLowerCase()));
  if (statement['Action'] === undefined ? doesAction(statement['NotAction']) : !doesAction(statement['Action']))
    return false;
  const hitsResource = (value: unknown): boolean =>
    texts(value).some(
      (arn) => arn === '*' || (reading.acrossColons ? wild(arn, request.resource) : wildArn(arn, request.resource)),
    );
  if (
    statement['Resource'] === undefined ? hitsResource(statement['NotResource']) : !hitsResource(statement['Resource'])
  )
    return false;
  return Object.entries((statement['Condition'] as Json | undefined) ?? {}).every(([operator, keys]) =>
    Object.entries(keys as Json).every(([key, values]) => {
      const found = Object.entries(request.context).find(([name]) => name.toLowerCase() === key.toLowerCase());
      return line(operator, texts(values), found?.[1], reading);
    }),
  );
};

export const naiveVerdict = (
  policy: { readonly Statement: unknown },
  request: NaiveRequest,
  reading: Reading,
): string => {
  const effects = new Set(
    list(policy.Statement)
      .filter((statement) => applies(statement as Json, request, reading))
      .map((statement) => (statement as Json)['Effect']),
  );
  return effects.has('Deny') ? 'explicit-deny' : effects.has('Allow') ? 'allow' : 'implicit-deny';
};
