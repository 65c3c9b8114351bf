import { type ASTNode, serialize } from '@marcbachmann/cel-js';
import type { ResourceType } from '../model/resources/index.ts';
import { schemaOf } from '../model/resources/index.ts';
import type { PropertySchema } from '../model/resources/schema.ts';

/** What a variable or a part of a path stands for: an object of a schema. */
export interface ObjectShape {
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, PropertySchema>>;
}

/** Variables in sight, by name; those that are not evidence (params) have no shape. */
export type Scope = ReadonlyMap<string, ObjectShape | undefined>;

/** A path such as `trail.bucket.name`, as far as it leads through evidence. */
export interface Path {
  readonly text: string;
  readonly schema: PropertySchema;
  /** The object the last step was taken from lets it be absent. */
  readonly isOptional: boolean;
}

export const shapeOf = (type: ResourceType): ObjectShape => schemaOf(type);

const shapeOfProperty = (schema: PropertySchema): ObjectShape | undefined => {
  if (schema.link) return shapeOf(schema.link as ResourceType);
  return schema.properties && { required: schema.required ?? [], properties: schema.properties };
};

/** The object a node stands for, if it is one of evidence. */
export function shapeOfNode(node: ASTNode, scope: Scope): ObjectShape | undefined {
  if (node.op === 'id') return scope.get(node.args);
  const path = pathOf(node, scope);
  return path && shapeOfProperty(path.schema);
}

/** What the elements of a list node are, if they are objects of evidence. */
export function elementShape(node: ASTNode, scope: Scope): ObjectShape | undefined {
  if (node.op === 'rcall' && node.args[0] === 'filter') return elementShape(node.args[1], scope);
  const items = pathOf(node, scope)?.schema.items;
  return items && shapeOfProperty(items);
}

/** The property a node reads, if it is a chain of members from a variable in scope. */
export function pathOf(node: ASTNode, scope: Scope): Path | undefined {
  if (node.op !== '.') return undefined;
  const [object, member] = node.args;
  const shape = shapeOfNode(object, scope);
  const schema = shape?.properties[member];
  if (!shape || !schema) return undefined;
  return { text: serialize(node), schema, isOptional: !shape.required.includes(member) };
}

/** The nodes directly below. */
export function children(node: ASTNode): readonly ASTNode[] {
  switch (node.op) {
    case 'value':
    case 'id':
      return [];
    case '.':
    case '.?':
      return [node.args[0]];
    case 'call':
      return node.args[1];
    case 'rcall':
      return [node.args[1], ...node.args[2]];
    case 'map':
      return node.args.flat();
    case '!_':
    case '-_':
      return [node.args];
    default:
      return node.args;
  }
}

const COMPREHENSIONS = new Set(['all', 'exists', 'exists_one', 'map', 'filter']);

/** The variable a comprehension brings in, and the scope of its body; undefined for other nodes. */
export function comprehension(node: ASTNode, scope: Scope) {
  if (node.op !== 'rcall' || !COMPREHENSIONS.has(node.args[0])) return undefined;
  const [, list, [variable, ...bodies]] = node.args;
  if (variable?.op !== 'id') return undefined;
  return { list, bodies, scope: new Map([...scope, [variable.args, elementShape(list, scope)]]) as Scope };
}
