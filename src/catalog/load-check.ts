import {
  type Check,
  type Clause,
  type Example,
  FIX_WAYS,
  type Parameter,
  type ParameterFormat,
  type ParameterValue,
  type Quantifier,
} from '../expressions/check.ts';
import {
  type Context,
  compileCondition,
  compileValue,
  type Expression,
  ExpressionError,
  elementContext,
  type ParameterType,
  resourceContext,
} from '../expressions/compile.ts';
import { didYouMean } from '../expressions/suggest.ts';
import { compileTemplate, type Template } from '../expressions/template.ts';
import type { SampleEvents } from '../model/sample-event.ts';
import type { CheckFile } from './check-schema.ts';
import { CatalogError, type Problem, type SourceFile } from './source-file.ts';
import { wayTo } from './validate.ts';

type Path = readonly (string | number)[];
const QUANTIFIERS = ['some', 'every', 'none'] as const;

/** Type-checks a check file that fits its schema; throws a CatalogError naming every mistake. */
export function compileCheck(source: SourceFile, area: string, events: SampleEvents): Check {
  const written = source.value as CheckFile;
  const problems: Problem[] = [];
  const reader = new Reader(source, problems);
  const params = reader.params(written.params ?? {});
  const context = resourceContext(written.resource, typesOf(params), events);

  const when = written.when === undefined ? undefined : reader.condition(['when'], written.when, context);
  const judged = when ? { ...context, present: new Set([...context.present, ...when.present]) } : context;
  const assertion = reader.assertion(written, judged);
  const message = reader.template(['message'], written.message, context);
  const { fix } = written;
  const summary = reader.template(['fix', 'summary'], fix.summary, context);
  const ways: Partial<Record<(typeof FIX_WAYS)[number], Template>> = {};
  for (const way of FIX_WAYS) {
    const text = fix[way];
    const template = text === undefined ? undefined : reader.template(['fix', way], text, context);
    if (template) ways[way] = template;
  }
  const examples = written.examples.map((example, index) => reader.example(example, index, written.resource, params));

  if (problems.length > 0 || !assertion || !message || !summary) throw new CatalogError(problems);
  return {
    id: written.id,
    title: written.title,
    area,
    severity: written.severity,
    status: written.status ?? 'stable',
    aliases: written.aliases ?? [],
    resource: written.resource,
    params,
    ...(when && { when }),
    assertion,
    message,
    why: written.why.trim(),
    fix: { summary, ...ways, ...(fix.caution !== undefined && { caution: fix.caution }) },
    references: written.references,
    examples,
    file: source.file,
  };
}

const typesOf = (params: Readonly<Record<string, Parameter>>): Record<string, ParameterType> =>
  Object.fromEntries(Object.entries(params).map(([name, { type }]) => [name, type]));

/** Whether a value fits a parameter; a message when it does not. */
export function parameterMistake(parameter: ParameterRule, value: unknown): string | undefined {
  const { type, enum: allowed, min, format } = parameter;
  const fits = {
    string: () => typeof value === 'string',
    int: () => Number.isSafeInteger(value),
    bool: () => typeof value === 'boolean',
    'list<string>': () => Array.isArray(value) && value.every((each) => typeof each === 'string'),
  } satisfies Record<ParameterType, () => boolean>;
  if (!fits[type]()) return `${JSON.stringify(value)} is no ${type}${wayTo(type, value)}`;
  if (min !== undefined && Number(value) < min) return `${Number(value)} is too little; expected at least ${min}`;
  const words = [value].flat().filter((each) => typeof each === 'string');
  const misshapen = format && words.find((word) => word !== '' && !FORMATS[format].pattern.test(word));
  if (misshapen) return `"${misshapen}" is no ${FORMATS[format].words}`;
  const stranger = words.find((word) => !(allowed ?? [word]).includes(word));
  if (allowed === undefined || stranger === undefined) return undefined;
  const choice = allowed.map((word) => word || '""').join(', ');
  return `"${stranger}" is not allowed${didYouMean(stranger, allowed)}; expected one of ${choice}`;
}

type ParameterRule = Pick<Parameter, 'type' | 'enum' | 'min' | 'format'>;

const FORMATS = {
  account: { pattern: /^\d{12}$/, words: 'account id; expected twelve digits' },
  arn: {
    pattern: /^arn:[\w-]+:[\w-]+:[\w-]*:\d*:./,
    words: 'ARN; expected one such as arn:aws:sns:eu-west-1:111122223333:name',
  },
} as const satisfies Record<ParameterFormat, { readonly pattern: RegExp; readonly words: string }>;

/** What is wrong with a limit that does not go with the type. */
function ruleMistake({ type, enum: allowed, min, format }: ParameterRule): string | undefined {
  if (min !== undefined && type !== 'int') return 'only an int has a min';
  return (allowed || format) && type !== 'string' && type !== 'list<string>'
    ? 'only a string or a list<string> has an enum or a format'
    : undefined;
}

/** Reads the parts of one file and gathers what is wrong with them. */
class Reader {
  readonly #source: SourceFile;
  readonly #problems: Problem[];

  constructor(source: SourceFile, problems: Problem[]) {
    this.#source = source;
    this.#problems = problems;
  }

  params(written: NonNullable<CheckFile['params']>): Record<string, Parameter> {
    for (const [name, parameter] of Object.entries(written)) {
      const rule = ruleMistake(parameter);
      if (rule) this.#complain(['params', name], rule);
      const mistake = rule === undefined && parameterMistake(parameter, parameter.default);
      if (mistake) this.#complain(['params', name, 'default'], mistake);
    }
    return written;
  }

  condition(path: Path, text: string, context: Context): Expression<boolean> | undefined {
    return this.#attempt(path, () => compileCondition(text, context));
  }

  template(path: Path, text: string, context: Context): Template | undefined {
    return this.#attempt(path, () => compileTemplate(text, context));
  }

  assertion(written: CheckFile, context: Context): Check['assertion'] | undefined {
    if (written.assert !== undefined) return this.#clauses(['assert'], written.assert, context);
    const kind = QUANTIFIERS.find((each) => written[each] !== undefined);
    const body = kind && written[kind];
    return kind && body ? this.#quantifier(kind, body, context) : undefined;
  }

  example(
    written: CheckFile['examples'][number],
    index: number,
    type: string,
    params: Readonly<Record<string, Parameter>>,
  ): Example {
    const { name, expect, params: given = {}, ...rest } = written;
    for (const other of Object.keys(rest)) {
      if (other !== type) {
        this.#complain(
          ['examples', index, other],
          `unknown key "${other}"${didYouMean(other, [type])}; expected ${type}`,
          true,
        );
      }
    }
    for (const [parameter, value] of Object.entries(given)) {
      const declared = params[parameter];
      const path = ['examples', index, 'params', parameter];
      if (!declared)
        this.#complain(
          path,
          `the check has no parameter "${parameter}"${didYouMean(parameter, Object.keys(params))}`,
          true,
        );
      const mistake = declared && parameterMistake(declared, value);
      if (mistake) this.#complain(path, mistake);
    }
    const { file, line, column } = this.#source.problem(['examples', index], '');
    return {
      name,
      expect,
      params: given as Record<string, ParameterValue>,
      resource: (rest[type] ?? {}) as Record<string, unknown>,
      place: `${file}:${line}:${column}`,
    };
  }

  #quantifier(kind: Quantifier['kind'], written: WrittenQuantifier, context: Context): Quantifier | undefined {
    const of = this.#attempt([kind, 'of'], () => compileValue(written.of, context));
    const inner =
      of &&
      this.#attempt([kind, context.scope.has(written.as) ? 'as' : 'of'], () => elementContext(context, of, written.as));
    if (!of || !inner) return undefined;
    const where = written.where === undefined ? undefined : this.condition([kind, 'where'], written.where, inner);
    const judged = where ? { ...inner, present: new Set([...inner.present, ...where.present]) } : inner;
    const that = this.#clauses([kind, 'that'], written.that, judged);
    return that && { kind, of, as: written.as, ...(where && { where }), that };
  }

  #clauses(path: Path, written: Written, context: Context): readonly Clause[] | undefined {
    if (typeof written === 'string') {
      const condition = this.condition(path, written, context);
      return condition && [{ condition }];
    }
    const clauses: Clause[] = [];
    written.forEach(({ expr, miss }, index) => {
      const condition = this.condition([...path, index, 'expr'], expr, context);
      const template = this.template([...path, index, 'miss'], miss, context);
      if (condition && template) clauses.push({ condition, miss: template });
    });
    return clauses;
  }

  #attempt<T>(path: Path, action: () => T): T | undefined {
    try {
      return action();
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      for (const { message, start } of error.complaints) {
        this.#problems.push(this.#source.problem(path, message, { offset: start }));
      }
      return undefined;
    }
  }

  #complain(path: Path, message: string, key = false): void {
    this.#problems.push(this.#source.problem(path, message, { key }));
  }
}

type Written = string | readonly { readonly expr: string; readonly miss: string }[];
interface WrittenQuantifier {
  readonly of: string;
  readonly as: string;
  readonly where?: string;
  readonly that: Written;
}
