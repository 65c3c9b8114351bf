import { enterAccount } from '../../collectors/account.ts';
import { caller } from '../../collectors/calls.ts';
import { surveyRun } from '../../collectors/survey-run.ts';
import { createRecorder } from '../../evidence/recording.ts';
import type { RecordedCall } from '../../model/call.ts';
import { Gap } from '../../model/gap.ts';
import { operations } from '../../model/operations.ts';
import { sortError } from '../../model/sort-error.ts';
import { EXIT } from '../exit-codes.ts';
import type { GlobalOptions, ReachOptions } from '../options.ts';
import { planRun } from '../plan-run.ts';
import { runOptions } from '../settings.ts';

/** `trailproof doctor`: who asks, what can be entered, and which permissions are missing in the caller's account. */
export async function doctor(options: ReachOptions & GlobalOptions): Promise<void> {
  const write = (line: string): void => void process.stdout.write(`${line}\n`);
  const { plan, live, notes } = await planRun(await runOptions(options, () => undefined));
  write(`Credentials    ${plan.caller.arn}`);
  write(`Account        ${plan.caller.account}, starting in ${plan.region}`);
  write(
    `Organisation   ${plan.organization ? `${plan.organization.id}, management account ${plan.organization.managementAccountId}` : 'none'}`,
  );
  for (const note of notes) write(`Note           ${note}`);

  const others = plan.accounts.filter(({ id }) => id !== plan.caller.account);
  let closed = 0;
  for (const { id, name = id } of others) {
    const gap = await enterAccount({ plan, account: id, call: caller(live, { account: id, region: plan.region }) });
    if (gap) closed++;
    write(`${gap ? 'closed' : 'open  '}         ${id} ${name}${gap ? `: ${gap.reason}` : ''}`);
  }

  const calls: RecordedCall[] = [];
  const source = createRecorder({ live, recorded: [], append: (call) => Promise.resolve(void calls.push(call)) });
  const own = { ...plan, accounts: plan.accounts.filter(({ id }) => id === plan.caller.account) };
  const survey = await surveyRun(own, () => Promise.resolve({ source, close: () => Promise.resolve() }), {
    concurrency: 1,
  });
  write(`Regions        ${survey.accounts.flatMap(({ regions }) => regions).join(', ') || 'none'}`);

  const missing = missingActions(calls);
  for (const [action, places] of missing) write(`missing        ${action} (${[...places].join(', ')})`);
  write(
    missing.size === 0 && closed === 0
      ? 'Everything that was asked could be read.'
      : `${missing.size} permissions missing, ${closed} accounts closed; what they hide will be unknown.`,
  );
  if (missing.size > 0 || closed > 0) process.exitCode = EXIT.incomplete;
}

/** IAM actions that were refused, and where. */
function missingActions(calls: readonly RecordedCall[]): ReadonlyMap<string, ReadonlySet<string>> {
  const missing = new Map<string, Set<string>>();
  for (const call of calls) {
    // Somebody else's bucket refuses whatever our role allows.
    if (call.operation === 'HeadBucket') continue;
    const sorted = call.error && sortError(call, call.error);
    if (!(sorted instanceof Gap) || sorted.kind !== 'denied') continue;
    const name = `${call.service}:${call.operation}` as keyof typeof operations;
    const action = operations[name]?.action ?? name;
    const places = missing.get(action) ?? new Set();
    missing.set(action, places.add(`${call.account} ${call.region}`));
  }
  return new Map([...missing].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
