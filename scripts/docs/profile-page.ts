import type { Control, Profile } from '../../src/catalog/load-profile.ts';
import type { ProfileFile } from '../../src/catalog/profile-schema.ts';
import type { Check } from '../../src/expressions/check.ts';
import type { Mapping } from '../../src/model/control.ts';
import { markdownCode, markdownLink, markdownProse, markdownText } from '../../src/reporters/escape.ts';
import { checkTable } from './check-page.ts';
import { link, page, section, table } from './page.ts';

/** Every page of docs/profiles, by path. */
export function profilePages(profiles: readonly Profile[]): ReadonlyMap<string, string> {
  const index = page(
    'Profiles',
    'What a framework asks for, and which checks show it. Choose with `--profile`.',
    table(
      ['Profile', 'Title', 'Controls', 'Checks'],
      profiles.map((profile) => [
        link(markdownCode(profile.id), `${profile.id}.md`),
        markdownText(profile.title),
        profile.controls.length === 0 ? '' : String(profile.controls.length),
        String(checksOf(profile).length),
      ]),
    ),
  );
  return new Map([
    ['docs/profiles/README.md', index],
    ...profiles.map((profile): [string, string] => [`docs/profiles/${profile.id}.md`, profilePage(profile)]),
  ]);
}

function profilePage(profile: Profile): string {
  const { id, title, authority, controls, source } = profile;
  const { description } = source.value as ProfileFile;
  return page(
    markdownText(title),
    `${markdownCode(`--profile ${id}`)}${authority === undefined ? '' : ` · ${markdownLink(authority)}`}`,
    markdownProse(description),
    section('Controls', controls.length === 0 ? '' : `${controlTable(controls)}\n\n${LEGEND}`),
    section('Left to a person', manualTable(controls)),
    section('Checks', controls.length === 0 ? checkTable(checksOf(profile), '../checks/') : ''),
    section('Parameters', parameterTable(profile)),
    link('All profiles', 'README.md'),
  );
}

const LEGEND =
  '*published*: the author of the framework names these checks, or AWS does. *ours*: we say that they show it. ' +
  '*manual*: nobody but a person can judge it, or what is left of it.';

const WORDS = { published: '*published*', ours: '*ours*' } as const satisfies Record<Mapping, string>;

const controlTable = (controls: readonly Control[]): string =>
  table(
    ['Control', 'What it asks for', 'Checks', 'Mapping'],
    controls.map(({ id, title, checks, mapping, manual }) => [
      markdownCode(id),
      markdownText(title),
      checks.map((check) => link(markdownCode(check.id), `../checks/${check.id}.md`)).join('<br>'),
      [...(checks.length > 0 ? [WORDS[mapping]] : []), ...(manual === undefined ? [] : ['*manual*'])].join(', '),
    ]),
  );

const manualTable = (controls: readonly Control[]): string =>
  table(
    ['Control', 'What to look at'],
    controls.flatMap(({ id, manual }) =>
      manual === undefined ? [] : [[markdownCode(id), markdownProse(manual).replaceAll('\n\n', ' ')]],
    ),
  );

/** What the profile sets, and what single controls set instead. */
function parameterTable({ params, controls }: Profile): string {
  const rows = (set: Profile['params'], where: string): readonly (readonly string[])[] =>
    Object.entries(set).map(([name, value]) => [markdownCode(name), markdownCode(JSON.stringify(value)), where]);
  const own = controls.flatMap((control) => {
    const changed = Object.entries(control.params).filter(([name, value]) => params[name] !== value);
    return rows(Object.fromEntries(changed), markdownCode(control.id));
  });
  return table(
    ['Name', 'Value', 'For'],
    [...rows(params, controls.length === 0 ? 'every check' : 'every control'), ...own],
  );
}

/** Every check a profile asks for, once, sorted. */
const checksOf = ({ checks, controls }: Profile): readonly Check[] => {
  const all = [...checks, ...controls.flatMap((control) => control.checks)];
  return [...new Map(all.map((check) => [check.id, check])).values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
};
