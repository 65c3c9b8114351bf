import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// src/cli and dist/cli lie equally deep.
const root = new URL('../../', import.meta.url);

/** A file or folder of the package itself: `checks`, `profiles`, the sample's evidence. */
export const packagePath = (relative: string): string => fileURLToPath(new URL(relative, root));

/** The version in package.json. */
export const packageVersion = (): string =>
  (JSON.parse(readFileSync(packagePath('package.json'), 'utf8')) as { version: string }).version;
