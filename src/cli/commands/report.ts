import { readFile } from 'node:fs/promises';
import { validator } from '../../catalog/validate.ts';
import { canonicalReport } from '../../engine/canonical.ts';
import type { Report } from '../../model/report.ts';
import { reportSchema } from '../../reporters/report-schema.ts';
import type { PrintOptions } from '../options.ts';
import { writeReport } from '../output.ts';
import { UserError } from '../user-error.ts';

/** `trailproof report`: everything else is made from the JSON report, also later. */
export async function report(
  options: PrintOptions & { readonly from: string; readonly canonical?: boolean },
): Promise<void> {
  const read = await readReport(options.from);
  if (options.canonical) {
    process.stdout.write(`${JSON.stringify(canonicalReport(read), null, 2)}\n`);
    return;
  }
  await writeReport(
    read,
    { format: options.format, output: options.output ?? [], verbose: options.verbose ?? false },
    process.stdout,
  );
}

async function readReport(file: string): Promise<Report> {
  const hint = 'write one with `trailproof scan -o report.json`';
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new UserError(`${file}: cannot be read (${(cause as NodeJS.ErrnoException).code ?? 'unknown'})`, hint, {
      cause,
    });
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new UserError(`${file}: is no JSON: ${(cause as Error).message}`, hint, { cause });
  }
  const validate = await validator(reportSchema);
  if (validate(value)) return value as Report;
  const [error] = validate.errors ?? [];
  throw new UserError(`${file}: is no Trailproof report: ${error?.instancePath ?? ''} ${error?.message ?? ''}`, hint);
}
