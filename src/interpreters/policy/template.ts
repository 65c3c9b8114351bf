import type { Steps } from '../steps.ts';
import type { Known } from './context.ts';
import { type Glob, ONE, RUN } from './glob.ts';

interface Variable {
  readonly key: string;
  readonly fallback?: string;
}

/** A value of a policy: a text that may hold wildcards and policy variables. */
export interface Template {
  /** As written in the policy. */
  readonly text: string;
  readonly parts: readonly (string | typeof ONE | typeof RUN | Variable)[];
  readonly hasVariables: boolean;
}

/**
 * Reads a value of a policy.
 *
 * `${aws:username}` stands for that key's value, `${aws:username, 'nobody'}` for `nobody` when there is none,
 * and `${*}`, `${?}`, `${$}` for the character itself (IAM User Guide, "IAM policy elements: Variables and tags").
 */
export function readTemplate(text: string, reads: { wildcards: boolean; variables: boolean }): Template {
  const parts: (string | typeof ONE | typeof RUN | Variable)[] = [];
  let at = 0;
  while (at < text.length) {
    const end = reads.variables && text.startsWith('${', at) ? text.indexOf('}', at) : -1;
    if (end >= 0) {
      parts.push(readVariable(text.slice(at + 2, end)));
      at = end + 1;
      continue;
    }
    // Without a closing brace there is no variable any more: asking again would only cost time.
    if (reads.variables && text.startsWith('${', at)) reads = { ...reads, variables: false };
    const char = String.fromCodePoint(text.codePointAt(at) ?? 0);
    parts.push(reads.wildcards && char === '*' ? RUN : reads.wildcards && char === '?' ? ONE : char);
    at += char.length;
  }
  return { text, parts, hasVariables: parts.some((part) => typeof part === 'object') };
}

const readVariable = (inside: string): string | Variable => {
  if (inside === '*' || inside === '?' || inside === '$') return inside;
  const comma = inside.indexOf(',');
  if (comma < 0) return { key: inside.trim().toLowerCase() };
  const quoted = inside.slice(comma + 1).trim();
  const isQuoted = quoted.length >= 2 && quoted.startsWith("'") && quoted.endsWith("'");
  const key = inside.slice(0, comma).trim().toLowerCase();
  return isQuoted ? { key, fallback: quoted.slice(1, -1) } : { key };
};

/** A template whose variables have their values; `open` where a value is not known and a run stands in for it. */
export interface Resolved {
  readonly glob: Glob;
  readonly open: boolean;
}

/**
 * Puts the values of a request in place of the variables; wildcards within them are ordinary characters.
 *
 * What AWS does with a variable that has no value is not documented for every operator, so it counts as open.
 */
export function resolve(template: Template, known: Known, steps: Steps): Resolved {
  if (!template.hasVariables) return { glob: template.parts as Glob, open: false };
  const glob: (string | typeof ONE | typeof RUN)[] = [];
  let open = false;
  for (const part of template.parts) {
    if (typeof part !== 'object') {
      glob.push(part);
      continue;
    }
    const state = known(part.key);
    const value =
      state === 'absent' ? part.fallback : typeof state === 'string' || state.length > 1 ? undefined : state[0];
    if (value === undefined) {
      open = true;
      glob.push(RUN);
    } else {
      steps.take(value.length);
      for (const char of value) glob.push(char);
    }
  }
  return { glob, open };
}
