/** Parts that the schemas of reports are made of. */
export const text = (description: string) => ({ type: 'string', description }) as const;
export const count = (description: string) => ({ type: 'integer', minimum: 0, description }) as const;
export const texts = (description: string) => ({ type: 'array', items: { type: 'string' }, description }) as const;

/** Values of parameters, by name. */
export const parameters = (description: string) =>
  ({
    type: 'object',
    description,
    additionalProperties: {
      anyOf: [
        { type: 'string' },
        { type: 'number' },
        { type: 'boolean' },
        { type: 'array', items: { type: 'string' } },
      ],
    },
  }) as const;
