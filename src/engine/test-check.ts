import { type Check, isQuantifier } from '../expressions/check.ts';
import type { Expression } from '../expressions/compile.ts';
import type { Status } from '../model/finding.ts';
import { Gap } from '../model/gap.ts';
import { judge } from './evaluate-check.ts';
import { ExampleError, exampleWorld } from './example-world.ts';
import { defaultParameters } from './parameters.ts';

/** What is wrong with one example, or with the examples as a whole. */
export interface ExampleProblem {
  /** `file:line:column`. */
  readonly place: string;
  readonly message: string;
}

/** Runs a check's examples; says which do not hold, and what they leave uncovered. */
export function testCheck(check: Check): readonly ExampleProblem[] {
  const problems: ExampleProblem[] = [];
  const gaps: string[] = [];
  for (const example of check.examples) {
    try {
      const { resource, world } = exampleWorld(check.resource, example);
      const { finding, touches } = judge(check, resource, { ...defaultParameters(check), ...example.params }, world);
      if (finding.status !== example.expect || finding.checkError) {
        problems.push({
          place: example.place,
          message: `"${example.name}": expected ${example.expect}, got ${finding.status} (${finding.message})`,
        });
      } else if (finding.status === 'unknown') {
        gaps.push(...touches.filter(({ value }) => hasGap(value)).map(({ path }) => path));
      }
      const unset = finding.reasons?.find((reason) => reason.startsWith('the example does not set'));
      if (unset && finding.status === example.expect)
        problems.push({ place: example.place, message: `"${example.name}": ${unset}` });
    } catch (error) {
      if (!(error instanceof ExampleError)) throw error;
      problems.push({ place: example.place, message: `"${example.name}": ${error.message}` });
    }
  }
  return [...problems, ...missing(check, gaps)];
}

function missing(check: Check, gaps: readonly string[]): readonly ExampleProblem[] {
  const place = `${check.file}:1:1`;
  const wanted: Status[] = ['pass', 'fail', ...(canBeNotApplicable(check) ? (['not-applicable'] as const) : [])];
  const problems = wanted
    .filter((status) => !check.examples.some(({ expect }) => expect === status))
    .map((status) => ({ place, message: `no example is ${status}` }));
  const open = readableInputs(check).filter((input) => !isCovered(input, gaps));
  return [...problems, ...open.map((input) => ({ place, message: `no unknown example in which ${input} is a gap` }))];
}

const hasGap = (value: unknown): boolean => value instanceof Gap || (Array.isArray(value) && value.some(hasGap));

const canBeNotApplicable = ({ when, assertion }: Check): boolean =>
  when !== undefined || (isQuantifier(assertion) && assertion.kind !== 'some');

const expressionsOf = ({ when, assertion }: Check): readonly Expression<unknown>[] => [
  ...(when ? [when] : []),
  ...(isQuantifier(assertion)
    ? [assertion.of, ...(assertion.where ? [assertion.where] : []), ...assertion.that.map(({ condition }) => condition)]
    : assertion.map(({ condition }) => condition)),
];

/** The evidence a check reads that may be a gap. */
export const readableInputs = (check: Check): readonly string[] =>
  [...new Set(expressionsOf(check).flatMap(({ inputs }) => [...inputs]))].toSorted();

/** Whether a gap was read at an input, or inside of it. */
const isCovered = (input: string, gaps: readonly string[]): boolean => {
  const [variable = '', ...rest] = input.split('.');
  const member = `.${rest.join('.')}`;
  return gaps.some((path) => {
    // A path through a list names the element; an expression names its variable.
    const read = path.includes(']') ? path.slice(path.lastIndexOf(']') + 1) : path.slice(path.indexOf('.'));
    const isSameVariable = path.includes(']') || path.startsWith(`${variable}.`);
    return isSameVariable && (read === member || read.startsWith(`${member}.`));
  });
};
