import type { CallReference } from '../model/call.ts';
import { Gap } from '../model/gap.ts';
import type { CallName } from '../model/operations.ts';
import type { Resource } from '../model/resource.ts';
import { type ResourceType, schemaOf } from '../model/resources/index.ts';
import type { Answer } from './calls.ts';

/** The fields one answer gives: those of the schema's properties that name its call. */
export interface Part {
  readonly call: CallName;
  readonly references: readonly CallReference[];
  readonly fields: Readonly<Record<string, unknown>> | Gap;
}

/** Reads fields from an answer. A definite no gives `absent`, by default no fields at all. */
export function part<T>(
  call: CallName,
  answer: Answer<T>,
  read: (output: T, hole: Gap | undefined) => Readonly<Record<string, unknown>>,
  absent: Readonly<Record<string, unknown>> = {},
): Part {
  const { references } = answer;
  if (answer.kind === 'gap') return { call, references, fields: answer.gap };
  return { call, references, fields: answer.kind === 'absent' ? absent : read(answer.output, answer.hole) };
}

type Known = Omit<Resource, 'type' | 'exists' | 'fields' | 'calls'>;

/**
 * A resource from what is known of it anyway and what its calls answered. A property whose call
 * failed is that gap; a required one that AWS left out is a gap too, since absent is not "no".
 */
export function assemble(
  type: ResourceType,
  known: Known & { readonly exists?: true | Gap },
  base: Readonly<Record<string, unknown>>,
  parts: readonly Part[],
): Resource {
  const { properties, required } = schemaOf(type);
  const fields: Record<string, unknown> = { ...base };
  const calls: Record<string, readonly CallReference[]> = {};
  for (const { call, references, fields: given } of parts) {
    calls[call] = references;
    if (!(given instanceof Gap)) {
      for (const [name, value] of Object.entries(given)) if (value !== undefined) fields[name] = value;
      continue;
    }
    for (const [name, property] of Object.entries(properties)) {
      if (property.call === call && fields[name] === undefined) fields[name] = given;
    }
  }
  for (const name of required) {
    if (fields[name] === undefined) fields[name] = new Gap('failed', `AWS did not say ${type}.${name} of ${known.id}`);
  }
  const { exists = true, ...reference } = known;
  return { type, ...reference, exists, fields, calls };
}
