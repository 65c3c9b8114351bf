import { fillEvent } from '../../drill/fill-event.ts';
import { envelope } from '../../drill/sample.ts';
import { didYouMean } from '../../expressions/suggest.ts';
import type { EventSet, EventTemplate, SampleEvents } from '../../model/sample-event.ts';
import { textOf } from '../../model/text-of.ts';
import { jsonText } from '../../reporters/escape.ts';
import { type Layout, layoutFor } from '../../reporters/terminal-layout.ts';
import { bundledEvents } from '../bundled-events.ts';
import { exampleNames } from '../example-names.ts';
import { EXIT } from '../exit-codes.ts';
import { looksOf } from '../output.ts';
import { kindOf, type PatternKind, type PatternTrace, tracePattern } from '../pattern-trace.ts';
import { type FileEvent, readEventFile } from '../read-event-file.ts';
import { UserError } from '../user-error.ts';

export interface PatternOptions {
  readonly event?: readonly string[];
  readonly control?: string;
  readonly kind?: PatternKind;
  readonly json?: boolean;
}

/** An event to run the pattern on, and what is asked of the answer. */
interface Trial {
  readonly name: string;
  readonly event: FileEvent;
  readonly wanted?: boolean;
}

/** `trailproof pattern`: runs a pattern on events, and tells which condition decided. */
export async function pattern(text: string, options: PatternOptions): Promise<void> {
  const kind = options.kind ?? kindOf(text);
  const trials = [...(await ofFiles(options.event ?? [])), ...(await ofControl(options.control))];
  if (trials.length === 0)
    throw new UserError(
      'there is no event to run the pattern on',
      'name a file with --event, or a set of sample events with --control',
    );
  const results = trials.map((trial) => ({ ...trial, trace: tracePattern(kind, text, trial.event, envelopeFor) }));
  if (options.json) process.stdout.write(`${jsonText({ kind, pattern: text, results: results.map(asJson) }, 2)}\n`);
  else {
    const layout = layoutFor({ ...looksOf(process.stdout), verbose: false });
    for (const result of results) for (const line of lines(result, layout)) process.stdout.write(line);
    if (options.control !== undefined) process.stdout.write(`${summary(results)}\n`);
  }
  process.exitCode = exitCode(results);
}

type Result = Trial & { readonly trace: PatternTrace };

async function ofFiles(files: readonly string[]): Promise<readonly Trial[]> {
  const read = await Promise.all(files.map(async (file) => ({ file, events: await readEventFile(file) })));
  return read.flatMap(({ file, events }) =>
    events.map((event, index) => ({ name: events.length === 1 ? file : `${file} (${index + 1})`, event })),
  );
}

async function ofControl(control: string | undefined): Promise<readonly Trial[]> {
  if (control === undefined) return [];
  const events = await bundledEvents();
  const set = events.sets.get(control);
  if (!set)
    throw new UserError(
      `there are no sample events "${control}"${didYouMean(control, events.sets.keys())}`,
      `take one of ${[...events.sets.keys()].join(', ')}`,
    );
  return [...trialsOf(events, set, set.must, true), ...trialsOf(events, set, set.mustNot, false)];
}

const trialsOf = (
  events: SampleEvents,
  set: EventSet,
  templates: readonly EventTemplate[],
  wanted: boolean,
): readonly Trial[] =>
  templates.map((template) => ({
    name: template.name,
    event: { record: fillEvent(events, template, exampleNames(set.subject)) },
    wanted,
  }));

const envelopeFor = (record: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  envelope({
    name: '',
    account: textOf(record['recipientAccountId']),
    region: textOf(record['awsRegion']),
    where: 'region',
    record,
  });

function* lines({ name, wanted, trace }: Result, layout: Layout): Iterable<string> {
  const { match, conditions, note } = trace;
  const isRight = wanted === undefined || (match.matched === wanted && match.uncertain.length === 0);
  const answer = match.uncertain.length > 0 ? 'uncertain' : match.matched ? 'matches' : 'no match';
  const wish = wanted === undefined || isRight ? '' : `, and ${wanted ? 'should match' : 'should not'}`;
  const { red, green, yellow, bold } = layout.colours;
  const paint =
    match.uncertain.length > 0 ? yellow : isRight ? (wanted === undefined && !match.matched ? bold : green) : red;
  yield* layout.text(`${answer}${wish}: ${name}`, 0, paint);
  for (const reason of match.uncertain) yield* layout.text(`? ${reason}`, 2);
  if (note !== undefined) yield* layout.text(note, 2);
  // Of what is as it should be, one line is enough.
  if (wanted !== undefined && isRight) return;
  for (const { text, found, matched, uncertain, decided } of conditions) {
    const held = found === 'absent' ? 'absent' : found.map((value) => jsonText(value)).join(', ');
    yield* layout.text(
      `${uncertain.length > 0 ? '?  ' : matched ? 'yes' : 'no '} ${text}   the event has: ${shortened(held)}${decided ? '   <- decides' : ''}`,
      2,
    );
  }
}

const MOST = 120;
const shortened = (text: string): string => (text.length > MOST ? `${text.slice(0, MOST)}…` : text);

function summary(results: readonly Result[]): string {
  const isOpen = ({ trace }: Result): boolean => trace.match.uncertain.length > 0;
  const taken = (wanted: boolean): string => {
    const asked = results.filter((result) => result.wanted === wanted);
    const matched = asked.filter((result) => result.trace.match.matched && !isOpen(result));
    return `${matched.length} of ${asked.length}`;
  };
  return [
    `${taken(true)} events that must match do`,
    `${taken(false)} that must not match do`,
    `${results.filter(isOpen).length} uncertain`,
  ].join(' · ');
}

function exitCode(results: readonly Result[]): number {
  const isWrong = ({ wanted, trace: { match } }: Result): boolean =>
    match.uncertain.length === 0 && match.matched !== (wanted ?? true);
  if (results.some(isWrong)) return EXIT.findings;
  return results.some(({ trace }) => trace.match.uncertain.length > 0) ? EXIT.incomplete : EXIT.ok;
}

const asJson = ({ name, wanted, trace: { match, conditions, note } }: Result) => ({
  name,
  ...(wanted !== undefined && { wanted }),
  match,
  conditions,
  ...(note !== undefined && { note }),
});
