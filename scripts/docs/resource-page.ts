import { Environment } from '@marcbachmann/cel-js';
import { registerHostFunctions } from '../../src/expressions/host-functions.ts';
import { valueTypes } from '../../src/expressions/values.ts';
import { findOperation } from '../../src/model/operations.ts';
import { RESOURCE_TYPES, type ResourceType, schemaOf } from '../../src/model/resources/index.ts';
import type { PropertySchema, ResourceSchema } from '../../src/model/resources/schema.ts';
import { markdownCode, markdownProse } from '../../src/reporters/escape.ts';
import { functionText } from './function-texts.ts';
import { link, page, section, table } from './page.ts';

/** Every page of docs/resources, by path. */
export function resourcePages(): ReadonlyMap<string, string> {
  const functions = hostFunctions();
  const index = page(
    'Resources',
    'What a check can judge, and what an expression can ask of it. A link leads on to another resource.',
    table(
      ['Type', 'What it is'],
      RESOURCE_TYPES.map((type) => [link(markdownCode(type), `${type}.md`), prose(schemaOf(type).description)]),
    ),
  );
  return new Map([
    ['docs/resources/README.md', index],
    ...RESOURCE_TYPES.map((type): [string, string] => [
      `docs/resources/${type}.md`,
      resourcePage(type, functions.get(type) ?? []),
    ]),
  ]);
}

function resourcePage(type: ResourceType, functions: readonly HostFunction[]): string {
  const schema = schemaOf(type);
  return page(
    markdownCode(type),
    prose(schema.description),
    section(
      'Fields',
      `${table(['Field', 'Type', 'What it says', 'Read by', 'IAM action'], fieldRows(schema, ''))}\n\n${LEGEND}`,
    ),
    section(
      'Functions',
      table(
        ['Function', 'What it comes to'],
        functions.map(({ name, signature }) => [markdownCode(signature), functionText(type, name) ?? '']),
      ),
    ),
    link('All resources', 'README.md'),
  );
}

const LEGEND =
  '*optional*: may be absent, and is read only under `present(…)`. *for functions*: kept as AWS gave it; expressions cannot read it. ' +
  '*may have holes*: may be known only in part. A field that no call reads is known whenever the resource is.';

/** A row for each field, and for each member of a field that is an object: what reads the field reads those, too. */
function fieldRows(
  { properties, required }: Pick<ResourceSchema, 'properties' | 'required'>,
  prefix: string,
  from?: string,
): readonly (readonly string[])[] {
  return Object.entries(properties).flatMap(([name, schema]) => {
    const path = `${prefix}${name}`;
    const { description = '', call = from, items } = schema;
    const marks = [
      ...(required.includes(name) ? [] : ['*optional*']),
      ...(schema.opaque ? ['*for functions*'] : []),
      ...(schema.holes ? ['*may have holes*'] : []),
    ];
    const action = call === undefined ? '' : (findOperation(call)?.action ?? '');
    const row = [
      markdownCode(path),
      [typeOf(schema), ...marks].join(', '),
      prose(description),
      call === undefined ? '' : markdownCode(call),
      action === '' ? '' : markdownCode(action),
    ];
    const inner = schema.opaque ? undefined : (schema.properties ?? items?.properties);
    if (!inner) return [row];
    const members = { properties: inner, required: schema.required ?? items?.required ?? [] };
    return [row, ...fieldRows(members, items ? `${path}[].` : `${path}.`, call)];
  });
}

function typeOf({ type, format, enum: values, items, link: target, additionalProperties }: PropertySchema): string {
  if (target !== undefined) return `link to ${link(markdownCode(target), `${target}.md`)}`;
  if (type === 'array') return items ? `list of ${typeOf(items)}` : 'list';
  if (format === 'date-time') return 'time';
  if (values) return values.map(markdownCode).join(' or ');
  if (additionalProperties) return `map of ${typeOf(additionalProperties)}`;
  return type ?? 'any';
}

interface HostFunction {
  readonly name: string;
  readonly signature: string;
}

/** Our functions by the type they are called on, as the expression language knows them. */
export function hostFunctions(): ReadonlyMap<string, readonly HostFunction[]> {
  const environment = new Environment();
  for (const { name, ctor, fields } of valueTypes) environment.registerType(name, { ctor, fields: { ...fields } });
  registerHostFunctions(environment);
  const types = new Set<string>(RESOURCE_TYPES);
  const found = new Map<string, HostFunction[]>();
  for (const { receiverType, name, signature } of environment.getDefinitions().functions) {
    if (receiverType === null || !types.has(receiverType)) continue;
    found.set(receiverType, [...(found.get(receiverType) ?? []), { name, signature }]);
  }
  return found;
}

const prose = (text: string): string => markdownProse(text).replaceAll('\n\n', ' ');
