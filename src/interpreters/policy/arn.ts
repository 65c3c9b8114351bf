import type { Steps } from '../steps.ts';
import type { Known } from './context.ts';
import { type Glob, matchGlob } from './glob.ts';
import { resolve, type Template } from './template.ts';
import type { Truth } from './truth.ts';

/** The six parts of an ARN; the last keeps its colons. Undefined where there are fewer. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

export function readArn(text: string): Arn | undefined {
  const parts = text.split(':');
  const [scheme, partition, service, region, account] = parts;
  if (scheme !== 'arn' || parts.length < 6) return undefined;
  return {
    partition: partition ?? '',
    service: service ?? '',
    region: region ?? '',
    account: account ?? '',
    resource: parts.slice(5).join(':'),
  };
}

const COLONS = 5;

/** A glob's six parts; fewer where it has fewer than five colons. */
export const splitGlob = (glob: Glob): readonly Glob[] => {
  const parts: Glob[] = [];
  let start = 0;
  while (parts.length < COLONS) {
    const colon = glob.indexOf(':', start);
    if (colon < 0) break;
    parts.push(glob.slice(start, colon));
    start = colon + 1;
  }
  return [...parts, glob.slice(start)];
};

const splitText = (text: string): readonly string[] => {
  const parts = text.split(':');
  return parts.length <= COLONS ? parts : [...parts.slice(0, COLONS), parts.slice(COLONS).join(':')];
};

const matchParts = (glob: Glob, text: string, steps: Steps): boolean => {
  const [patterns, texts] = [splitGlob(glob), splitText(text)];
  return (
    patterns.length === texts.length &&
    patterns.every((pattern, index) => matchGlob(pattern, texts[index] ?? '', steps))
  );
};

/**
 * Whether a value of ArnLike or ArnEquals matches an ARN, part by part.
 *
 * Source: IAM User Guide, "Amazon Resource Name (ARN) condition operators". What a value that is no ARN
 * (such as `*` alone) matches is not documented: unknown, where it would match as a text.
 */
export function matchArn(template: Template, text: string, known: Known, steps: Steps): Truth {
  const { glob, open } = resolve(template, known, steps);
  if (!open && splitGlob(glob).length === COLONS + 1) return matchParts(glob, text, steps);
  return matchGlob(glob, text, steps) && 'unknown';
}

/**
 * Whether a value of Resource or NotResource matches an ARN.
 *
 * `*` alone matches every resource; in a key policy it is the key. Whether a wildcard in one of the
 * first parts reaches across a colon is not documented: unknown, where only that would match.
 */
export function matchResourceArn(template: Template, text: string, known: Known, steps: Steps): Truth {
  if (template.text === '*') return true;
  const { glob, open } = resolve(template, known, steps);
  if (!matchGlob(glob, text, steps)) return false;
  return !open && splitGlob(glob).length === COLONS + 1 && matchParts(glob, text, steps) ? true : 'unknown';
}
