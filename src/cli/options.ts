import { InvalidArgumentError, Option } from 'commander';
import { SEVERITIES, type Severity } from '../model/finding.ts';
import { type FormatName, formats } from '../reporters/index.ts';
import { accountId, bucketName, sensitiveTag } from './init-answers.ts';

/** `a,b` and repeated options alike. */
export const list = (value: string, before: readonly string[] | undefined): readonly string[] => [
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
  ownChecksOption(),
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

/** Whose checks, besides ours. */
export const ownChecksOption = (): Option =>
  new Option('--checks <folder>', 'further checks of your own').argParser(list);

/** Which checks to list. */
export const listOptions = (): readonly Option[] => [
  new Option('--area <name>', 'only this area, such as storage'),
  new Option('--severity <severity>', 'only critical, high, medium or low ones'),
  new Option('--resource <type>', 'only what judges this type of resource'),
  new Option('--profile <name>', 'only what this compliance profile asks for'),
  new Option('--control <id>', 'only what shows this control of the profile'),
  ownChecksOption(),
  new Option('--format <name>', 'what goes to stdout').choices(['text', 'json']).default('text'),
  new Option('--json', 'the same as --format json').hideHelp(),
];

/** What a new check is about, and where it goes. */
export const newCheckOptions = (): readonly Option[] => [
  new Option('--resource <type>', 'the type of resource it judges').default('trail'),
  new Option('--area <name>', 'the folder it lies in, below --folder').default('own'),
  new Option('--severity <severity>', 'how bad it is where it fails').default('medium'),
  new Option('--folder <folder>', 'where your checks lie').default('checks'),
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

/** What to write into a new configuration. */
export const initOptions = (): readonly Option[] => [
  new Option('--profile <name>', 'compliance profile, or several').argParser(list),
  new Option(
    '--sensitive-tag <key=value>',
    'the tag of what holds sensitive data; key=value,value for several',
  ).argParser(sensitiveTag),
  new Option('--log-archive-account <id>', 'the account that must own the log buckets').argParser(accountId),
  new Option('--designated-bucket <name>', 'the bucket that trails must deliver to').argParser(bucketName),
  new Option('--fail-on <severity>', 'exit 1 for failures at or above').choices(SEVERITIES),
  new Option('-o, --output <file>', 'the file to write (default: trailproof.yaml)'),
  new Option('--force', 'replace the file if it is there'),
  new Option('-y, --yes', 'ask nothing; what no option says stays a comment'),
];

export interface GlobalOptions {
  readonly debug?: boolean;
}
