import { loadEvents } from '../../catalog/load-events.ts';
import { Drill } from '../../drill/drill.ts';
import type { Sample } from '../../drill/sample.ts';
import { Tally } from '../../drill/tally.ts';
import { didYouMean } from '../../expressions/suggest.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { leadingRegionOf } from '../../model/partition.ts';
import type { Resource } from '../../model/resource.ts';
import type { SampleEvents, Where } from '../../model/sample-event.ts';
import { textOf } from '../../model/text-of.ts';
import type { Walk } from '../../model/walk.ts';
import { jsonText } from '../../reporters/escape.ts';
import { type Layout, layoutFor } from '../../reporters/terminal-layout.ts';
import { endText, eventsText, markOf, shareWalks } from '../../reporters/walk-lines.ts';
import { inventoryOfCalls } from '../evaluate-evidence.ts';
import { looksOf } from '../output.ts';
import { packagePath } from '../package.ts';
import { readEventFile } from '../read-event-file.ts';
import { readEvidence } from '../read-evidence.ts';
import { UserError } from '../user-error.ts';
import { SAMPLE } from './evaluate.ts';

export interface DrillOptions {
  readonly sample?: boolean;
  readonly evidence?: string;
  readonly events?: readonly string[];
  readonly accounts?: readonly string[];
  readonly json?: boolean;
}

/** `trailproof drill`: would somebody know, if this happened tonight? */
export async function drill(names: readonly string[], options: DrillOptions): Promise<void> {
  if (options.sample && options.evidence !== undefined)
    throw new UserError('--sample and --evidence both say what to drill', 'leave out one of the two');
  const folder = options.sample ? SAMPLE : options.evidence;
  if (folder === undefined)
    throw new UserError(
      'there is nothing to drill',
      'pass --sample, or --evidence with a folder that `trailproof collect` wrote',
    );
  const events = await loadEvents([packagePath('events'), ...(options.events ?? [])]);
  const unknownSet = names.find((name) => !isFile(name) && !events.sets.has(name));
  if (unknownSet !== undefined)
    throw new UserError(
      `there are no sample events "${unknownSet}"${didYouMean(unknownSet, events.sets.keys())}`,
      `take one of ${[...events.sets.keys()].join(', ')}, or name a file that ends with .json`,
    );
  const { manifest, calls } = await readEvidence(folder);
  const inventory = await inventoryOfCalls(manifest.plan, calls);
  const accounts = accountsOf(inventory, options.accounts);
  const drilling = new Drill(inventory);
  const results: Drilled[] = [];
  for (const name of names.length === 0 ? events.sets.keys() : new Set(names))
    results.push(
      isFile(name) ? await drillFile(drilling, inventory, name) : drillSet(drilling, accounts, events, name),
    );
  if (options.json) {
    const walks = results.flatMap((result) => result.walks);
    const gaps = results.flatMap((result) => result.gaps);
    process.stdout.write(`${jsonText({ schemaVersion: 1, walks, gaps }, 2)}\n`);
    return;
  }
  const layout = layoutFor({ ...looksOf(process.stdout), verbose: false });
  const accountNames = new Map(inventory.accounts.map(({ account, name }) => [account, name]));
  const nameOf = (id: string): string => {
    const name = accountNames.get(id) ?? id;
    return name === id ? id : `${name} (${id})`;
  };
  for (const [index, result] of results.entries()) {
    if (index > 0) process.stdout.write('\n');
    for (const line of lines(result, events, nameOf, layout)) process.stdout.write(line);
  }
  if (results.length > 1) for (const line of summary(results, nameOf, layout)) process.stdout.write(line);
}

/** How the events of one set, or of one file, end. */
interface Drilled {
  readonly set: string;
  readonly walks: readonly Walk[];
  /** Why there may be more that they could be done to. */
  readonly gaps: readonly { readonly set: string; readonly account: string; readonly reason: string }[];
}

const WORST = ['noticed', 'unknown', 'unnoticed'] as const satisfies readonly Walk['end'][];

/** One line for each set: in which accounts nobody would know, or nobody can tell. */
function* summary(results: readonly Drilled[], nameOf: (account: string) => string, layout: Layout): Iterable<string> {
  yield '\n';
  yield* layout.text('In short', 0, layout.colours.bold);
  for (const { set, walks, gaps } of results) {
    const worst = new Map<string, Walk['end']>();
    for (const { account, end } of walks)
      if (WORST.indexOf(end) >= WORST.indexOf(worst.get(account) ?? 'noticed')) worst.set(account, end);
    const told = WORST.toReversed().flatMap((end) => {
      const accounts = [...worst].filter(([, own]) => own === end).map(([account]) => nameOf(account));
      return accounts.length === 0 ? [] : [`${endText({ end })} in ${accounts.join(', ')}`];
    });
    const nothing = gaps.length > 0 ? 'nobody can tell what it could be done to' : 'nothing it could be done to';
    yield* layout.text(`${set}: ${told.length === 0 ? nothing : told.join('; ')}`, 2);
  }
}

const isFile = (name: string): boolean => /\.json(\.gz)?$/.test(name) || name.includes('/');

function accountsOf(inventory: Inventory, wanted: readonly string[] | undefined): readonly Resource[] {
  const all = inventory.resources('account');
  const missing = wanted?.find((id) => !all.some((account) => account.id === id));
  if (missing !== undefined)
    throw new UserError(
      `account ${missing} is not part of this evidence`,
      `it holds ${all.map(({ id }) => id).join(', ')}`,
    );
  return all.filter(({ id }) => wanted?.includes(id) ?? true);
}

function drillSet(drilling: Drill, accounts: readonly Resource[], events: SampleEvents, set: string): Drilled {
  const must = events.sets.get(set)?.must ?? [];
  const drilled = accounts.map((account) => ({ account, ...drilling.drill(account, events, set, must) }));
  return {
    set,
    walks: drilled.flatMap(({ walks }) => walks),
    gaps: drilled.flatMap(({ account, holes }) =>
      [...new Set(holes.map(({ reason }) => reason))].map((reason) => ({ set, account: account.id, reason })),
    ),
  };
}

/** Events as they were recorded, in the accounts and regions they name. */
async function drillFile(drilling: Drill, inventory: Inventory, file: string): Promise<Drilled> {
  const tallies = new Map<string, Tally>();
  for (const { record } of await readEventFile(file)) {
    if (typeof record === 'string') throw new UserError(`${file} holds no CloudTrail record`, 'name a JSON file');
    const id = textOf(record['recipientAccountId']);
    const account = inventory.resources('account').find((each) => each.id === id);
    if (!account)
      throw new UserError(
        id === ''
          ? `${file}: the event's recipientAccountId is missing`
          : `${file}: the event's recipientAccountId is ${id}, which is not part of this evidence`,
        `write one of ${inventory.accounts.map((each) => each.account).join(', ')}`,
      );
    const region = textOf(record['awsRegion']);
    if (region === '')
      throw new UserError(`${file}: the event's awsRegion is missing`, 'write the region in which it happens');
    const regions = account.fields['regions'];
    if (Array.isArray(regions) && !regions.includes(region))
      throw new UserError(
        `${file}: the event's awsRegion is ${region}, which is not enabled in ${id}`,
        `write one of ${regions.join(', ')}`,
      );
    if (JSON.stringify(record).length > MOST_CHARACTERS)
      throw new UserError(
        `${file}: the record is larger than the 256 KB that CloudTrail sends to CloudWatch Logs`,
        'drill a smaller one',
      );
    const name = textOf(record['eventName']) || 'an event without a name';
    const sample: Sample = { name, account: id, region, where: whereOf(record, region), record };
    const tally = tallies.get(id) ?? new Tally(file, id);
    tallies.set(id, tally);
    tally.add(sample, drilling.paths(account, sample));
  }
  return { set: file, walks: [...tallies.values()].flatMap((tally) => tally.result([]).walks), gaps: [] };
}

const MOST_CHARACTERS = 256 * 1024;

const GLOBAL = /^(iam|organizations|cloudfront|route53|support|account)\.amazonaws\.com$/;

function whereOf(record: Readonly<Record<string, unknown>>, region: string): Where {
  if (record['eventType'] === 'AwsConsoleSignIn') return 'sign-in';
  return GLOBAL.test(textOf(record['eventSource'])) && region === leadingRegionOf(region) ? 'global' : 'region';
}

function* lines(
  { set, walks, gaps }: Drilled,
  events: SampleEvents,
  nameOf: (account: string) => string,
  layout: Layout,
): Iterable<string> {
  const { bold, dim, red, green, yellow } = layout.colours;
  const paint = { noticed: green, unnoticed: red, unknown: yellow };
  const title = events.sets.get(set)?.title;
  yield* layout.text(title === undefined ? set : `${set} · ${title}`, 0, bold);
  for (const walk of shareWalks(walks)) {
    yield* layout.text(`${endText(walk)}: ${eventsText(walk)}`, 2, paint[walk.end]);
    yield* layout.text(`in ${walk.accounts.map(nameOf).join(', ')}`, 4);
    for (const hop of walk.hops) yield* layout.text(`${markOf(hop)} ${hop.text}`, 4);
    for (const hop of walk.others) yield* layout.text(`or ${markOf(hop)} ${hop.text}`, 6, dim);
  }
  if (gaps.length > 0) yield* layout.text('nobody can tell what else it could be done to', 2, yellow);
  for (const { account, reason } of gaps) yield* layout.text(`? in ${nameOf(account)}: ${reason}`, 4);
  if (walks.length + gaps.length === 0) yield* layout.text('there is nothing it could be done to', 2);
}
