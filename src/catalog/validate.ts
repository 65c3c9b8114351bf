import type { ErrorObject, ValidateFunction } from 'ajv';
import { didYouMean } from '../expressions/suggest.ts';
import { CatalogError, type Problem, type SourceFile } from './source-file.ts';

const OPTIONS = { strict: true, strictRequired: false, strictTypes: false, allErrors: true, verbose: true } as const;
const compiled = new WeakMap<object, ValidateFunction>();

/** Compiles a schema, once; ajv is loaded only when something is to be validated. */
export async function validator(schema: object): Promise<ValidateFunction> {
  const { Ajv } = await import('ajv');
  const validate = compiled.get(schema) ?? new Ajv(OPTIONS).compile(schema);
  compiled.set(schema, validate);
  return validate;
}

/** Throws a CatalogError with the place of each mistake when the file does not fit the schema. */
export function assertValid(source: SourceFile, validate: ValidateFunction): void {
  if (validate(source.value)) return;
  const errors = validate.errors ?? [];
  // A union reports every branch that did not fit; the reader needs the union's own complaint only
  // where no branch says something more precise.
  const problems = errors.filter((error) => !isNoise(error, errors)).map((error) => toProblem(source, error));
  throw new CatalogError(dedupe(problems));
}

const isNoise = (error: ErrorObject, all: readonly ErrorObject[]): boolean => {
  if (error.keyword === 'oneOf' || error.keyword === 'anyOf')
    return all.some((other) => other !== error && other.instancePath.startsWith(`${error.instancePath}/`));
  const union = /^(.*)\/(?:oneOf|anyOf)\//.exec(error.schemaPath)?.[1];
  if (union === undefined) return false;
  const deeper = all.some(
    (other) => other.instancePath.length > error.instancePath.length && other.schemaPath.startsWith(union),
  );
  return deeper || /\/(?:oneOf|anyOf)\/\d+\/(type|required)$/.test(error.schemaPath);
};

const stepsOf = (pointer: string): (string | number)[] =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));

function toProblem(source: SourceFile, error: ErrorObject): Problem {
  const path = stepsOf(error.instancePath);
  switch (error.keyword) {
    case 'additionalProperties': {
      const name = String(error.params['additionalProperty']);
      const known = Object.keys((error.parentSchema?.['properties'] as object | undefined) ?? {});
      return source.problem(
        [...path, name],
        `unknown key "${name}"${didYouMean(name, known)}; expected one of ${known.join(', ')}`,
        { key: true },
      );
    }
    case 'required':
      return source.problem(path, `"${String(error.params['missingProperty'])}" is missing`);
    case 'enum': {
      const allowed = error.params['allowedValues'] as readonly string[];
      return source.problem(
        path,
        `${JSON.stringify(error.data)} is not allowed${didYouMean(String(error.data), allowed)}; expected one of ${allowed.join(', ')}`,
      );
    }
    case 'oneOf':
      return source.problem(path, `expected exactly one of ${branchesOf(error)}`);
    case 'anyOf':
      return source.problem(path, `expected at least one of ${branchesOf(error)}`);
    case 'type':
      return source.problem(path, `${error.message}${wayTo(String(error.params['type']), error.data)}`);
    case 'minLength':
      return source.problem(path, `is too short; expected at least ${error.params['limit']} characters`);
    case 'minItems':
    case 'minProperties':
      return source.problem(path, `holds too little; expected at least ${error.params['limit']}`);
    case 'uniqueItems':
      return source.problem(
        [...path, Number(error.params['j'])],
        `${JSON.stringify((error.data as readonly unknown[])[Number(error.params['j'])])} is there twice`,
      );
    case 'pattern':
      return source.problem(
        path,
        `${JSON.stringify(error.data)} does not have the form ${String(error.params['pattern'])}`,
      );
    default:
      return source.problem(path, error.message ?? error.keyword);
  }
}

/** How to write a value of another type as one of this type, where that is what was meant. */
export function wayTo(type: string, value: unknown): string {
  if (type === 'string' && typeof value === 'number') return '; put it in quotes';
  if (type === 'int' && typeof value === 'string' && /^\d+$/.test(value)) return '; leave out the quotes';
  if (/^(?:array|list)/.test(type) && typeof value === 'string') return '; put it in brackets, [ ]';
  return '';
}

const branchesOf = (error: ErrorObject): string =>
  (error.schema as readonly { required?: readonly string[]; type?: string }[])
    .map(({ required, type }) => required?.join(' and ') ?? type ?? '?')
    .join(', ');

const dedupe = (problems: readonly Problem[]): readonly Problem[] => [
  ...new Map(problems.map((problem) => [`${problem.line}:${problem.column}:${problem.message}`, problem])).values(),
];
