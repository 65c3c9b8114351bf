import { describe, expect, test } from 'vitest';
import { PatternError } from '../../../src/interpreters/pattern-error.ts';
import { parsePolicy } from '../../../src/interpreters/policy/index.ts';

const errorOf = (read: () => unknown): PatternError => {
  try {
    read();
  } catch (error) {
    if (error instanceof PatternError) return error;
    throw error;
  }
  throw new Error('no error');
};

const statement = (more: string): string => `{"Statement":[{${more}}]}`;
const rest = '"Principal":"*","Action":"*"';

describe('what is not a policy is refused, with its place (§)', () => {
  test.each<[string, string, string]>([
    ['no JSON', '{§', 'found the end'],
    ['another value', '§["Allow"]', 'found no object where a policy was expected'],
    ['no statement', '§{"Version":"2012-10-17"}', 'found no Statement'],
    ['a version that does not exist', '{"Version":§"2012","Statement":[]}', 'found a Version'],
    [
      'a statement that is a text',
      `{"Statement":[{"Effect":"Allow",${rest}},§"x"]}`,
      'found no object where a statement',
    ],
    ['a statement that is null', '{"Statement":§null}', 'found no object where a statement'],
    ['no effect', `{"Statement":[§{${rest}}]}`, 'found no Effect'],
    ['an effect in another case', statement(`"Effect":§"allow",${rest}`), 'found an Effect'],
    ['no action', '{"Statement":§{"Effect":"Allow","Principal":"*"}}', 'found neither Action nor NotAction'],
    ['both actions', `{"Statement":§{"Effect":"Allow","NotAction":"*",${rest}}}`, 'found both Action and NotAction'],
    ['an action that is a number', statement('"Effect":"Allow","Principal":"*","Action":§["a",1]'), 'found no text'],
    ['no principal', '{"Statement":[§{"Effect":"Allow","Action":"*"}]}', 'found neither Principal nor NotPrincipal'],
    [
      'a principal that is another text',
      statement('"Effect":"Allow","Action":"*","Principal":§"x"'),
      'found neither "*" nor an object',
    ],
    [
      'a principal that is a list',
      statement('"Effect":"Allow","Action":"*","Principal":§["*"]'),
      'found neither "*" nor an object',
    ],
    ['principals that are null', statement('"Effect":"Allow","Action":"*","Principal":{"AWS":§null}'), 'found no text'],
    [
      'both resources',
      `{"Statement":§{"Effect":"Allow",${rest},"Resource":"*","NotResource":"*"}}`,
      'found both Resource',
    ],
    [
      'a condition that is a text',
      statement(`"Effect":"Allow",${rest},"Condition":§"x"`),
      'found no object where conditions',
    ],
    [
      'an operator without keys',
      statement(`"Effect":"Allow",${rest},"Condition":{"Bool":§true}`),
      'found no object where condition keys',
    ],
    [
      'a condition value that is an object',
      statement(`"Effect":"Allow",${rest},"Condition":{"Bool":{"k":§{}}}`),
      'found no text, number or boolean',
    ],
    [
      'an element in another case',
      statement(`"Effect":"Allow",${rest},"condition":§{}`),
      'found "condition" where "Condition"',
    ],
    ['a policy element in another case', '{"version":§"2012-10-17","Statement":[]}', 'found "version" where "Version"'],
  ])('%s', (_title, marked, reason) => {
    const text = marked.replace('§', '');
    const error = errorOf(() => parsePolicy(text));
    expect(error.reason).toContain(reason);
    expect(error.position).toBe(marked.indexOf('§'));
    expect(error.text).toBe(text);
  });

  test('an object has no places', () => {
    expect(errorOf(() => parsePolicy({}))).toMatchObject({ position: 0, text: '' });
    expect(errorOf(() => parsePolicy([]))).toMatchObject({ position: 0, text: '' });
  });

  test('an inherited member is none', () => {
    expect(errorOf(() => parsePolicy(Object.create({ Statement: [] }) as object)).reason).toContain(
      'found no Statement',
    );
    expect(errorOf(() => parsePolicy('{"__proto__":{"Statement":[]}}')).reason).toContain('found no Statement');
  });

  test.each(['identity', 'scp'] as const)('principals in a policy of kind %s', (kind) => {
    const text = statement(`"Effect":"Allow",${rest}`);
    expect(errorOf(() => parsePolicy(text, { kind })).reason).toContain('found principals');
    expect(parsePolicy(text.replace('"Principal":"*",', ''), { kind }).statements).toHaveLength(1);
  });
});

test('one statement needs no list, and what is not known is left out of account', () => {
  const policy = parsePolicy(
    `{"Id":1,"Statement":{"Sid":7,"Effect":"Deny","Comment":{"x":[1]},${rest}},"__proto__":1}`,
  );
  expect(policy).toMatchObject({ version: '2008-10-17', statements: [{ index: 0, sid: undefined, effect: 'Deny' }] });
});

test('of two members with one name the last counts', () => {
  expect(parsePolicy(statement(`"Effect":"Deny","Effect":"Allow",${rest}`)).statements[0]?.effect).toBe('Allow');
});
