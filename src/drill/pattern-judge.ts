import type { Match } from '../interpreters/match.ts';
import { PatternError } from '../interpreters/pattern-error.ts';
import { Steps } from '../interpreters/steps.ts';
import type { OpenQuestion } from '../model/confirmation.ts';
import { Gap } from '../model/gap.ts';
import { remembering } from '../model/remember.ts';
import type { Resource } from '../model/resource.ts';
import { textOf } from '../model/text-of.ts';
import type { World } from '../model/world.ts';
import { attempt } from './attempt.ts';
import { no, open, unknown, type Verdict, yes } from './path.ts';

/** Steps for one pattern and one sample; far more than any that AWS accepts needs. Given, so that samples need not be measured. */
export const MOST_STEPS = 10_000_000;

type JsonObject = Readonly<Record<string, unknown>>;

/** One of AWS's pattern languages, and what carries its patterns. */
interface Language<T> {
  readonly kind: OpenQuestion['kind'];
  /** What people call the carrier: `metric filter`. */
  readonly carrier: string;
  readonly parse: (text: string) => T;
  readonly match: (pattern: T, event: JsonObject, steps: Steps) => Match;
}

/**
 * Makes the judge of a language: whether the pattern of a filter or rule takes an event. Patterns are read
 * once. What the documents leave open, AWS's own answer settles where it was asked.
 */
export function patternJudge<T>({ kind, carrier, parse, match }: Language<T>) {
  const once = remembering<T | PatternError>();
  return (owner: Resource, written: unknown, event: JsonObject, { confirmed }: Pick<World, 'confirmed'>): Verdict => {
    if (written instanceof Gap) return unknown(written);
    const name = `${carrier} ${owner.name}`;
    const text = textOf(written);
    const pattern = once(text, () => attempt(() => parse(text)));
    if (pattern instanceof PatternError) return open(`the pattern of ${name} cannot be read: ${pattern.message}`);
    const { matched, uncertain } = match(pattern, event, new Steps(MOST_STEPS));
    if (uncertain.length === 0) return matched ? yes(`${name} takes it`) : no(`${name} does not take it`);
    const { account = '', region = '' } = owner;
    const answer = confirmed?.({ kind, account, region, pattern: text, event: JSON.stringify(event) });
    if (answer === undefined) return open(`${name}: ${uncertain.join('; ')}`);
    return answer ? yes(`${name} takes it, as AWS confirmed`) : no(`${name} does not take it, as AWS confirmed`);
  };
}
