import { loadEvents } from '../../catalog/load-events.ts';
import { Drill } from '../../drill/drill.ts';
import type { Sample } from '../../drill/sample.ts';
import { Tally } from '../../drill/tally.ts';
import { createReplay, indexCalls } from '../../evidence/replay.ts';
import { didYouMean } from '../../expressions/suggest.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { leadingRegionOf } from '../../model/partition.ts';
import type { Resource } from '../../model/resource.ts';
import type { SampleEvents, Where } from '../../model/sample-event.ts';
import { textOf } from '../../model/text-of.ts';
import type { Walk } from '../../model/walk.ts';
import { jsonText } from '../../reporters/escape.ts';
import { type Layout, layoutFor } from '../../reporters/terminal-layout.ts';
import { endText, eventsText, markOf, type SharedWalk, shareWalks } from '../../reporters/walk-lines.ts';
import { confirmationsIn } from '../confirm-patterns.ts';
import { inventoryOf } from '../evaluate-evidence.ts';
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
  const folder = options.sample ? SAMPLE : options.evidence;
  if (folder === undefined)
    throw new UserError(
      'there is nothing to drill',
      'pass --sample, or --evidence with a folder that `trailproof collect` wrote',
    );
  const events = await loadEvents([packagePath('events'), ...(options.events ?? [])]);
  const sets = names.filter((name) => !isFile(name));
  const unknownSet = sets.find((name) => !events.sets.has(name));
  if (unknownSet !== undefined)
    throw new UserError(
      `there are no sample events "${unknownSet}"${didYouMean(unknownSet, events.sets.keys())}`,
      `take one of ${[...events.sets.keys()].join(', ')}, or name a file that ends with .json`,
    );
  const { manifest, calls } = await readEvidence(folder);
  const joined = await inventoryOf(manifest.plan, createReplay(indexCalls(calls)));
  const inventory: Inventory = { ...joined, confirmed: confirmationsIn(calls) };
  const accounts = accountsOf(inventory, options.accounts);
  const drilled = new Drill(inventory);
  const walks = (names.length === 0 ? [...events.sets.keys()] : sets).flatMap((set) =>
    drillSet(drilled, accounts, events, set),
  );
  for (const file of names.filter(isFile)) walks.push(...(await drillFile(drilled, inventory, file)));
  if (options.json) {
    process.stdout.write(`${jsonText({ schemaVersion: 1, walks }, 2)}\n`);
    return;
  }
  const layout = layoutFor({
    colour: process.stdout.isTTY && !process.env['NO_COLOR'],
    width: process.stdout.columns ?? 100,
    verbose: false,
  });
  const nameOf = new Map(inventory.accounts.map(({ account, name }) => [account, name]));
  for (const line of print(shareWalks(walks), events, nameOf, layout)) process.stdout.write(line);
}

const isFile = (name: string): boolean => name.endsWith('.json') || name.includes('/');

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

const drillSet = (drilled: Drill, accounts: readonly Resource[], events: SampleEvents, set: string): readonly Walk[] =>
  accounts.flatMap((account) => drilled.drill(account, events, set, events.sets.get(set)?.must ?? []).walks);

/** An event as it was recorded, in the account and region it names. */
async function drillFile(drilled: Drill, inventory: Inventory, file: string): Promise<readonly Walk[]> {
  const walks: Walk[] = [];
  for (const { record } of await readEventFile(file)) {
    if (typeof record === 'string') throw new UserError(`${file} holds no CloudTrail record`, 'name a JSON file');
    const id = textOf(record['recipientAccountId']);
    const account = inventory.resources('account').find((each) => each.id === id);
    if (!account)
      throw new UserError(
        `${file}: the event's recipientAccountId is ${id === '' ? 'missing' : id}, which is not part of this evidence`,
        `write one of ${inventory.accounts.map((each) => each.account).join(', ')}`,
      );
    const region = textOf(record['awsRegion']);
    const sample: Sample = {
      name: textOf(record['eventName']) || file,
      account: id,
      region,
      where: whereOf(record, region),
      record,
    };
    const tally = new Tally(file, id);
    tally.add(sample, drilled.paths(account, sample));
    walks.push(...tally.result([]).walks);
  }
  return walks;
}

const GLOBAL = /^(iam|organizations|cloudfront|route53|support|account)\.amazonaws\.com$/;

function whereOf(record: Readonly<Record<string, unknown>>, region: string): Where {
  if (record['eventType'] === 'AwsConsoleSignIn') return 'sign-in';
  return GLOBAL.test(textOf(record['eventSource'])) && region === leadingRegionOf(region) ? 'global' : 'region';
}

function* print(
  walks: readonly SharedWalk[],
  events: SampleEvents,
  nameOf: ReadonlyMap<string, string>,
  layout: Layout,
): Iterable<string> {
  const { bold, red, green, yellow } = layout.colours;
  const paint = { noticed: green, unnoticed: red, unknown: yellow };
  let set: string | undefined;
  for (const walk of walks) {
    if (walk.set !== set) {
      if (set !== undefined) yield '\n';
      set = walk.set;
      const title = events.sets.get(set)?.title;
      yield* layout.text(title === undefined ? set : `${set} · ${title}`, 0, bold);
    }
    yield* layout.text(`${endText(walk)}: ${eventsText(walk)}`, 2, paint[walk.end]);
    yield* layout.text(`in ${walk.accounts.map((id) => `${nameOf.get(id) ?? id} (${id})`).join(', ')}`, 4);
    for (const hop of walk.hops) yield* layout.text(`${markOf(hop)} ${hop.text}`, 4);
    for (const hop of walk.others) yield* layout.text(`or ${markOf(hop)} ${hop.text}`, 6, layout.colours.dim);
  }
}
