import { quoteForShell } from '../engine/quote.ts';

/** A path as it goes into a command that people copy. */
export const shellPath = (path: string): string => {
  if (process.platform !== 'win32') return quoteForShell(path);
  return /^[\w./\\:-]+$/.test(path) ? path : `"${path}"`;
};
