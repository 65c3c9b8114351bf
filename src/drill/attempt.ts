import { PatternError } from '../interpreters/pattern-error.ts';

/** What `parse` gives, or its complaint about the text. */
export function attempt<T>(parse: () => T): T | PatternError {
  try {
    return parse();
  } catch (error) {
    if (error instanceof PatternError) return error;
    throw error;
  }
}
