import { type ASTNode, Environment } from '@marcbachmann/cel-js';
import type { Gap } from '../model/gap.ts';
import type { ResourceType } from '../model/resources/index.ts';
import type { SampleEvents } from '../model/sample-event.ts';
import type { Walk } from '../model/walk.ts';
import type { World } from '../model/world.ts';
import { registerHostFunctions } from './host-functions.ts';
import { type Complaint, lint } from './lint.ts';
import { elementShape, type ObjectShape, type Scope, shapeOf } from './paths.ts';
import { didYouMean } from './suggest.ts';
import { during, type Evaluation, type Touch, Unreadable } from './touched.ts';
import { valueTypes } from './values.ts';

export type ParameterType = 'string' | 'int' | 'bool' | 'list<string>';

/** What an expression is compiled against: the variables in sight, with what is known of them. */
export interface Context {
  readonly environment: Environment;
  /** The sample events that drills may name. */
  readonly events: SampleEvents;
  readonly scope: Scope;
  /** Paths an earlier expression has shown to be present. */
  readonly present: ReadonlySet<string>;
}

/** An expression is wrong; `start` is an offset into its text. */
export class ExpressionError extends Error {
  readonly complaints: readonly Complaint[];
  constructor(complaints: readonly Complaint[]) {
    super(complaints.map(({ message }) => message).join('; '));
    this.complaints = complaints;
  }
}

/** What came of evaluating an expression. */
export interface Outcome<T> {
  readonly result:
    | { readonly kind: 'value'; readonly value: T }
    | { readonly kind: 'unknown' }
    | { readonly kind: 'error'; readonly message: string };
  readonly touches: readonly Touch[];
  readonly gaps: readonly Gap[];
  readonly walks: readonly Walk[];
}

export interface Expression<T> {
  readonly text: string;
  /** The evidence it reads that may be a gap: the path to each property that comes from a call. */
  readonly inputs: ReadonlySet<string>;
  /** Paths that are present where it is true. */
  readonly present: ReadonlySet<string>;
  readonly ast: ASTNode;
  /** CEL type of the result. */
  readonly type: string;
  /** Variables by name, made of `resourceValue` and parameters. Never throws. */
  evaluate(variables: Readonly<Record<string, unknown>>, world: World): Outcome<T>;
}

const base = (() => {
  const environment = new Environment({ limits: { maxAstNodes: 2000, maxDepth: 24 } });
  // Types may name one another in any order, so their fields come second.
  for (const { name, ctor, fields } of valueTypes) environment.registerType(name, { ctor, fields: { ...fields } });
  registerHostFunctions(environment);
  return environment;
})();

/** A context with one resource in sight, under the name of its type, and the check's parameters. */
export function resourceContext(
  type: ResourceType,
  params: Readonly<Record<string, ParameterType>>,
  events: SampleEvents,
): Context {
  const environment = base.clone();
  environment.registerVariable(type, type);
  environment.registerType({ name: 'params', schema: { ...params } });
  environment.registerVariable('params', 'params');
  return {
    environment,
    events,
    scope: new Map([
      [type, shapeOf(type)],
      ['params', undefined],
    ]),
    present: new Set(),
  };
}

/** The context of a list's elements: the element under its name, beside what is already in sight. */
export function elementContext(context: Context, list: Expression<unknown>, as: string): Context {
  const element = /^list<(.+)>$/.exec(list.type)?.[1];
  const shape: ObjectShape | undefined = elementShape(list.ast, context.scope);
  if (!element || !shape) {
    throw new ExpressionError([
      { message: `${list.text} is no list of resources or objects, but ${list.type}`, start: 0 },
    ]);
  }
  if (context.scope.has(as)) {
    throw new ExpressionError([{ message: `"${as}" is already the name of something else`, start: 0 }]);
  }
  const environment = context.environment.clone();
  environment.registerVariable(as, element);
  return { ...context, environment, scope: new Map([...context.scope, [as, shape]]) };
}

/** Compiles an expression that yields true or false. */
export const compileCondition = (text: string, context: Context): Expression<boolean> =>
  compile(text, context, { guards: true, expected: 'bool' }) as Expression<boolean>;

/** Compiles an expression of any type. */
export const compileValue = (text: string, context: Context, guards = true): Expression<unknown> =>
  compile(text, context, { guards, expected: undefined });

function compile(
  text: string,
  context: Context,
  { guards, expected }: { readonly guards: boolean; readonly expected: string | undefined },
): Expression<unknown> {
  const parsed = attempt(() => context.environment.parse(text), context);
  const found = lint(parsed.ast, context.scope, context.present, { guards, events: context.events });
  const checked = parsed.check();
  if (!checked.valid || checked.type === undefined) {
    throw new ExpressionError([...found.complaints, complaintOf(checked.error, context)]);
  }
  if (found.complaints.length > 0) throw new ExpressionError(found.complaints);
  const { type } = checked;
  if (expected !== undefined && type !== expected) {
    throw new ExpressionError([{ message: `the expression yields ${type}, expected ${expected}`, start: 0 }]);
  }
  return {
    text,
    type,
    ast: parsed.ast,
    inputs: found.inputs,
    present: found.present,
    evaluate: (variables, world) => {
      const evaluation: Evaluation = { world, events: context.events, touches: [], gaps: new Set(), walks: new Set() };
      const result = during(evaluation, (): Outcome<unknown>['result'] => {
        try {
          return { kind: 'value', value: parsed(variables) };
        } catch (error) {
          if (evaluation.gaps.size > 0 || error instanceof Unreadable) return { kind: 'unknown' };
          return { kind: 'error', message: (error as { summary?: string }).summary ?? (error as Error).message };
        }
      });
      return { result, touches: evaluation.touches, gaps: [...evaluation.gaps], walks: [...evaluation.walks] };
    },
  };
}

function attempt<T>(action: () => T, context: Context): T {
  try {
    return action();
  } catch (error) {
    throw new ExpressionError([complaintOf(error, context)]);
  }
}

/** cel-js's own complaint in our words, with the name that was probably meant. */
function complaintOf(error: unknown, context: Context): Complaint {
  const { summary, message, code, range } = error as {
    summary?: string;
    message: string;
    code?: string;
    range?: { start: number };
  };
  const start = range?.start ?? 0;
  const text = summary ?? message;
  const unknownVariable = /^Unknown variable: (.+)$/.exec(text)?.[1];
  if (unknownVariable) {
    return {
      message: `nothing is called "${unknownVariable}" here${didYouMean(unknownVariable, context.scope.keys())}`,
      start,
    };
  }
  const unknownField = code === 'no_such_key' ? /^No such key: (.+)$/.exec(text)?.[1] : undefined;
  if (unknownField) {
    const fields = fieldsInReach(context);
    const elsewhere = fields.get(unknownField);
    const meant =
      elsewhere === undefined
        ? didYouMean(unknownField, without(unknownField, fields.keys()))
        : ` here (did you mean "${elsewhere}"?)`;
    return { message: `there is no field "${unknownField}"${meant}`, start };
  }
  return { message: text, start };
}

/** An object in reach, with the path to it; elements of a list have none. */
interface Reached {
  readonly path: string | undefined;
  readonly shape: Pick<ObjectShape, 'properties'> | undefined;
}

const without = (name: string, names: Iterable<string>): readonly string[] =>
  [...names].filter((other) => other !== name);

/**
 * The fields the misspelt one could have been: those in reach of the variables in sight, each with the shortest
 * path there; nothing where only elements of a list have it.
 */
function fieldsInReach(context: Context): ReadonlyMap<string, string | undefined> {
  const fields = new Map<string, string | undefined>();
  let level: readonly Reached[] = [...context.scope].map(([path, shape]) => ({ path, shape }));
  for (let depth = 0; depth < 3; depth++) {
    const next: Reached[] = [];
    for (const { path, shape } of level) {
      for (const [name, schema] of Object.entries(shape?.properties ?? {})) {
        if (schema.opaque) continue;
        const full = path === undefined ? undefined : `${path}.${name}`;
        fields.set(name, fields.get(name) ?? full);
        const { link, properties } = schema.items ?? schema;
        const inner = link ? shapeOf(link as ResourceType) : properties && { properties };
        if (inner) next.push({ path: schema.items ? undefined : full, shape: inner });
      }
    }
    level = next;
  }
  return fields;
}
