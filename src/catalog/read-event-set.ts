import { didYouMean } from '../expressions/suggest.ts';
import { type EventSet, type EventTemplate, type Subject, variablesOf } from '../model/sample-event.ts';
import type { EventSetFile } from './event-schema.ts';
import { CatalogError, type Problem, type SourceFile } from './source-file.ts';

type Path = readonly (string | number)[];
type WrittenEvent = EventSetFile['mustNot'][number];

/** The set in a file that fits its schema, names expanded to events; throws a CatalogError naming every mistake. */
export function readEventSet(source: SourceFile): EventSet {
  const written = source.value as EventSetFile;
  const {
    subject,
    names = [],
    must = [],
    mustNot,
    may = [],
    beyond = [],
    forms = {},
    requestParameters = {},
  } = written;
  const problems: Problem[] = [];
  const called = new Set<string>();

  const event = ({ name, where, silences, record }: WrittenEvent, path: Path): EventTemplate => {
    problems.push(...recordProblems(source, [...path, 'record'], subject));
    return { name, where: where ?? written.where, ...(silences && { silences }), record };
  };
  const events = (list: readonly WrittenEvent[], path: Path) => list.map((each, i) => event(each, [...path, i]));
  const call = (name: string, path: Path): EventTemplate => {
    called.add(name);
    if (written.source === undefined)
      problems.push(source.problem(path, `"source" is missing: whose call is ${name}?`));
    const asked = Object.hasOwn(requestParameters, name) && { requestParameters: requestParameters[name] };
    return {
      name,
      where: written.where,
      record: { eventSource: written.source, eventName: name, readOnly: false, ...asked },
    };
  };
  const calls = (list: readonly string[], path: Path) => list.map((name, i) => call(name, [...path, i]));

  if (names.length + must.length === 0) problems.push(source.problem([], 'neither "names" nor "must" is there'));
  const set: EventSet = {
    id: written.id,
    title: written.title,
    subject,
    ...(written.only && { only: written.only }),
    must: [...calls(names, ['names']), ...events(must, ['must'])],
    mustNot: events(mustNot, ['mustNot']),
    may: events(may, ['may']),
    beyond: beyond.map((each, i) =>
      typeof each === 'string' ? call(each, ['beyond', i]) : event(each, ['beyond', i]),
    ),
    forms: Object.fromEntries(
      Object.entries(forms).map(([form, { names: formNames = [], must: formMust = [] }]) => [
        form,
        [...calls(formNames, ['forms', form, 'names']), ...events(formMust, ['forms', form, 'must'])],
      ]),
    ),
  };
  for (const name of Object.keys(requestParameters)) {
    const path = ['requestParameters', name];
    if (!called.has(name))
      problems.push(source.problem(path, `no event is called "${name}"${didYouMean(name, called)}`, { key: true }));
    problems.push(...recordProblems(source, path, subject));
  }
  if (problems.length > 0) throw new CatalogError(problems);
  return set;
}

/** What is wrong with the record, or the part of one, at a path: values that are no JSON, variables that are not there. */
export function recordProblems(source: SourceFile, path: Path, subject: Subject): readonly Problem[] {
  const known = variablesOf(subject);
  const look = (value: unknown, at: Path): readonly Problem[] => {
    if (typeof value === 'string') return variableProblems(source, at, value, known, subject);
    if (Array.isArray(value)) return value.flatMap((each, i) => look(each, [...at, i]));
    if (value === null || typeof value === 'boolean' || Number.isFinite(value)) return [];
    if (typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype)
      return [source.problem(at, 'a record holds texts, numbers, true, false, null, lists and objects only')];
    return Object.entries(value).flatMap(([key, each]) => look(each, [...at, key]));
  };
  return look(memberAt(source.value, path), path);
}

const memberAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((member, step) => (member as Readonly<Record<string | number, unknown>>)[step], value);

const variableProblems = (
  source: SourceFile,
  path: Path,
  text: string,
  known: readonly string[],
  subject: Subject,
): readonly Problem[] =>
  [...text.matchAll(/\$\{([^{}]*)(\}?)/g)].flatMap(({ index: offset, 1: name = '', 2: end }) => {
    if (end !== '}') return [source.problem(path, '"${" without its "}"', { offset })];
    if (known.includes(name)) return [];
    const message = `a set about a subject "${subject}" has no variable "${name}"${didYouMean(name, known)}; there is ${known.join(', ')}`;
    return [source.problem(path, message, { offset })];
  });
