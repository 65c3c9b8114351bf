import type { Check, ParameterValue } from '../expressions/check.ts';
import { didYouMean } from '../expressions/suggest.ts';
import { parameterMistake } from './load-check.ts';
import type { Problem, SourceFile } from './source-file.ts';

/** The check of this id, or with it among its aliases; nothing, and a problem, where there is none. */
export function checkNamed(
  id: string,
  checks: readonly Check[],
  problemAt: (message: string) => Problem,
  problems: Problem[],
): readonly Check[] {
  const check = checks.find((each) => each.id === id || each.aliases.includes(id));
  if (check) return [check];
  const ids = checks.map((each) => each.id);
  problems.push(problemAt(`there is no check "${id}"${didYouMean(id, ids)}`));
  return [];
}

/** Parameters as a file sets them: each must be one of these checks', and fit its type. */
export function setParameters(
  set: Readonly<Record<string, unknown>> = {},
  { source, path, checks }: { source: SourceFile; path: readonly (string | number)[]; checks: readonly Check[] },
  problems: Problem[],
): Readonly<Record<string, ParameterValue>> {
  const declared = checks.flatMap(({ params }) => Object.entries(params));
  for (const [name, value] of Object.entries(set)) {
    const takers = declared.filter(([own]) => own === name);
    const [mistake] = takers.flatMap(([, parameter]) => parameterMistake(parameter, value) ?? []);
    if (takers.length === 0) {
      const text = `no check has a parameter "${name}"${didYouMean(
        name,
        declared.map(([own]) => own),
      )}`;
      problems.push(source.problem([...path, name], text, { key: true }));
    }
    if (mistake !== undefined) problems.push(source.problem([...path, name], mistake));
  }
  return set as Readonly<Record<string, ParameterValue>>;
}
