import { readJson } from '../json-text.ts';
import { PatternError } from '../pattern-error.ts';
import { parseCondition } from './parse-condition.ts';
import { type Choice, PARSED, type Policy, type PolicyKind, type PrincipalEntry, type Statement } from './policy.ts';
import { type Fail, isObject, type JsonObject, own } from './shape.ts';
import { readTemplate, type Template } from './template.ts';

type Path = readonly (string | number)[];

/**
 * Reads a policy, once, for all questions asked of it.
 *
 * Takes its text, or the object the text stands for, and what it is attached to (a resource, if not said).
 * Elements that are not known are left out of account, but not known ones in another case: whether AWS
 * understands `condition` is not documented, and it must not be overlooked.
 *
 * Source: IAM User Guide, "Grammar of the IAM JSON policy language" and "IAM JSON policy element reference".
 *
 * @throws PatternError for what is not a policy, with its place; for an object always place 0 of an empty text
 */
export function parsePolicy(policy: string | object, options: { kind?: PolicyKind } = {}): Policy {
  if (typeof policy === 'string') {
    const json = readJson(policy);
    const fail: Fail = (reason, path) => {
      throw new PatternError(reason, json.positionOf(path), policy);
    };
    return readPolicy(json.value, options.kind ?? 'resource', policy.length, fail);
  }
  const fail: Fail = (reason) => {
    throw new PatternError(reason, 0, '');
  };
  return readPolicy(policy, options.kind ?? 'resource', undefined, fail);
}

/** The policy, read if it is not yet. */
export const toPolicy = (policy: string | object | Policy): Policy => (isParsed(policy) ? policy : parsePolicy(policy));

const isParsed = (policy: string | object | Policy): policy is Policy =>
  typeof policy === 'object' && Object.hasOwn(policy, PARSED);

const POLICY_ELEMENTS = ['Version', 'Id', 'Statement'];
const STATEMENT_ELEMENTS = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];

const readPolicy = (value: unknown, kind: PolicyKind, size: number | undefined, fail: Fail): Policy => {
  if (!isObject(value)) return fail('found no object where a policy was expected', []);
  checkCase(value, POLICY_ELEMENTS, [], fail);
  const version = own(value, 'Version') ?? '2008-10-17';
  if (version !== '2008-10-17' && version !== '2012-10-17') {
    return fail('found a Version that is neither "2012-10-17" nor "2008-10-17"', ['Version']);
  }
  const written = own(value, 'Statement');
  if (written === undefined) return fail('found no Statement in the policy', []);
  const isList = Array.isArray(written);
  const statements = (isList ? (written as readonly unknown[]) : [written]).map((statement, index) =>
    readStatement(statement, index, isList ? ['Statement', index] : ['Statement'], { kind, version, fail }),
  );
  return { [PARSED]: true, kind, version, statements, size: size ?? sizeOf(statements) };
};

interface Reading {
  readonly kind: PolicyKind;
  readonly version: Policy['version'];
  readonly fail: Fail;
}

const readStatement = (value: unknown, index: number, path: Path, reading: Reading): Statement => {
  const { kind, version, fail } = reading;
  if (!isObject(value)) return fail('found no object where a statement was expected', path);
  checkCase(value, STATEMENT_ELEMENTS, path, fail);
  const effect = own(value, 'Effect');
  if (effect === undefined) return fail('found no Effect in the statement', path);
  if (effect !== 'Allow' && effect !== 'Deny') {
    return fail('found an Effect that is neither "Allow" nor "Deny"', [...path, 'Effect']);
  }
  const sid = own(value, 'Sid');
  // Actions are compared in lower case; policy variables are not replaced in them.
  const readAction = (text: string): Template =>
    readTemplate(text.toLowerCase(), { wildcards: true, variables: false });
  const readResource = (text: string): Template =>
    readTemplate(text, { wildcards: true, variables: version === '2012-10-17' });
  const actions = readChoice(value, 'Action', path, fail, (entry, at) => readTexts(entry, at, fail).map(readAction));
  if (!actions) return fail('found neither Action nor NotAction in the statement', path);
  return {
    index,
    sid: typeof sid === 'string' ? sid : undefined,
    effect,
    principals: readPrincipals(value, kind, path, fail),
    actions,
    resources: readChoice(value, 'Resource', path, fail, (entry, at) => readTexts(entry, at, fail).map(readResource)),
    conditions: parseCondition(own(value, 'Condition'), [...path, 'Condition'], version, fail),
  };
};

const readPrincipals = (value: JsonObject, kind: PolicyKind, path: Path, fail: Fail): Statement['principals'] => {
  const principals = readChoice(value, 'Principal', path, fail, (entry, at): PrincipalEntry[] => {
    if (entry === '*') return [{ type: 'AWS', value: '*' }];
    if (!isObject(entry)) return fail('found neither "*" nor an object where principals were expected', at);
    return Object.entries(entry).flatMap(([type, values]) =>
      readTexts(values, [...at, type], fail).map((text) => ({ type, value: text })),
    );
  });
  if (kind === 'resource' && !principals)
    return fail('found neither Principal nor NotPrincipal in the statement', path);
  if (kind !== 'resource' && principals) {
    return fail('found principals in a policy that speaks of whoever it applies to', path);
  }
  return principals;
};

const readChoice = <Entry>(
  value: JsonObject,
  name: string,
  path: Path,
  fail: Fail,
  read: (entry: unknown, path: Path) => readonly Entry[],
): Choice<Entry> | undefined => {
  const [yes, no] = [own(value, name), own(value, `Not${name}`)];
  if (yes !== undefined && no !== undefined) return fail(`found both ${name} and Not${name} in the statement`, path);
  if (yes !== undefined) return { isNot: false, entries: read(yes, [...path, name]) };
  return no === undefined ? undefined : { isNot: true, entries: read(no, [...path, `Not${name}`]) };
};

const readTexts = (value: unknown, path: Path, fail: Fail): readonly string[] => {
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
  return texts.map((text) => (typeof text === 'string' ? text : fail('found no text where one was expected', path)));
};

const checkCase = (value: JsonObject, names: readonly string[], path: Path, fail: Fail): void => {
  for (const key of Object.keys(value)) {
    const name = names.find((known) => known.toLowerCase() === key.toLowerCase());
    if (name !== undefined && name !== key) fail(`found "${key}" where "${name}" was expected`, [...path, key]);
  }
};

const sizeOf = (statements: readonly Statement[]): number => {
  let size = 0;
  for (const { principals, actions, resources, conditions } of statements) {
    const texts = [
      ...(principals?.entries ?? []).map(({ type, value }) => type + value),
      ...[...actions.entries, ...(resources?.entries ?? [])].map(({ text }) => text),
      ...conditions.flatMap(({ operator, key, values }) => [operator, key, ...values.map(({ text }) => text)]),
    ];
    size += 64 + texts.reduce((sum, text) => sum + text.length + 4, 0);
  }
  return size;
};
