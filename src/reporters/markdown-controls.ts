import type { ControlResult, FindingsReference, ProfileControls } from '../model/control.ts';
import { referenceKey } from '../model/parameter.ts';
import type { ReportHead } from '../model/report.ts';
import { controlsText, findingsText, hasOwnMapping, OWN_MAPPING } from './control-words.ts';
import { markdownCode, markdownLink, markdownProse, markdownRow, markdownText } from './escape.ts';
import type { Tally } from './tally.ts';

/** The view by control: a section for each profile that has controls. */
export function* controlSections({ controls = [] }: ReportHead, tally: Tally): Iterable<string> {
  for (const profile of controls) yield* section(profile, tally);
}

const STATUS = {
  'not-met': '**not met**',
  undecided: 'undecided',
  manual: 'manual',
  met: 'met',
  'not-applicable': 'not applicable',
} as const satisfies Record<ControlResult['status'], string>;

function* section(profile: ProfileControls, tally: Tally): Iterable<string> {
  const { title, authority, controls } = profile;
  yield `\n## ${markdownText(title)}\n\n`;
  yield `${controlsText(profile)}${authority === undefined ? '' : `, as ${markdownLink(authority)} numbers them`}\n\n`;
  const header = ['Control', 'Status', 'What it asks for', 'Findings', 'To look at', 'Mapping'];
  yield `${markdownRow(header)}\n${markdownRow(header.map(() => '---'))}\n`;
  for (const control of controls) {
    const { id, title: asks, status, mapping, checks } = control;
    const open = checks.flatMap((reference) => openLink(reference, tally));
    yield `${markdownRow([
      markdownCode(id),
      STATUS[status],
      markdownText(asks),
      findingsText(control),
      open.join(', '),
      checks.length === 0 ? '' : mapping,
    ])}\n`;
  }
  if (hasOwnMapping(profile)) yield `\n\`ours\`: ${OWN_MAPPING}\n`;
  const manual = controls.flatMap(({ id, manual: text }) => (text === undefined ? [] : [{ id, text }]));
  if (manual.length === 0) return;
  yield '\n### For a person to judge\n\n';
  for (const { id, text } of manual) yield `- ${markdownCode(id)}: ${markdownProse(text).replaceAll('\n\n', ' ')}\n`;
}

// Ids of checks are the only text from outside that comes into HTML or a link, and only in this form.
const SAFE = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** A check with failures, or of which something is undecided: a link to where the report goes into it. */
function openLink(reference: FindingsReference, tally: Tally): readonly string[] {
  const { fail = 0, unknown = 0 } = tally.references.get(referenceKey(reference)) ?? {};
  if (fail + unknown === 0) return [];
  const { check } = reference;
  return [SAFE.test(check) ? `[${markdownCode(check)}](#check-${check})` : markdownCode(check)];
}

/** Gives each check its anchor, the first time that it is asked for; none where no control links to one. */
export function anchorsOf({ controls = [] }: ReportHead): (check: string) => string {
  const left = new Set(
    controls.flatMap(({ controls: own }) => own.flatMap(({ checks }) => checks.map(({ check }) => check))),
  );
  return (check) => (left.delete(check) && SAFE.test(check) ? `<a id="check-${check}"></a>` : '');
}
