import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { InvalidArgumentError } from 'commander';
import { isProfilePath, profileNames, UnknownProfile } from '../../catalog/load-profile.ts';
import { EXIT } from '../exit-codes.ts';
import { type Answers, askAnswers } from '../init-answers.ts';
import { configurationText } from '../init-file.ts';
import { list } from '../options.ts';
import { packagePath } from '../package.ts';
import { DEFAULT_CONFIG, withProfileHint } from '../settings.ts';
import { shellPath } from '../shell-path.ts';
import { UserError } from '../user-error.ts';

export interface InitOptions extends Omit<Answers, 'profiles'> {
  readonly profile?: readonly string[];
  readonly output?: string;
  readonly force?: boolean;
  readonly yes?: boolean;
}

/** `trailproof init`: writes a configuration, from options and, on a terminal, from what it asks. */
export async function init(options: InitOptions): Promise<void> {
  const { profile, output = DEFAULT_CONFIG, force = false, yes = false, ...rest } = options;
  if (existsSync(output) && !force) throw alreadyThere(output);
  const names = await profileNames(packagePath('profiles'));
  const given: Answers = { ...rest, ...(profile && { profiles: await withProfileHint(known(profile, names)) }) };
  const isTerminal = process.stdin.isTTY && process.stderr.isTTY;
  const answers = yes || !isTerminal ? given : await askAtTerminal(given, names);
  if (!answers) {
    process.stderr.write('\nNothing was written.\n');
    process.exitCode = EXIT.interrupted;
    return;
  }
  const folder = dirname(output);
  const moved = answers.profiles?.map((name) => (isProfilePath(name) ? pathFrom(folder, name) : name));
  const text = configurationText({ ...answers, ...(moved && { profiles: moved }) }, schemaFrom(folder), names);
  await mkdir(folder, { recursive: true });
  await writeFile(output, text, { flag: force ? 'w' : 'wx' }).catch((error: unknown) => {
    throw (error as NodeJS.ErrnoException).code === 'EEXIST' ? alreadyThere(output) : error;
  });
  const config = output === DEFAULT_CONFIG ? '' : ` --config ${shellPath(output)}`;
  process.stdout.write(
    `Wrote ${output}.\nTry it: trailproof scan --sample${config}\nThen:   trailproof scan${config}\n`,
  );
}

const alreadyThere = (file: string): UserError =>
  new UserError(`${file} is there already`, 'pass --force to replace it, or --output to write another file');

/** The names again; throws UnknownProfile for one that is neither bundled nor a file. */
function known(wanted: readonly string[], names: readonly string[]): Promise<readonly string[]> {
  const stranger = wanted.find((name) => (isProfilePath(name) ? !existsSync(name) : !names.includes(name)));
  return stranger === undefined ? Promise.resolve(wanted) : Promise.reject(new UnknownProfile(stranger, names));
}

/** Ctrl-C, Ctrl-D, or a terminal that closes. */
class PersonLeft extends Error {}

/** Nothing when the person leaves. */
async function askAtTerminal(given: Answers, names: readonly string[]): Promise<Answers | undefined> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // Not `question`, which loses what is typed ahead of it.
  const lines = terminal[Symbol.asyncIterator]();
  const profiles = (text: string) =>
    known(list(text, undefined), names).catch((error: unknown) => {
      throw error instanceof UnknownProfile ? new InvalidArgumentError(error.message) : error;
    });
  if (!given.profiles) process.stderr.write(`There are ${names.join(', ')}.\n`);
  try {
    return await askAnswers(given, {
      ask: async (question) => {
        terminal.setPrompt(question);
        terminal.prompt();
        const { value, done } = await lines.next();
        if (done) throw new PersonLeft();
        return value;
      },
      tell: (message) => process.stderr.write(`${message}\n`),
      profiles,
    });
  } catch (error) {
    if (error instanceof PersonLeft) return undefined;
    throw error;
  } finally {
    terminal.close();
  }
}

const SCHEMA = 'node_modules/trailproof/schemas/config.schema.json';

/** Where an editor finds the schema: beside the file or above it, or where `npm install` will put it. */
function schemaFrom(folder: string): string {
  for (let place = resolve(folder); ; place = dirname(place)) {
    if (existsSync(join(place, SCHEMA))) return pathFrom(folder, join(place, SCHEMA));
    if (place === dirname(place)) return pathFrom(folder, SCHEMA);
  }
}

const pathFrom = (folder: string, file: string): string => {
  const path = relative(folder, resolve(file)).split(sep).join('/');
  return path.startsWith('.') ? path : `./${path}`;
};
