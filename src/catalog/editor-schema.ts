import { RESOURCE_TYPES, type ResourceType, schemaOf } from '../model/resources/index.ts';
import type { PropertySchema, ResourceSchema } from '../model/resources/schema.ts';
import { checkSchema } from './check-schema.ts';

type JsonSchema = Readonly<Record<string, unknown>>;

const GAP = { $ref: '#/definitions/gap' } as const;
const DANGLING = { $ref: '#/definitions/dangling' } as const;

/**
 * The schema of check files as editors take it: what examples hold is spelled out for every type of resource.
 * Loading needs none of that, since there each example becomes a resource, with a message for every mistake.
 */
export function editorSchema(): JsonSchema {
  const { examples } = checkSchema.properties;
  const items = examples.items;
  const resources = RESOURCE_TYPES.map((type) => [type, { $ref: `#/definitions/${type}` }]);
  return {
    ...checkSchema,
    properties: {
      ...checkSchema.properties,
      examples: {
        ...examples,
        items: {
          ...items,
          properties: { ...items.properties, ...Object.fromEntries(resources) },
          additionalProperties: false,
        },
      },
    },
    definitions: {
      ...Object.fromEntries(RESOURCE_TYPES.map((type) => [type, resourceDefinition(schemaOf(type))])),
      // An editor sees the text that a tag stands before, not the tag. The reason for a gap is more than a word;
      // values of fields that are no free text are not.
      gap: { type: 'string', pattern: '\\s', description: '`!gap "reason"`: could not be read.' },
      dangling: { type: 'string', minLength: 1, description: '`!dangling name`: a link to what does not exist.' },
    },
  };
}

/** A resource in an example: in as few fields as matter, so none is required. */
const resourceDefinition = ({ description, properties }: ResourceSchema): JsonSchema => ({
  description,
  type: 'object',
  additionalProperties: false,
  properties: propertiesOf(properties),
});

const propertiesOf = (properties: Readonly<Record<string, PropertySchema>>): JsonSchema =>
  Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [
      name,
      { ...(schema.description !== undefined && { description: hover(schema) }), ...valueSchema(schema) },
    ]),
  );

/** What an editor shows of a field: what it is, and where it comes from. */
function hover({ description = '', call, opaque }: PropertySchema): string {
  const from = call === undefined ? '' : ` From ${call}.`;
  return `${description}${from}${opaque ? ' For functions only; expressions cannot read it.' : ''}`;
}

/** A value, or a gap in its place. */
function valueSchema(schema: PropertySchema): JsonSchema {
  if (schema.link) return { anyOf: [{ $ref: `#/definitions/${schema.link as ResourceType}` }, DANGLING] };
  // Free text takes a gap's reason as it is.
  if (schema.type === 'string' && !schema.enum && !schema.format) return { type: 'string' };
  return { anyOf: [plainSchema(schema), GAP] };
}

function plainSchema({ type, format, enum: values, items, properties, additionalProperties, opaque }: PropertySchema) {
  if (opaque) return { type };
  if (type === 'array') return { type, items: items ? valueSchema(items) : {} };
  if (properties) return { type: 'object', additionalProperties: false, properties: propertiesOf(properties) };
  if (type === 'object')
    return { type, additionalProperties: additionalProperties ? valueSchema(additionalProperties) : true };
  return { type, ...(format && { format }), ...(values && { enum: values }) };
}
