import type { Example } from '../expressions/check.ts';
import { DanglingExample } from '../model/dangling.ts';
import { Gap } from '../model/gap.ts';
import { Link, type Resource } from '../model/resource.ts';
import { type ResourceType, schemaOf } from '../model/resources/index.ts';
import type { PropertySchema } from '../model/resources/schema.ts';
import type { World } from '../model/world.ts';

/** An example names something that the resource type does not have. */
export class ExampleError extends Error {}

/** The resource an example describes, and the world its links lead into. Throws ExampleError. */
export function exampleWorld(
  type: ResourceType,
  example: Example,
): { readonly resource: Resource; readonly world: World } {
  const targets = new Map<string, Resource | 'dangling'>();
  const builder = new Builder(targets);
  const resource = builder.resource(type, example.resource, type);
  return {
    resource,
    world: { find: ({ to, id }) => targets.get(`${to} ${id}`) ?? new Gap('failed', `the example has no ${to} ${id}`) },
  };
}

class Builder {
  readonly #targets: Map<string, Resource | 'dangling'>;
  #count = 0;

  constructor(targets: Map<string, Resource | 'dangling'>) {
    this.#targets = targets;
  }

  resource(type: ResourceType, given: Readonly<Record<string, unknown>>, path: string): Resource {
    const { properties, required } = schemaOf(type);
    const id = text(given['id']) ?? text(given['arn']) ?? `example-${type}-${++this.#count}`;
    const name = text(given['name']) ?? `example-${type}`;
    const defaults = { id, arn: id, name, account: '111122223333', region: 'eu-west-1', homeRegion: 'eu-west-1' };
    const fields = this.#object({ required, properties }, given, path, defaults);
    const account = text(fields['account']);
    const region = text(fields['region']) ?? text(fields['homeRegion']);
    return { type, id, name, ...(account && { account }), ...(region && { region }), exists: true, fields, calls: {} };
  }

  #object(
    schema: { readonly required: readonly string[]; readonly properties: Readonly<Record<string, PropertySchema>> },
    given: Readonly<Record<string, unknown>>,
    path: string,
    defaults: Readonly<Record<string, string>> = {},
  ): Record<string, unknown> {
    for (const name of Object.keys(given)) {
      if (!Object.hasOwn(schema.properties, name)) throw new ExampleError(`${path} has no field "${name}"`);
    }
    const fields: Record<string, unknown> = {};
    for (const [name, property] of Object.entries(schema.properties)) {
      const at = `${path}.${name}`;
      if (given[name] !== undefined) fields[name] = this.#value(property, given[name], at);
      else if (property.call === undefined && defaults[name] !== undefined) fields[name] = defaults[name];
      else if (schema.required.includes(name)) fields[name] = new Gap('failed', `the example does not set ${at}`);
    }
    return fields;
  }

  #value(schema: PropertySchema, value: unknown, path: string): unknown {
    if (value instanceof Gap) return value;
    if (schema.link) return this.#link(schema.link as ResourceType, value, path);
    if (value instanceof DanglingExample) throw new ExampleError(`${path} is no link, so it cannot dangle`);
    if (schema.type === 'array') {
      if (!Array.isArray(value)) throw new ExampleError(`${path} is a list`);
      const items = schema.opaque ? {} : (schema.items ?? {});
      return value.map((element, index) => this.#value(items, element, `${path}[${index}]`));
    }
    if (schema.properties) {
      if (!isObject(value)) throw new ExampleError(`${path} is an object`);
      return this.#object({ required: schema.required ?? [], properties: schema.properties }, value, path);
    }
    if (!fits(schema, value))
      throw new ExampleError(`${path}: ${JSON.stringify(value)} is no ${schema.format ?? schema.type ?? 'value'}`);
    if (schema.enum && !schema.enum.includes(value as string)) {
      throw new ExampleError(`${path}: "${String(value)}" is none of ${schema.enum.join(', ')}`);
    }
    return value;
  }

  #link(type: ResourceType, value: unknown, path: string): Link {
    if (value instanceof DanglingExample) {
      this.#targets.set(`${type} ${value.name}`, 'dangling');
      return new Link(type, value.name);
    }
    if (!isObject(value)) throw new ExampleError(`${path} is a link: write the ${type} it leads to, or !dangling name`);
    const target = this.resource(type, value, path);
    this.#targets.set(`${type} ${target.id}`, target);
    return new Link(type, target.id);
  }
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof DanglingExample);

function fits(schema: PropertySchema, value: unknown): boolean {
  if (schema.format === 'date-time') return typeof value === 'string' && !Number.isNaN(Date.parse(value));
  switch (schema.type) {
    case 'integer':
      return Number.isInteger(value);
    case 'object':
      return (
        isObject(value) && (schema.opaque === true || Object.values(value).every((each) => typeof each === 'string'))
      );
    case undefined:
      return true;
    default:
      return typeof value === schema.type;
  }
}
