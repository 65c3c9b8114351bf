import { InvalidArgumentError, Option } from 'commander';
import { SEVERITIES, type Severity } from '../model/finding.ts';
import { type FormatName, formats } from '../reporters/index.ts';

/** `a,b` and repeated options alike. */
const list = (value: string, before: readonly string[] | undefined): readonly string[] => [
  ...(before ?? []),
  ...value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
];

const ids = (value: string, before: readonly string[] | undefined): readonly string[] => {
  const all = list(value, before);
  const wrong = all.find((id) => !/^\d{12}$/.test(id));
  if (wrong !== undefined) throw new InvalidArgumentError(`"${wrong}" is no account id; expected twelve digits.`);
  return all;
};

const regions = (value: string, before: readonly string[] | undefined): readonly string[] => {
  const all = list(value, before);
  const wrong = all.find((name) => !/^[a-z]{2}(-[a-z]+)+-\d$/.test(name));
  if (wrong !== undefined)
    throw new InvalidArgumentError(`"${wrong}" is no region; expected a code such as eu-west-1.`);
  return all;
};

/** What to judge by. */
export interface JudgeOptions {
  readonly profile?: readonly string[];
  readonly checks?: readonly string[];
  readonly config?: string;
}
export const judgeOptions = (): readonly Option[] => [
  new Option('--profile <name>', 'compliance profile, or several (default: baseline)').argParser(list),
  new Option('--checks <folder>', 'further checks of your own').argParser(list),
  new Option('--config <file>', 'configuration (default: trailproof.yaml, if there is one)'),
];

/** What to look at. */
export interface ReachOptions {
  readonly awsProfile?: string;
  readonly roleName?: string;
  readonly externalId?: string;
  readonly sessionName?: string;
  readonly accounts?: readonly string[];
  readonly ou?: readonly string[];
  readonly regions?: readonly string[];
}
export const accountsOption = (): Option => new Option('--accounts <ids>', 'only these accounts').argParser(ids);
export const reachOptions = (): readonly Option[] => [
  new Option('--aws-profile <name>', 'credentials: a profile of ~/.aws/config'),
  new Option('--role-name <name>', 'scan the whole organisation, assuming this role in every account'),
  new Option('--external-id <id>', 'external id for that role'),
  new Option('--session-name <name>', 'session name for that role (default: trailproof)'),
  accountsOption(),
  new Option('--ou <ids>', 'only accounts below these organisational units').argParser(list),
  new Option('--regions <names>', 'only these regions').argParser(regions),
];

/** What to print. */
export interface PrintOptions {
  readonly format: FormatName;
  readonly output?: readonly string[];
  readonly verbose?: boolean;
}
export const printOptions = (): readonly Option[] => [
  new Option('--format <name>', 'what goes to stdout').choices(Object.keys(formats)).default('terminal'),
  new Option(
    '-o, --output <file>',
    'also write a file (.json, .sarif, .github.sarif, .md, .txt); may be repeated',
  ).argParser(list),
  new Option('--verbose', 'print passes and what does not apply, too'),
];

/** Whose events to drill with. */
export const eventsOption = (): Option =>
  new Option('--events <folder>', 'further sample events of your own').argParser(list);

/** What to run a pattern on. */
export const patternOptions = (): readonly Option[] => [
  new Option('--event <file>', 'run it on the events of a JSON file; may be repeated').argParser(list),
  new Option('--kind <kind>', 'what the pattern is (default: an event pattern if it is JSON)').choices([
    'filter',
    'event',
  ]),
];

/** When to fail. */
export interface GateOptions {
  readonly failOn?: Severity;
}
export const gateOptions = (): readonly Option[] => [
  new Option('--fail-on <severity>', 'exit 1 for failures at or above').choices(SEVERITIES),
];

export interface GlobalOptions {
  readonly debug?: boolean;
}
