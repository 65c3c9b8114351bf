import { Command } from 'commander';
import {
  accountsOption,
  eventsOption,
  gateOptions,
  initOptions,
  judgeOptions,
  listOptions,
  newCheckOptions,
  ownChecksOption,
  patternOptions,
  printOptions,
  reachOptions,
} from './options.ts';
import { packageVersion } from './package.ts';

const EXAMPLES = `
Start here:
  $ trailproof scan --sample                       the bundled organisation; no AWS account needed
  $ trailproof scan                                the account your credentials belong to
  $ trailproof scan --role-name Audit              every account of your organisation
  $ trailproof scan --fail-on high -o report.github.sarif
                                                   as a gate, with a file for GitHub code scanning
  $ trailproof doctor                              what your credentials can and cannot see
`;

const EXIT_CODES = `
Exit codes:
  0 the gate holds, or none was asked for   1 findings at or above --fail-on
  2 asked wrongly, or AWS not reachable     3 could not see enough for the gate
  70 our bug                                130 interrupted
`;

const CONFIRM = 'ask AWS (only reading) whether patterns take sample events where its documents leave that open';

/** The command line. Every action is loaded when it is chosen, so that --help costs nothing. */
export function buildProgram(): Command {
  const program = new Command('trailproof')
    .description("Proves whether an AWS account's or organisation's audit trail would hold up.")
    .option('--debug', 'log every AWS call to stderr')
    .version(packageVersion())
    .showHelpAfterError('(trailproof --help shows how)')
    .showSuggestionAfterError()
    .configureHelp({ showGlobalOptions: true })
    .exitOverride()
    .addHelpText('before', EXAMPLES.trimStart())
    .addHelpText('after', EXIT_CODES.trimEnd());

  command(program, 'scan', 'collect evidence and judge it')
    .option('--sample', 'judge the bundled sample organisation')
    .option('--evidence <folder>', 'where the evidence is kept (default: a new folder below evidence/)')
    .option('--confirm-patterns', CONFIRM)
    .action(async (options) => (await import('./commands/scan.ts')).scan(merged(program, options)));
  for (const option of [...reachOptions(), ...judgeOptions(), ...printOptions(), ...gateOptions()])
    last(program).addOption(option);

  command(program, 'collect', 'ask AWS and keep the answers as evidence')
    .option('--evidence <folder>', 'where the evidence is kept (default: a new folder below evidence/)')
    .option('--confirm-patterns', CONFIRM)
    .action(async (options) => (await import('./commands/collect.ts')).collect(merged(program, options)));
  for (const option of reachOptions()) last(program).addOption(option);

  command(program, 'evaluate', 'judge evidence collected before')
    .argument('[folder]', 'evidence folder')
    .option('--sample', 'judge the bundled sample organisation')
    .action(async (folder, options) =>
      (await import('./commands/evaluate.ts')).evaluate(folder, merged(program, options)),
    );
  for (const option of [...judgeOptions(), ...printOptions(), ...gateOptions()]) last(program).addOption(option);

  command(program, 'report', 'print a JSON report in another format')
    .requiredOption('--from <file>', 'a report written with --format json')
    .option('--canonical', 'as JSON without times, request ids, hashes, caller and counters, to compare two runs')
    .action(async (options) => (await import('./commands/report.ts')).report(merged(program, options)));
  for (const option of printOptions()) last(program).addOption(option);

  command(program, 'drill', 'walk sample events along what is configured: would somebody know?')
    .argument('[event...]', 'sets of sample events by name, or JSON files with CloudTrail records (default: all sets)')
    .option('--sample', 'drill the bundled sample organisation')
    .option('--evidence <folder>', 'drill what was collected there')
    .option('--json', 'as JSON')
    .action(async (events, options) => (await import('./commands/drill.ts')).drill(events, options));
  last(program).addOption(eventsOption()).addOption(accountsOption());

  command(program, 'pattern', 'run a filter pattern or an event pattern on events')
    .argument('<pattern>', 'a CloudWatch Logs filter pattern, or an EventBridge event pattern in JSON')
    .option('--control <set>', 'run it on a set of sample events, such as root-usage')
    .option('--json', 'as JSON')
    .action(async (text, options) => (await import('./commands/pattern.ts')).pattern(text, options));
  for (const option of patternOptions()) last(program).addOption(option);

  const evidence = command(program, 'evidence', 'look after evidence');
  command(evidence, 'verify', 'prove that evidence is whole and unchanged')
    .argument('<folder>', 'evidence folder')
    .action(async (folder) => (await import('./commands/verify-evidence.ts')).verifyEvidence(folder));

  const checks = command(program, 'checks', 'list, explain, write and test checks');
  command(checks, 'list', 'every check there is').action(async (options) =>
    (await import('./commands/checks-list.ts')).listChecks(options),
  );
  for (const option of listOptions()) last(checks).addOption(option);
  command(checks, 'explain', 'what a check asks, why, and what to do')
    .argument('<check>', 'its id')
    .addOption(ownChecksOption())
    .action(async (id, options) => (await import('./commands/checks-explain.ts')).explainCheck(id, options));
  command(checks, 'new', 'write a check that works, to go on from')
    .argument('<id>', 'what it is called, such as trail-has-an-owner')
    .action(async (id, options) => (await import('./commands/checks-new.ts')).newCheck(id, options));
  for (const option of newCheckOptions()) last(checks).addOption(option);
  command(checks, 'test', 'run the examples that checks carry')
    .argument('[path]', 'a check file or a folder of them (default: ours)')
    .action(async (path) => (await import('./commands/checks-test.ts')).testChecks(path));

  command(program, 'init', 'write a trailproof.yaml, asking a few questions on a terminal').action(async (options) =>
    (await import('./commands/init.ts')).init(options),
  );
  for (const option of initOptions()) last(program).addOption(option);

  command(program, 'doctor', 'show credentials, regions and missing permissions').action(async (options) =>
    (await import('./commands/doctor.ts')).doctor(merged(program, options)),
  );
  for (const option of reachOptions()) last(program).addOption(option);
  return program;
}

function command(parent: Command, name: string, description: string): Command {
  return parent.command(name).description(description).exitOverride().showHelpAfterError('(add --help to see how)');
}

const last = (parent: Command): Command => parent.commands.at(-1) as Command;

const merged = (program: Command, options: object) => ({ ...program.opts<object>(), ...options }) as never;
