import {
  type Clause,
  type Column,
  type FilterPattern,
  isGroup,
  type JsonCondition,
  LONGEST_PATTERN,
  type Selector,
  type Value,
} from './pattern.ts';

/**
 * The pattern as text, in one spelling: read again it gives an equal pattern, apart from its places.
 *
 * Spaces are left out, and parentheses that only help the eye, where with them the text would be too long to be read.
 */
export function printFilterPattern(pattern: FilterPattern): string {
  const text = print(pattern, SPACED);
  return text.length > LONGEST_PATTERN ? print(pattern, DENSE) : text;
}

interface Style {
  readonly space: '' | ' ';
}
const SPACED: Style = { space: ' ' };
const DENSE: Style = { space: '' };

function print(pattern: FilterPattern, style: Style): string {
  const { space } = style;
  if (pattern.shape === 'json') {
    return `{${space}${printClause(pattern.clause, (condition) => printCondition(condition, style), style)}${space}}`;
  }
  if (pattern.shape === 'columns') {
    return `[${pattern.columns.map((column) => printColumn(column, style)).join(`,${space}`)}]`;
  }
  if (pattern.terms.length === 0) return '" "';
  return pattern.terms.map(({ mark, value }) => `${mark}${printValue(value)}`).join(' ');
}

function printClause<Condition extends { readonly kind: string }>(
  clause: Clause<Condition>,
  printOne: (condition: Condition) => string,
  style: Style,
): string {
  if (!isGroup(clause)) return printOne(clause);
  const sign = `${style.space}${clause.kind === 'and' ? '&&' : '||'}${style.space}`;
  return clause.parts
    .map((part) => {
      const text = printClause(part, printOne, style);
      // && binds tighter than ||, so these parentheses only help the eye.
      const isPlain = clause.kind === 'or' && part.kind === 'and' && style === DENSE;
      return isGroup(part) && !isPlain ? `(${text})` : text;
    })
    .join(sign);
}

function printCondition(condition: JsonCondition, { space }: Style): string {
  const selector = printSelector(condition.selector);
  const gap = selector.endsWith(']') ? space : ' ';
  if (condition.kind === 'is') return `${selector}${gap}IS ${condition.state}`;
  if (condition.kind === 'not-exists') return `${selector}${gap}NOT EXISTS`;
  return `${selector}${space}${condition.operator}${space}${printValue(condition.value)}`;
}

function printColumn(column: Column, style: Style): string {
  if (column.kind === 'ellipsis') return '...';
  if (!column.clause) return column.name;
  const { space } = style;
  return printClause(
    column.clause,
    ({ operator, value }) => `${column.name}${space}${operator}${space}${printValue(value)}`,
    style,
  );
}

const printSelector = (selector: Selector): string =>
  `$${selector
    .map((step) => {
      if ('index' in step) return `[${step.index}]`;
      if ('every' in step) return step.every === 'field' ? '.*' : '[*]';
      if (/^[\w-]+$/.test(step.key)) return `.${step.key}`;
      const quote = step.key.includes("'") ? '"' : "'";
      return `[${quote}${step.key}${quote}]`;
    })
    .join('')}`;

function printValue(value: Value): string {
  if (value.kind === 'regex') return `%${value.written}%`;
  return value.kind === 'text' && value.isQuoted ? `"${value.written}"` : value.written;
}
