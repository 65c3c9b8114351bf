/**
 * The schema of a resource type: a JSON Schema (draft-07) object with three words of ours.
 * From it follow the TypeScript type, the type in expressions, the validation of examples and the docs.
 *
 * - `call` names the call a property is read from; a property without one is known whenever the resource is.
 * - `link` names the type of resource a property points to.
 * - `holes` marks a list that may be known only in part.
 */
export interface ResourceSchema {
  readonly title: string;
  readonly description: string;
  readonly type: 'object';
  readonly additionalProperties: false;
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, PropertySchema>>;
}

export interface PropertySchema {
  readonly description?: string;
  readonly type?: 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object';
  readonly format?: 'date-time';
  readonly enum?: readonly string[];
  readonly items?: PropertySchema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, PropertySchema>>;
  readonly additionalProperties?: false | PropertySchema;
  readonly call?: string;
  readonly link?: string;
  readonly holes?: true;
  /** Kept as AWS gave it, for interpreters; not readable in expressions. */
  readonly opaque?: true;
}
