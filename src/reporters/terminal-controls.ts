import type { ControlStatus, ProfileControls } from '../model/control.ts';
import type { ReportHead } from '../model/report.ts';
import { controlsText, findingsText, hasOwnMapping, OWN_MAPPING } from './control-words.ts';
import type { Layout } from './terminal-layout.ts';

const WIDEST_ID = 16;

/** The view by control: a table for each profile that has controls. */
export function* controlLines({ controls = [] }: ReportHead, layout: Layout, verbose: boolean): Iterable<string> {
  for (const profile of controls) {
    yield '\n';
    yield* profileLines(profile, layout, verbose);
  }
}

function* profileLines(profile: ProfileControls, layout: Layout, verbose: boolean): Iterable<string> {
  const { bold, dim, red, magenta, yellow, green } = layout.colours;
  const paints = {
    'not-met': red,
    undecided: magenta,
    manual: yellow,
    met: green,
    'not-applicable': dim,
  } as const satisfies Record<ControlStatus, (text: string) => string>;
  const idWidth = Math.min(WIDEST_ID, Math.max(...profile.controls.map(({ id }) => Array.from(id).length)));
  yield* layout.text(`${profile.title} (${profile.profile})`, 0, bold);
  for (const control of profile.controls) {
    const { id, title, status, mapping, checks, manual } = control;
    const found = findingsText(control);
    const mark = mapping === 'ours' && checks.length > 0 ? ' *' : '';
    const cells = [
      { text: id, width: idWidth },
      { text: status, width: 'not-applicable'.length, paint: paints[status] },
    ];
    yield* layout.row(cells, `${title}${found === '' ? '' : ` (${found})`}${mark}`, 2);
    if (verbose && manual !== undefined) yield* layout.text(`by hand: ${manual}`, 4 + idWidth, dim);
  }
  yield* layout.text(controlsText(profile), 2, bold);
  if (!verbose && profile.controls.some(({ manual }) => manual !== undefined))
    yield* layout.text('What is left for a person to look at: --verbose, or the Markdown report.', 2, dim);
  if (hasOwnMapping(profile)) yield* layout.text(`* ${OWN_MAPPING}`, 2, dim);
}
