import { didYouMean } from '../expressions/suggest.ts';
import { UserError } from './user-error.ts';

/** The name, if it is one of those there are; throws with the one that was probably meant. */
export function knownName<T extends string>(what: string, name: string, known: readonly T[]): T {
  const found = known.find((each) => each === name);
  if (found !== undefined) return found;
  throw new UserError(`there is no ${what} "${name}"${didYouMean(name, known)}`, `there is ${known.join(', ')}`);
}
