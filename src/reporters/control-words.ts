import { CONTROL_STATUSES, type ControlResult, type ProfileControls } from '../model/control.ts';
import { type Finding, STATUSES } from '../model/finding.ts';
import type { CheckText, ReportHead } from '../model/report.ts';

/** `2 fail, 3 pass`: the counts that are not zero. */
export const findingsText = ({ counts }: ControlResult): string =>
  STATUSES.flatMap((status) => (counts[status] === 0 ? [] : [`${counts[status]} ${status}`])).join(', ');

/** `3 not-met · 12 met` */
export const controlsText = ({ controls }: ProfileControls): string =>
  CONTROL_STATUSES.flatMap((status) => {
    const count = controls.filter((control) => control.status === status).length;
    return count === 0 ? [] : [`${count} ${status}`];
  }).join(' · ');

/** Whether some of a profile's mapping is nobody's but ours. */
export const hasOwnMapping = ({ controls }: ProfileControls): boolean =>
  controls.some(({ mapping, checks }) => mapping === 'ours' && checks.length > 0);

export const OWN_MAPPING =
  'That these checks show the control is our reading; the author of the framework does not say so.';

/** A control that a check takes part in showing. */
export interface ShownControl {
  readonly profile: string;
  readonly id: string;
  readonly title: string;
}

/** The controls that a check helps to show: one of each profile in turn, so that a cut leaves all of them some. */
export function controlsShownBy(head: ReportHead): (check: CheckText) => readonly ShownControl[] {
  const shown = new Map<string, ShownControl[][]>();
  for (const { profile, controls } of head.controls ?? []) {
    const own = new Map<string, ShownControl[]>();
    for (const { id, title, checks } of controls)
      for (const check of new Set(checks.map((reference) => reference.check)))
        own.set(check, [...(own.get(check) ?? []), { profile, id, title }]);
    for (const [check, list] of own) shown.set(check, [...(shown.get(check) ?? []), list]);
  }
  return ({ id }) => inTurn(shown.get(id) ?? []);
}

function inTurn<T>(lists: readonly (readonly T[])[]): readonly T[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, index) => lists.flatMap((list) => list.slice(index, index + 1))).flat();
}

/** `retentionDays 90, for pci-dss-4.0.1`: by which of several sets of parameters a finding was judged. */
export function variantText({ params }: Finding, { variants = [] }: CheckText): string | undefined {
  if (params === undefined) return undefined;
  const values = Object.entries(params).map(
    ([name, value]) => `${name} ${typeof value === 'object' ? value.join(', ') : String(value)}`,
  );
  const own = variants.find((variant) => JSON.stringify(variant.params) === JSON.stringify(params));
  return `${values.join(', ')}${own === undefined ? '' : `, for ${own.profiles.join(' and ')}`}`;
}

/** `low instead of high: a reason`, where the configuration set it. */
export const severityText = ({ severity, severityChanged }: CheckText): string | undefined =>
  severityChanged && `${severity} instead of ${severityChanged.from}: ${severityChanged.reason}`;
