import type { Check } from '../expressions/check.ts';
import type { CallName } from '../model/operations.ts';
import { schemaOf } from '../model/resources/index.ts';
import { judge } from './evaluate-check.ts';
import { ExampleError, exampleWorld } from './example-world.ts';
import { defaultParameters } from './parameters.ts';

// A drill goes wherever an account's alarms and event rules lead; an example shows one way only.
const DRILLED: readonly CallName[] = [
  'events:DescribeEventBus',
  'events:ListRules',
  'events:ListTargetsByRule',
  'kms:GetKeyPolicy',
];

/**
 * The calls a check's verdict rests on, sorted. Found by judging its examples, which must touch every input:
 * that also shows what a host function reads far from where it is called, such as the alarms of a drill.
 */
export function callsOf(check: Check): readonly CallName[] {
  const calls = new Set<CallName>();
  for (const example of check.examples) {
    for (const { resource, property, isWalked } of touchesOf(check, example)) {
      const call = schemaOf(resource.type).properties[property]?.call;
      if (call !== undefined) calls.add(call as CallName);
      if (isWalked && check.resource === 'account') for (const each of DRILLED) calls.add(each);
    }
  }
  return [...calls].toSorted();
}

/** What judging an example reads; nothing for an example that describes no resource. */
function touchesOf(check: Check, example: Check['examples'][number]) {
  try {
    const { resource, world } = exampleWorld(check.resource, example);
    return judge(check, resource, { ...defaultParameters(check), ...example.params }, world).touches;
  } catch (error) {
    if (!(error instanceof ExampleError)) throw error;
    return [];
  }
}
