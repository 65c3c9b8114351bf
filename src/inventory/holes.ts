import type { RunSurvey } from '../collectors/survey-run.ts';
import type { ResourceReference } from '../model/finding.ts';
import { Gap } from '../model/gap.ts';
import type { Hole, Resource } from '../model/resource.ts';
import type { ResourceType } from '../model/resources/index.ts';

/** Types that are found through trails: with a trail unread, any of them may be missing. */
const BEYOND_TRAILS = [
  'bucket',
  'key',
  'logGroup',
  'metricFilter',
  'alarm',
  'topic',
  'role',
] as const satisfies readonly ResourceType[];

/** Where resources may be that nobody saw: in an account, or, with `root` as the place, anywhere in the run. */
export function holesIn(survey: RunSurvey, trails: readonly Resource[], root: ResourceReference): readonly Hole[] {
  const { organization } = survey.organization;
  return [
    ...survey.accounts.flatMap(({ holes }) => holes),
    ...(organization instanceof Gap ? [{ type: 'organization', where: root, gap: organization } as const] : []),
    ...strangersTrails(survey, root),
    ...beyondTrails(survey, trails, root),
  ];
}

/** Holes for organisation trails of a management account that is not scanned: only copies show them. */
function strangersTrails({ plan, accounts }: RunSurvey, root: ResourceReference): readonly Hole[] {
  const management = plan.organization?.managementAccountId;
  if (management === undefined || plan.accounts.some(({ id }) => id === management)) return [];
  return accounts.flatMap(({ trails }) =>
    trails.hole ? [{ type: 'trail', where: root, gap: trails.hole } as const] : [],
  );
}

/** Holes at the root: what an unread trail, log group or filter may lead to can lie in any account. */
function beyondTrails(
  { accounts, followed, unfollowed }: RunSurvey,
  trails: readonly Resource[],
  root: ResourceReference,
): readonly Hole[] {
  const gaps = new Set<Gap>(accounts.flatMap((account) => account.trails.hole ?? []));
  for (const { fields } of trails) if (fields['bucket'] instanceof Gap) gaps.add(fields['bucket']);
  const holes: Hole[] = [...gaps].flatMap((gap) => BEYOND_TRAILS.map((type) => ({ type, where: root, gap })));
  const groups = [...unfollowed.values()].filter(({ link }) => link.to === 'logGroup').map(({ gap }) => gap);
  const keyless = followed.resources.flatMap(({ type, fields: { key } }) =>
    type === 'logGroup' && key instanceof Gap ? key : [],
  );
  for (const gap of [...groups, ...keyless]) holes.push({ type: 'key', where: root, gap });
  const filters = [...groups, ...followed.holes.filter(({ type }) => type === 'metricFilter').map(({ gap }) => gap)];
  for (const gap of filters)
    holes.push(...(['metricFilter', 'alarm', 'topic'] as const).map((type) => ({ type, where: root, gap })));
  for (const { type, gap } of followed.holes) {
    if (type === 'alarm') holes.push({ type, where: root, gap }, { type: 'topic', where: root, gap });
  }
  // Rules lead to topics, to other event buses and so to other rules.
  const buses = [...unfollowed.values()].filter(({ link }) => link.to === 'eventBus').map(({ gap }) => gap);
  const found = [...accounts.flatMap((account) => account.eventBuses), ...followed.resources];
  const rules = [
    ...found.flatMap(({ type, fields: { topics } }) =>
      type === 'rule' ? [topics].flat().filter((topic) => topic instanceof Gap) : [],
    ),
    ...accounts.flatMap((account) => account.holes.filter(({ type }) => type === 'rule').map(({ gap }) => gap)),
    ...followed.holes.filter(({ type }) => type === 'rule').map(({ gap }) => gap),
    ...buses,
  ];
  for (const gap of new Set(rules))
    holes.push(...(['topic', 'eventBus', 'rule'] as const).map((type) => ({ type, where: root, gap })));
  // Event data stores lead to keys.
  const stores = accounts.flatMap((account) => [
    ...account.holes.filter(({ type }) => type === 'eventDataStore').map(({ gap }) => gap),
    ...account.eventDataStores.flatMap(({ fields: { key } }) => (key instanceof Gap ? key : [])),
  ]);
  for (const gap of new Set(stores)) holes.push({ type: 'key', where: root, gap });
  return holes;
}
