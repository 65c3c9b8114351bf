import type { Coverage, TrailSelectors } from '../interpreters/event-selectors/index.ts';
import { Gap } from '../model/gap.ts';
import { Link, type Resource } from '../model/resource.ts';
import { fieldOf, note, rawField, unreadableAll } from './host-read.ts';
import { evaluationUnderWay, Unreadable, unreadable } from './touched.ts';
import { Evidence } from './values.ts';

/** A trail that logs, and what it was told to record. */
export interface Recorder {
  readonly trail: Resource;
  readonly selectors: TrailSelectors;
}

/** The trails that log at a place, and why there may be more. */
export interface Recorders {
  readonly known: readonly Recorder[];
  readonly gaps: readonly Gap[];
}

/** How much of what was asked selectors take, and why. */
export interface Answer {
  readonly coverage: Coverage;
  readonly reasons: readonly string[];
}

/**
 * The trails in the list `trails` of a resource that are logging; `counts` says which of them matter, and may throw for
 * what it cannot read. Throws when the list is a gap.
 */
export function recordersAt(
  instance: Evidence,
  counts: (trail: Resource, path: string) => boolean = () => true,
): Recorders {
  const gaps: Gap[] = [];
  const known = (rawField(instance, 'trails') as readonly unknown[]).flatMap((link): Recorder[] => {
    if (!(link instanceof Link)) {
      if (link instanceof Gap) gaps.push(link);
      return [];
    }
    const trail = evaluationUnderWay().world.find(link);
    if (trail === 'dangling') return [];
    try {
      if (trail instanceof Gap) return unreadable(trail);
      const path = `${Evidence.source(instance).path}.trails[${trail.name}]`;
      if (!isLogging(trail, path) || !counts(trail, path)) return [];
      return [{ trail, selectors: fieldOf(trail, 'eventSelectors', path) as TrailSelectors }];
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      gaps.push(error.gap);
      return [];
    }
  });
  return { known, gaps };
}

function isLogging(trail: Resource, path: string): boolean {
  const { isLogging: answer } = fieldOf(trail, 'status', path) as { readonly isLogging?: unknown };
  note([{ resource: trail, property: 'status', value: answer, path: `${path}.status.isLogging` }]);
  return answer instanceof Gap ? unreadable(answer) : answer === true;
}

/**
 * Whether trails together record all of what is asked about. What one of them records is recorded, whatever the others
 * do; that something is missing is certain only when every trail is known. Throws otherwise.
 */
export function decide({ known, gaps }: Recorders, ask: (selectors: TrailSelectors) => Answer): boolean {
  const { coverage, reasons } = together(known, ask);
  if (coverage === 'full') return true;
  if (gaps.length > 0) return unreadableAll(gaps);
  return coverage === 'unknown' ? unreadable(new Gap('undocumented', reasons.join('; '))) : false;
}

function together(recorders: readonly Recorder[], ask: (selectors: TrailSelectors) => Answer): Answer {
  const answers = joined(recorders).map(ask);
  const full = answers.find(({ coverage }) => coverage === 'full');
  if (full) return full;
  const [some, ...more] = answers.filter(({ coverage }) => coverage !== 'none');
  if (!some) return { coverage: 'none', reasons: [] };
  return more.length === 0 ? some : { coverage: 'unknown', reasons: [IN_PARTS] };
}

const IN_PARTS = 'several trails each record a part of it, and whether that is all together cannot be told';

/**
 * The selectors of several trails put together as if one trail had them, which is how they count. Basic and advanced
 * selectors do not mix, and neither do empty ones, which stand for a default.
 */
export function joined(recorders: readonly Recorder[]): readonly TrailSelectors[] {
  const all = recorders.map(({ selectors }) => selectors);
  const isBasic = (each: TrailSelectors): boolean =>
    !isEmpty(each.EventSelectors) && isEmpty(each.AdvancedEventSelectors);
  const isAdvanced = (each: TrailSelectors): boolean =>
    isEmpty(each.EventSelectors) && !isEmpty(each.AdvancedEventSelectors);
  const basic = all.filter(isBasic).flatMap(({ EventSelectors }) => EventSelectors ?? []);
  const advanced = all.filter(isAdvanced).flatMap(({ AdvancedEventSelectors }) => AdvancedEventSelectors ?? []);
  return [
    ...(basic.length > 0 ? [{ EventSelectors: basic }] : []),
    ...(advanced.length > 0 ? [{ AdvancedEventSelectors: advanced }] : []),
    ...all.filter((each) => !isBasic(each) && !isAdvanced(each)),
  ];
}

const isEmpty = (list: readonly unknown[] | null | undefined): boolean => !Array.isArray(list) || list.length === 0;

/** In words, for a message: what each logging trail takes or leaves out; `nobody` where there is none. */
export function limitsOf({ known }: Recorders, ask: (selectors: TrailSelectors) => Answer, nobody: string): string {
  if (known.length === 0) return nobody;
  return known
    .map(({ trail, selectors }) => {
      const { coverage, reasons } = ask(selectors);
      const taken = coverage === 'none' ? 'nothing' : coverage === 'full' ? 'everything' : 'a part';
      return `${trail.name}: ${coverage !== 'none' && reasons.length > 0 ? reasons.join(', ') : taken}`;
    })
    .join('; ');
}
