/** A value of an AWS answer or an event that should be text; empty when it is anything else. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
