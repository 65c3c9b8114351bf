import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { finished } from 'node:stream/promises';
import type { Report, ReportReader } from '../model/report.ts';
import { type Format, type FormatName, formats } from '../reporters/index.ts';
import { UserError } from './user-error.ts';

/** A report in memory as reporters read it. */
export const readerOf = ({ findings, ...head }: Report): ReportReader => ({ head, findings: () => findings });

export interface OutputOptions {
  /** What goes to stdout. */
  readonly format: FormatName;
  /** Files, each in the format of its ending. */
  readonly output: readonly string[];
  readonly verbose: boolean;
}

/** Writes the report to stdout and to every file asked for. */
export async function writeReport(report: Report, options: OutputOptions, stdout: NodeJS.WriteStream): Promise<void> {
  const reader = readerOf(report);
  const targets = options.output.map((file) => ({ file, format: formatOf(file) }));
  const { verbose } = options;
  for (const { file, format } of targets) {
    await mkdir(dirname(file), { recursive: true });
    const entry: Format = formats[format];
    const reporter = await entry.load();
    const files = entry.loadSplit
      ? (await entry.loadSplit())(reader)
      : [reporter(reader, { colour: false, width: 100, verbose })];
    let count = 0;
    for (const pieces of files) await write(pieces, createWriteStream(numbered(file, entry.extension, ++count)));
  }
  const reporter = await formats[options.format].load();
  await print(reporter(reader, { ...looksOf(stdout), verbose }), stdout);
}

/** Colour and width for a stream: what its terminal can show, if it is one. */
export const looksOf = (stdout: NodeJS.WriteStream): { readonly colour: boolean; readonly width: number } => ({
  colour: stdout.isTTY && !process.env['NO_COLOR'],
  width: stdout.columns ?? 100,
});

/** `audit.github.sarif`, `audit.2.github.sarif`, …: one file where one is enough. */
const numbered = (file: string, extension: string, count: number): string =>
  count === 1 ? file : `${file.slice(0, -extension.length)}${count}.${extension}`;

async function write(pieces: Iterable<string>, stream: NodeJS.WritableStream & { end(): unknown }): Promise<void> {
  await print(pieces, stream);
  stream.end();
  await finished(stream);
}

/** Writes piece by piece, as fast as the reader takes them. */
export async function print(pieces: Iterable<string>, stream: NodeJS.WritableStream): Promise<void> {
  for (const piece of pieces) if (!stream.write(piece)) await once(stream, 'drain');
}

/** The format that a file's ending asks for: `x.github.sarif` is for GitHub. */
export function formatOf(file: string): FormatName {
  const name = basename(file);
  const fits = (Object.keys(formats) as FormatName[])
    .filter((format) => name.endsWith(`.${formats[format].extension}`))
    .toSorted((a, b) => formats[b].extension.length - formats[a].extension.length)[0];
  if (fits) return fits;
  const endings = Object.values(formats).map(({ extension }) => `.${extension}`);
  throw new UserError(
    `--output ${file}: the ending says no format`,
    `end it with one of ${[...new Set(endings)].join(', ')}`,
  );
}
