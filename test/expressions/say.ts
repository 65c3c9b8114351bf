import { compileValue, type ParameterType, resourceContext } from '../../src/expressions/compile.ts';
import { resourceValue } from '../../src/expressions/values.ts';
import type { Resource } from '../../src/model/resource.ts';
import { events, worldOf } from './world.ts';

/** What an expression says of a resource: its value, `unknown: reasons` or `error: message`. Parameters are lists. */
export function say(
  text: string,
  judged: Resource,
  others: readonly Resource[] = [],
  params: Readonly<Record<string, readonly string[]>> = {},
): unknown {
  const types = Object.fromEntries(Object.keys(params).map((name): [string, ParameterType] => [name, 'list<string>']));
  const expression = compileValue(text, resourceContext(judged.type, types, events), false);
  const variables = { [judged.type]: resourceValue(judged, judged.type), params };
  const { result, gaps } = expression.evaluate(variables, worldOf(others));
  if (result.kind === 'value') return result.value;
  if (result.kind === 'error') return `error: ${result.message}`;
  return `unknown: ${[...new Set(gaps.map(({ reason }) => reason))].toSorted().join('; ')}`;
}
