import { readFileSync } from 'node:fs';
import { SourceFile } from '../../src/catalog/source-file.ts';
import { type Check, type Clause, isQuantifier, type ParameterValue } from '../../src/expressions/check.ts';
import {
  type Context,
  compileValue,
  type Expression,
  ExpressionError,
  elementContext,
  resourceContext,
} from '../../src/expressions/compile.ts';
import type { SampleEvents } from '../../src/model/sample-event.ts';
import { mutateExpression } from './mutate-expression.ts';
import { mutateParameter } from './mutate-parameter.ts';
import { vocabularyOf } from './vocabulary.ts';

type Params = Readonly<Record<string, ParameterValue>>;
type Condition = Expression<boolean>;

/** A check with one small thing changed. */
export interface Mutant {
  /** What was changed and in which part, such as `assert: a < 3 → a <= 3`; the same after unrelated edits. */
  readonly key: string;
  /** `file:line:column`. */
  readonly place: string;
  /** The changed check; undefined when it does not compile. */
  readonly check: Check | undefined;
  /** The parameters the changed check is judged with, made of those of an example. */
  params(given: Params): Params;
}

/** An expression of a check, and the check with another in its place, or without it. */
interface Site {
  readonly path: readonly (string | number)[];
  readonly condition: Condition;
  readonly context: Context;
  with(condition: Condition | undefined): Check;
}

/** Every mutant of a check: of its expressions, its clauses and its parameters. */
export function mutateCheck(check: Check, events: SampleEvents): readonly Mutant[] {
  const source = new SourceFile(check.file, readFileSync(check.file, 'utf8'));
  const placeOf = (path: Site['path'], offset?: number): string => {
    const { line, column } = source.problem(path, '', offset === undefined ? {} : { offset });
    return `${check.file}:${line}:${column}`;
  };
  const vocabulary = vocabularyOf(events);
  const changed = sitesOf(check, events).flatMap((site): Mutant[] => {
    const { path, condition, context } = site;
    // Without the index of a clause, which changes when another clause comes or goes.
    const name = path.filter((step) => typeof step === 'string' && step !== 'expr').join('.');
    const params = (given: Params): Params => given;
    return [
      {
        key: `${name}: without ${condition.text.trim().replaceAll(/\s+/g, ' ')}`,
        place: placeOf(path),
        check: site.with(undefined),
        params,
      },
      ...mutateExpression(condition.text, vocabulary).map(({ change, text, start }) => {
        const other = compiled(text, context);
        return { key: `${name}: ${change}`, place: placeOf(path, start), check: other && site.with(other), params };
      }),
    ];
  });
  const quantified = quantifiersOf(check).map(
    ({ from, to, check }): Mutant => ({
      key: `${from} → ${to}`,
      place: placeOf([from]),
      check,
      params: (given) => given,
    }),
  );
  const shifted = Object.entries(check.params).flatMap(([name, parameter]) =>
    mutateParameter(parameter).map(
      ({ change, apply }): Mutant => ({
        key: `params.${name}: ${change}`,
        place: placeOf(['params', name]),
        check,
        params: (given) => ({ ...given, [name]: apply(given[name] as ParameterValue) }),
      }),
    ),
  );
  return numbered([...changed, ...quantified, ...shifted]);
}

/** The check with each of the other quantifiers. */
function quantifiersOf({ assertion, ...check }: Check) {
  if (!isQuantifier(assertion)) return [];
  const { kind: from } = assertion;
  return (['some', 'every', 'none'] as const)
    .filter((to) => to !== from)
    .map((to) => ({ from, to, check: { ...check, assertion: { ...assertion, kind: to } } }));
}

/** Without asking for `present(…)` before what may be absent: an example has to show what it guards against. */
function compiled(text: string, context: Context): Condition | undefined {
  try {
    const expression = compileValue(text, context, false);
    return expression.type === 'bool' ? (expression as Condition) : undefined;
  } catch (error) {
    if (error instanceof ExpressionError) return undefined;
    throw error;
  }
}

function sitesOf(check: Check, events: SampleEvents): readonly Site[] {
  const { when, assertion, params } = check;
  const types = Object.fromEntries(Object.entries(params).map(([name, { type }]) => [name, type]));
  const context = resourceContext(check.resource, types, events);
  const asserting = (assertion: Check['assertion']): Check => ({ ...check, assertion });
  const sites: Site[] = [];
  if (when) sites.push({ path: ['when'], condition: when, context, with: (when) => changedPart(check, { when }) });
  if (!isQuantifier(assertion)) return [...sites, ...clauses(['assert'], assertion, context, asserting)];
  const { kind, where, that } = assertion;
  const inner = elementContext(context, assertion.of, assertion.as);
  if (where) {
    const write = (where: Condition | undefined): Check => asserting(changedPart(assertion, { where }));
    sites.push({ path: [kind, 'where'], condition: where, context: inner, with: write });
  }
  return [...sites, ...clauses([kind, 'that'], that, inner, (that) => asserting({ ...assertion, that }))];
}

/** With another part, or without it. */
const changedPart = <T>(whole: T, part: { readonly [K in keyof T]?: T[K] | undefined }): T => ({ ...whole, ...part });

const clauses = (
  path: Site['path'],
  all: readonly Clause[],
  context: Context,
  write: (clauses: readonly Clause[]) => Check,
): readonly Site[] =>
  all.map((clause, index) => ({
    path: clause.miss ? [...path, index, 'expr'] : path,
    condition: clause.condition,
    context,
    with: (condition) => write(condition ? all.with(index, { ...clause, condition }) : all.toSpliced(index, 1)),
  }));

/** Tells the second of two equal keys from the first. */
function numbered(mutants: readonly Mutant[]): readonly Mutant[] {
  const seen = new Map<string, number>();
  return mutants.map((mutant) => {
    const count = (seen.get(mutant.key) ?? 0) + 1;
    seen.set(mutant.key, count);
    return count === 1 ? mutant : { ...mutant, key: `${mutant.key} (${count})` };
  });
}
