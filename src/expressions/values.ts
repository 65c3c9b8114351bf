import { Gap } from '../model/gap.ts';
import { Link, type Resource } from '../model/resource.ts';
import { RESOURCE_TYPES, schemaOf } from '../model/resources/index.ts';
import type { PropertySchema } from '../model/resources/schema.ts';
import { evaluationUnderWay, unreadable } from './touched.ts';

/** The parts of a schema that matter here; a resource type and a nested object alike. */
interface ObjectSchema {
  readonly properties: Readonly<Record<string, PropertySchema>>;
}

/** What an instance stands for: an object of evidence, or something of which only the gap is known. */
interface Source {
  readonly path: string;
  readonly resource: Resource | undefined;
  /** The top-level property inside the resource; undefined at the top. */
  readonly property: string | undefined;
  readonly fields: Readonly<Record<string, unknown>> | undefined;
  readonly gap: Gap | undefined;
  readonly state: 'present' | 'dangling';
}

/**
 * An object of evidence as expressions see it. Declared properties are getters on the subclass:
 * a gap throws, a link leads to its target, an integer is a BigInt, a time is a Date.
 */
export class Evidence {
  readonly #source: Source;
  readonly #read = new Map<string, unknown>();

  constructor(source: Source) {
    this.#source = source;
  }

  static source(instance: Evidence): Source {
    return instance.#source;
  }

  /** Notes that a property was read. */
  static touch(instance: Evidence, name: string, path: string, value: unknown): void {
    const { resource, property } = instance.#source;
    if (resource) evaluationUnderWay().touches.push({ path, value, resource, property: property ?? name });
  }

  static property(instance: Evidence, name: string, schema: PropertySchema): unknown {
    const { gap, fields, path, resource, property } = instance.#source;
    if (gap) return unreadable(gap);
    const raw = fields?.[name];
    Evidence.touch(instance, name, `${path}.${name}`, raw);
    if (raw instanceof Gap) return unreadable(raw);
    if (raw === undefined) return undefined;
    if (!instance.#read.has(name)) {
      const at = { path: `${path}.${name}`, resource, property: property ?? name };
      instance.#read.set(name, hydrate(raw, schema, at));
    }
    return instance.#read.get(name);
  }
}

type Position = Pick<Source, 'path' | 'resource' | 'property'>;
type EvidenceClass = new (source: Source) => Evidence;

/** A type expressions know: its name in CEL, its fields, its class. */
export interface ValueType {
  readonly name: string;
  readonly ctor: EvidenceClass;
  /** Property name → CEL type; opaque properties are left out. */
  readonly fields: Readonly<Record<string, string>>;
}

const classes = new Map<string, EvidenceClass>();
// Nested object schemas by identity: two resources may share one (Block Public Access).
const nested = new Map<PropertySchema, string>();

const typeNameOf = (schema: PropertySchema): string | undefined => schema.link ?? nested.get(schema);

function hydrate(raw: unknown, schema: PropertySchema, at: Position): unknown {
  if (raw instanceof Link) return follow(raw, at.path);
  if (Array.isArray(raw)) {
    const items = schema.items ?? {};
    const known = raw
      .filter((element) => !(element instanceof Gap))
      .map((element, index) =>
        hydrate(element, items, {
          ...at,
          path: `${at.path}[${element instanceof Link ? shortName(element.id) : index}]`,
        }),
      );
    return partlyKnown(
      known,
      raw.filter((element) => element instanceof Gap),
    );
  }
  const typeName = typeNameOf(schema);
  if (schema.properties && typeName) {
    return make(typeName, {
      ...at,
      fields: raw as Record<string, unknown>,
      gap: undefined,
      state: 'present',
    });
  }
  if (schema.type === 'integer') return BigInt(raw as number);
  if (schema.format === 'date-time') return new Date(raw as string);
  if (schema.type === 'object') return new Map(Object.entries(raw as Record<string, unknown>));
  return raw;
}

const holes = new WeakMap<readonly unknown[], readonly Gap[]>();

/** Why a list may have more elements than it shows. */
export const holesOf = (list: readonly unknown[]): readonly Gap[] => holes.get(list) ?? [];

/**
 * A list that ends in its holes: whoever looks past the known elements reads a gap. So `exists` with a
 * hit and `all` with a miss are decided, and everything else is not, whatever its body says.
 */
function partlyKnown(known: unknown[], gaps: readonly Gap[]): readonly unknown[] {
  if (gaps.length === 0) return known;
  for (const gap of gaps) Object.defineProperty(known, known.length, { enumerable: true, get: () => unreadable(gap) });
  holes.set(known, gaps);
  return known;
}

const shortName = (id: string): string => id.slice(Math.max(id.lastIndexOf('/'), id.lastIndexOf(':')) + 1);

function follow(link: Link, path: string): Evidence {
  const target = evaluationUnderWay().world.find(link);
  if (target === 'dangling') {
    return make(link.to, {
      path,
      resource: undefined,
      property: undefined,
      fields: {},
      gap: undefined,
      state: 'dangling',
    });
  }
  if (target instanceof Gap) return unknownElement(target, link.to, path);
  return resourceValue(target, path);
}

const unknownElement = (gap: Gap, typeName: string | undefined, path: string): Evidence =>
  make(typeName ?? RESOURCE_TYPES[0] ?? '', {
    path,
    resource: undefined,
    property: undefined,
    fields: undefined,
    gap,
    state: 'present',
  });

const make = (typeName: string, source: Source): Evidence => {
  const ctor = classes.get(typeName);
  if (!ctor) throw new Error(`no such type of evidence: ${typeName}`);
  return new ctor(source);
};

/** A resource as the value of the variable `path`. */
export const resourceValue = (resource: Resource, path: string): Evidence =>
  make(resource.type, {
    path,
    resource,
    property: undefined,
    fields: resource.fields,
    gap: undefined,
    state: 'present',
  });

/** The known elements of a list, under the name a quantifier gives them. */
export const elementsOf = (list: readonly unknown[], as: string): readonly Evidence[] =>
  list.slice(0, list.length - holesOf(list).length).map((element) => {
    if (!(element instanceof Evidence)) throw new Error('a quantifier goes through resources or objects only');
    return new (element.constructor as EvidenceClass)({ ...Evidence.source(element), path: as });
  });

/** Whether a value read from evidence is there; throws when that is not known. */
export function isPresent(value: unknown): boolean {
  if (value === undefined || value === null) return false;
  if (!(value instanceof Evidence)) return true;
  const { gap, state, resource, property } = Evidence.source(value);
  if (gap) return unreadable(gap);
  if (property === undefined && resource && resource.exists instanceof Gap) return unreadable(resource.exists);
  return state === 'present';
}

/** Whether a link is configured and its target is known not to exist; throws when that is not known. */
export function isDangling(value: unknown): boolean {
  return isPresent(value) ? false : value instanceof Evidence;
}

const celType = (schema: PropertySchema, path: string): string | undefined => {
  if (schema.opaque) return undefined;
  if (schema.link) return schema.link;
  if (schema.format === 'date-time') return 'google.protobuf.Timestamp';
  switch (schema.type) {
    case 'string':
      return 'string';
    case 'boolean':
      return 'bool';
    case 'integer':
      return 'int';
    case 'number':
      return 'double';
    case 'array': {
      const item = schema.items && celType(schema.items, `${path}_item`);
      return item && `list<${item}>`;
    }
    case 'object':
      if (schema.properties) return nested.get(schema) ?? path;
      return schema.additionalProperties ? 'map<string, string>' : undefined;
    default:
      return undefined;
  }
};

function define(name: string, schema: ObjectSchema, into: ValueType[]): void {
  const ctor = class extends Evidence {};
  classes.set(name, ctor);
  const fields: Record<string, string> = {};
  for (const [property, inner] of Object.entries(schema.properties)) {
    for (const part of [inner, inner.items]) {
      if (part?.properties && !nested.has(part)) {
        const nestedName = part === inner ? `${name}_${property}` : `${name}_${property}_item`;
        nested.set(part, nestedName);
        define(nestedName, { properties: part.properties }, into);
      }
    }
    const type = celType(inner, `${name}_${property}`);
    if (type === undefined) continue;
    fields[property] = type;
    Object.defineProperty(ctor.prototype, property, {
      enumerable: true,
      get(this: Evidence) {
        return Evidence.property(this, property, inner);
      },
    });
  }
  into.push({ name, ctor, fields });
}

/** Every type of evidence, made from the resource schemas once. */
export const valueTypes: readonly ValueType[] = (() => {
  const types: ValueType[] = [];
  for (const type of RESOURCE_TYPES) define(type, schemaOf(type), types);
  return types;
})();
