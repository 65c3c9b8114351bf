import type { Finding, Status } from '../model/finding.ts';
import type { CheckText } from '../model/report.ts';
import { variantText } from './control-words.ts';
import { sarifText } from './escape.ts';
import { explain } from './explain.ts';
import { reasonsOf } from './group-findings.ts';

const MOST_MISSES = 10;

// The message of a failure names the flaw already.
const OUTCOME = { fail: '', pass: 'Passed: ', 'not-applicable': 'Not applicable: ' } as const satisfies Record<
  Exclude<Status, 'unknown'>,
  string
>;

/**
 * What a result says. GitHub shows the first sentence where there is little room, so the outcome and the
 * resource's name stand there.
 */
export function messageOf(finding: Finding, check: CheckText): string {
  const { status, message, resource } = finding;
  const variant = variantText(finding, check);
  const asked = variant === undefined ? [] : [sentence(`Asked with ${variant}`)];
  const subject = `${resource.type} ${resource.name}`;
  if (status === 'unknown') {
    const reasons = reasonsOf(finding).map((reason) => sentence(reason));
    const bug = finding.checkError ? ['The check itself broke.'] : [];
    return sarifText([`Undecided: ${subject}, for "${check.title}".`, ...bug, ...reasons, ...asked].join(' '));
  }
  const named = message.includes(resource.name) ? message : `${subject}: ${message}`;
  const unsaid = status === 'fail' ? misses(finding) : [];
  return sarifText([sentence(`${OUTCOME[status]}${named}`), ...unsaid, ...asked].join(' '));
}

function misses(finding: Finding): readonly string[] {
  const unsaid = explain(finding).filter(({ text, isExpression }) => isExpression || !finding.message.includes(text));
  const all = unsaid.map(({ candidate, text, values }) => {
    const read = values.length === 0 ? '' : ` (${values.join(', ')})`;
    return `${candidate === undefined ? '' : `${candidate}: `}${text}${read}`;
  });
  if (all.length === 0) return [];
  const more = all.length > MOST_MISSES ? [`${all.length - MOST_MISSES} more`] : [];
  return [sentence(`Found: ${[...all.slice(0, MOST_MISSES), ...more].join('; ')}`)];
}

/** With a full stop, if nothing else ends it. */
export const sentence = (text: string): string => (/[.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`);

/** At most `longest` UTF-16 units, with an ellipsis where something is cut off. */
export const shortened = (text: string, longest: number): string =>
  text.length <= longest ? text : `${text.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
