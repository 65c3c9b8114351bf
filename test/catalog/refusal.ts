import { expect } from 'vitest';
import { CatalogError, type Problem } from '../../src/catalog/source-file.ts';

/** A text with one mistake in it; throws where what is right does not stand there exactly once. */
export function seeded(text: string, right: string, wrong: string): string {
  const parts = text.split(right);
  if (parts.length !== 2) throw new Error(`"${right}" is there ${parts.length - 1} times`);
  return parts.join(wrong);
}

async function problemsIn(loading: Promise<unknown>): Promise<readonly Problem[]> {
  const error = await loading.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof CatalogError)) throw new Error(`it is not refused: ${String(error)}`);
  return error.problems;
}

/** What is wrong, as `file:line:column message`. Throws where nothing is refused. */
export const problemsOf = async (loading: Promise<unknown>): Promise<readonly string[]> =>
  (await problemsIn(loading)).map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`);

/** What is wrong with the file and with no other, as `line:column message`. */
export async function complaints(file: string, loading: Promise<unknown>): Promise<readonly string[]> {
  const problems = await problemsIn(loading);
  for (const problem of problems) expect(problem.file).toBe(file);
  return problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
}
