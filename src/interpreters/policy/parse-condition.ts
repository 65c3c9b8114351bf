import { OPERATORS } from './operators.ts';
import type { Clause, Policy } from './policy.ts';
import { type Fail, isObject } from './shape.ts';
import { readTemplate } from './template.ts';

/**
 * Reads a statement's Condition into its clauses, all of which must hold; none for a statement without conditions.
 *
 * Source: IAM User Guide, "IAM JSON policy elements: Condition". Values may be texts, numbers or booleans.
 */
export function parseCondition(
  value: unknown,
  path: readonly (string | number)[],
  version: Policy['version'],
  fail: Fail,
): readonly Clause[] {
  if (value === undefined) return [];
  if (!isObject(value)) return fail('found no object where conditions were expected', path);
  return Object.entries(value).flatMap(([operator, keys]) => {
    const operatorPath = [...path, operator];
    if (!isObject(keys)) return fail('found no object where condition keys were expected', operatorPath);
    const read = readOperator(operator);
    const reads = typeof read.test === 'object' ? read.test : { wildcards: false, variables: false };
    return Object.entries(keys).map(
      ([key, values]): Clause => ({
        ...read,
        operator,
        key: key.toLowerCase(),
        keyText: key,
        values: readValues(values, [...operatorPath, key], fail).map((text) =>
          readTemplate(text, { wildcards: reads.wildcards, variables: reads.variables && version === '2012-10-17' }),
        ),
      }),
    );
  });
}

const readOperator = (text: string): Pick<Clause, 'test' | 'set' | 'ifExists'> => {
  if (text === 'Null') return { test: 'Null', set: undefined, ifExists: false };
  const set = text.startsWith('ForAnyValue:') ? 'any' : text.startsWith('ForAllValues:') ? 'all' : undefined;
  const rest = set ? text.slice(text.indexOf(':') + 1) : text;
  const ifExists = rest.endsWith('IfExists');
  return { test: OPERATORS.get(ifExists ? rest.slice(0, -'IfExists'.length) : rest), set, ifExists };
};

const readValues = (value: unknown, path: readonly (string | number)[], fail: Fail): readonly string[] => {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.map((single) =>
    typeof single === 'string' || typeof single === 'number' || typeof single === 'boolean'
      ? String(single)
      : fail('found no text, number or boolean where a condition value was expected', path),
  );
};
