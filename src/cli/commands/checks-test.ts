import { loadChecks } from '../../catalog/load-checks.ts';
import { testCheck } from '../../engine/test-check.ts';
import { holdsNoChecks } from '../all-checks.ts';
import { bundledEvents } from '../bundled-events.ts';
import { EXIT } from '../exit-codes.ts';
import { packagePath } from '../package.ts';

/** `trailproof checks test`: runs every example; exit 1 when one does not hold or an input has no unknown example. */
export async function testChecks(path: string | undefined): Promise<void> {
  const checks = await loadChecks(await bundledEvents(), path ?? packagePath('checks'));
  if (checks.length === 0) throw holdsNoChecks(path ?? 'checks');
  const problems = checks.flatMap(testCheck);
  for (const { place, message } of problems) process.stdout.write(`${place} ${message}\n`);
  const examples = checks.reduce((sum, check) => sum + check.examples.length, 0);
  const verdict = problems.length === 0 ? 'all hold' : counted(problems.length, 'problem');
  process.stdout.write(`${counted(checks.length, 'check')}, ${counted(examples, 'example')}: ${verdict}\n`);
  if (problems.length > 0) process.exitCode = EXIT.findings;
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
