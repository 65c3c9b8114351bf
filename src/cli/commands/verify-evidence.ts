import { verifyFolder } from '../../evidence/verify.ts';
import { EXIT } from '../exit-codes.ts';

/** `trailproof evidence verify`: exit 0 when whole and unchanged, 1 when changed, 3 when only incomplete. */
export async function verifyEvidence(folder: string): Promise<void> {
  const { problems, summary } = await verifyFolder(folder);
  for (const { file, line, message } of problems)
    process.stdout.write(`${file}${line === undefined ? '' : `:${line}`} ${message}\n`);
  const verdict =
    problems.length === 0
      ? 'whole and unchanged'
      : `${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}`;
  process.stdout.write(
    `${folder}: ${summary.files} files, ${summary.calls} calls, ${summary.accounts} accounts: ${verdict}\n`,
  );
  if (problems.some(({ kind }) => kind !== 'incomplete')) process.exitCode = EXIT.findings;
  else if (problems.length > 0) process.exitCode = EXIT.incomplete;
}
