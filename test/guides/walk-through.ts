import { spawn } from 'node:child_process';
import { appendFile, chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A fenced block of a guide: its language, and the file it is to be written to or added to. */
export interface Block {
  readonly language: string;
  readonly file: string | undefined;
  readonly isAdded: boolean;
  readonly text: string;
  readonly line: number;
}

/** The fenced blocks of a guide, in order. "```yaml name" goes into a file, "```yaml >> name" to its end. */
export function blocksOf(guide: string): readonly Block[] {
  return [...guide.matchAll(/^```(\w*) ?(>> )?(\S*)\n(.*?)^```$/gms)].map(
    ({ 1: language = '', 2: added, 3: file, 4: text = '', index }) => ({
      language,
      file: file || undefined,
      isAdded: added !== undefined,
      text,
      line: guide.slice(0, index).split('\n').length,
    }),
  );
}

/** The commands of a block like a terminal, `$ ` before each, with what they print. */
export const dialogue = (text: string): readonly { readonly command: string; readonly output: string }[] =>
  text
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const [command = '', ...output] = part.split('\n');
      return { command, output: output.join('\n').trimEnd() };
    });

/** A pattern of the output a guide shows: `…` stands for anything, on a line of its own for any lines. */
export function shown(output: string): RegExp {
  const lines = output.split('\n').map((line) =>
    line === '…'
      ? '(?:.*\\n)*?'
      : `${line
          .split('…')
          .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
          .join('.*')}\n`,
  );
  return new RegExp(`^${lines.join('')}$`);
}

/** Writes a block into its file. What is added is an element of the list the file ends with, and indented like it. */
export async function write(folder: string, { file = '', isAdded, text }: Block): Promise<void> {
  const target = join(folder, file);
  await mkdir(dirname(target), { recursive: true });
  await (isAdded ? appendFile(target, text.replaceAll(/^(?=.)/gm, '  ')) : writeFile(target, text));
}

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

/** A folder with `trailproof` in it, for a shell's PATH. */
export async function trailproofIn(folder: string): Promise<string> {
  const bin = join(folder, 'bin');
  await mkdir(bin);
  const script = `#!/bin/sh\nexec '${process.execPath}' --import '${import.meta.resolve('tsx')}' '${main}' "$@"\n`;
  await writeFile(join(bin, 'trailproof'), script);
  await chmod(join(bin, 'trailproof'), 0o755);
  return bin;
}

/** Runs a command as a reader would, with nothing of our own environment but where programs lie. */
export async function run(
  command: string,
  { folder, bin }: { readonly folder: string; readonly bin: string },
): Promise<{ readonly exit: number | null; readonly output: string }> {
  const child = spawn('sh', ['-c', `${command} 2>&1`], {
    cwd: folder,
    env: {
      PATH: `${bin}:${process.env['PATH']}`,
      HOME: bin,
      NO_COLOR: '1',
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => (output += piece));
  const exit = await new Promise<number | null>((resolve, reject) =>
    child.once('error', reject).once('close', resolve),
  );
  return { exit, output };
}
