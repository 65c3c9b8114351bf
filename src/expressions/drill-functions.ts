import type { Environment } from '@marcbachmann/cel-js';
import { Drill, type DrillResult } from '../drill/drill.ts';
import { type Noise, noiseOf } from '../drill/noise.ts';
import type { Read } from '../drill/path.ts';
import { Tally } from '../drill/tally.ts';
import { endingsOf, stopOf } from '../drill/tell.ts';
import type { Resource } from '../model/resource.ts';
import type { EventTemplate, SampleEvents } from '../model/sample-event.ts';
import type { World } from '../model/world.ts';
import { note, resourceOf, unreadableAll } from './host-read.ts';
import { evaluationUnderWay, type Touch } from './touched.ts';
import { Evidence } from './values.ts';

const ACCOUNT = ['trails', 'regions', 'eventBuses'] as const;

export const DRILL_READS = {
  alerts: ACCOUNT,
  drills: ACCOUNT,
  unnoticed: ACCOUNT,
  reachesSomebody: ['alarms'],
} as const;

/** The functions whose first argument names a set of sample events; the second one of its forms. */
export const EVENT_SET_FUNCTIONS: ReadonlySet<string> = new Set(['alerts', 'drills', 'unnoticed']);

/** Whether somebody would notice, by walking sample events along what is configured. */
export function registerDrillFunctions(environment: Environment): void {
  environment.registerFunction('account.alerts(string): bool', (account: Evidence, set: string) =>
    alerts(account, set, ''),
  );
  environment.registerFunction('account.alerts(string, string): bool', alerts);
  environment.registerFunction('account.drills(string): bool', (account: Evidence, set: string) => {
    const { end, gaps, walks } = drilled(account, set, '');
    return end === 'unknown' && walks.length === 0 ? unreadableAll(gaps) : end !== 'nothing';
  });
  environment.registerFunction('account.unnoticed(string): string', (account: Evidence, set: string) =>
    endingsOf(drilled(account, set, '').walks),
  );
  environment.registerFunction(
    'account.unnoticed(string, string): string',
    (account: Evidence, set: string, form: string) => endingsOf(drilled(account, set, form).walks),
  );
  environment.registerFunction('metricFilter.reachesSomebody(): bool', (filter: Evidence) => {
    const { end, gaps } = beyond(filter);
    return end === 'unknown' ? unreadableAll(gaps) : end === 'noticed';
  });
  environment.registerFunction('metricFilter.whereItStops(): string', (filter: Evidence) => {
    const { walks } = beyond(filter);
    return walks.map((walk) => stopOf(walk)?.text ?? '').join('; ');
  });
  environment.registerFunction('metricFilter.noise(): list<string>', (filter: Evidence) => {
    const { noise, gaps, reads } = noiseIn(resourceOf(filter));
    touch(filter, reads);
    if (noise.length === 0 && gaps.length > 0) return unreadableAll(gaps);
    const rest = noise.length - MOST_NOISE;
    return rest > 0 ? [...noise.slice(0, MOST_NOISE), `and ${rest} more`] : noise;
  });
}

/** Of more, a message says how many. */
const MOST_NOISE = 6;

function alerts(account: Evidence, set: string, form: string): boolean {
  const { end, gaps } = drilled(account, set, form);
  return end === 'unknown' ? unreadableAll(gaps) : end !== 'unnoticed';
}

/** The drills of one world: checks ask for the same ones again and again. */
interface Drills {
  readonly drill: Drill;
  readonly results: Map<string, DrillResult>;
  readonly noise: Map<Resource, Noise>;
}

const drills = new WeakMap<World, Drills>();

function worldOf(world: World): Drills {
  const known = drills.get(world) ?? { drill: new Drill(world), results: new Map(), noise: new Map() };
  drills.set(world, known);
  return known;
}

function noiseIn(filter: Resource): Noise {
  const { world, events } = evaluationUnderWay();
  const { drill, noise } = worldOf(world);
  const known = noise.get(filter) ?? noiseOf(filter, drill, events);
  noise.set(filter, known);
  return known;
}

/** Drills a set once for each account; a form says which events, the required ones when it is empty. */
function drilled(account: Evidence, set: string, form: string): DrillResult {
  const evaluation = evaluationUnderWay();
  const resource = resourceOf(account);
  const { drill, results } = worldOf(evaluation.world);
  const key = JSON.stringify([resource.id, set, form]);
  const result =
    results.get(key) ?? drill.drill(resource, evaluation.events, set, templatesOf(evaluation.events, set, form));
  results.set(key, result);
  touch(account, result.reads);
  for (const walk of result.walks) evaluation.walks.add(walk);
  return result;
}

/** The events a form asks for. Throws for a set or a form that does not exist. */
function templatesOf(events: SampleEvents, set: string, form: string): readonly EventTemplate[] {
  const found = events.sets.get(set);
  const templates = form === '' ? found?.must : form === 'beyond' ? found?.beyond : found?.forms[form];
  if (!templates) throw new Error(`there are no sample events "${form === '' ? set : `${set}, ${form}`}"`);
  return templates;
}

/** What comes of a match of a metric filter. */
function beyond(filter: Evidence): DrillResult {
  const { world, events } = evaluationUnderWay();
  const resource = resourceOf(filter);
  const tally = new Tally('', resource.account ?? '');
  const sample = { name: '', account: resource.account ?? '', region: resource.region ?? '', where: 'region' } as const;
  tally.add({ ...sample, record: events.base }, worldOf(world).drill.filters.beyond(resource, events.base));
  const result = tally.result([]);
  touch(filter, result.reads);
  return result;
}

/** What a result read, as touches of the variable it was asked of; made once, since checks ask several times. */
const touched = new WeakMap<readonly Read[], { readonly path: string; readonly touches: readonly Touch[] }>();

function touch(instance: Evidence, reads: readonly Read[]): void {
  const { path, resource } = Evidence.source(instance);
  const known = touched.get(reads);
  if (known?.path === path) return note(known.touches);
  const touches = reads.map((read): Touch => {
    const owner = read.resource === resource ? path : `${read.resource.type}[${read.resource.name}]`;
    return { ...read, isWalked: true, path: `${owner}.${read.property}` };
  });
  touched.set(reads, { path, touches });
  note(touches);
}
