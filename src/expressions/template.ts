import { Gap } from '../model/gap.ts';
import type { World } from '../model/world.ts';
import { type Context, compileValue, type Expression, ExpressionError } from './compile.ts';
import { Evidence, holesOf } from './values.ts';

/** A text with `{{expressions}}`. */
export interface Template {
  readonly text: string;
  /** Fills it in. What is absent reads "none", what could not be read "(unreadable)". Never throws. */
  render(variables: Readonly<Record<string, unknown>>, world: World, quote?: (value: string) => string): string;
}

/** Compiles a text; throws an ExpressionError whose offsets are those of the text. */
export function compileTemplate(text: string, context: Context): Template {
  const parts: (string | Expression<unknown>)[] = [];
  let end = 0;
  for (const match of text.matchAll(/\{\{(.*?)\}\}/gs)) {
    const [whole, expression = ''] = match;
    parts.push(text.slice(end, match.index));
    try {
      parts.push(compileValue(expression.trim(), context, false));
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      const shift = match.index + 2 + (expression.length - expression.trimStart().length);
      throw new ExpressionError(error.complaints.map(({ message, start }) => ({ message, start: start + shift })));
    }
    end = match.index + whole.length;
  }
  const rest = text.slice(end);
  const stray = rest.search(/\{\{|\}\}/);
  if (stray !== -1)
    throw new ExpressionError([{ message: 'braces that do not pair up; expected {{expression}}', start: end + stray }]);
  parts.push(rest);
  return {
    text,
    render: (variables, world, quote = (value) => value) =>
      parts.map((part) => (typeof part === 'string' ? part : quote(rendered(part, variables, world)))).join(''),
  };
}

function rendered(part: Expression<unknown>, variables: Readonly<Record<string, unknown>>, world: World): string {
  const { result } = part.evaluate(variables, world);
  if (result.kind === 'value') return show(result.value);
  return result.kind === 'unknown' ? '(unreadable)' : 'none';
}

/** A value as people read it. */
export function show(value: unknown): string {
  if (value === undefined || value === null) return 'none';
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Gap) return `unreadable: ${value.reason}`;
  if (value instanceof Evidence) return Evidence.source(value).resource?.name ?? 'object';
  if (Array.isArray(value)) {
    const hidden = holesOf(value).length;
    const shown = value.slice(0, value.length - hidden).map(show);
    return [...shown, ...(hidden > 0 ? ['(unreadable)'] : [])].join(', ') || 'none';
  }
  if (value instanceof Map) return [...value].map(([key, each]) => `${show(key)}=${show(each)}`).join(', ');
  return typeof value === 'string'
    ? value
    : JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? Number(inner) : inner));
}
