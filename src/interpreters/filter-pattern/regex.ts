import { PatternError } from '../pattern-error.ts';
import type { Steps } from '../steps.ts';
import { type CharacterSet, type RegexPart, readRegex } from './regex-syntax.ts';

/** A regular expression, ready to search. */
export interface Regex {
  /** How many instructions it became; a search takes at most this many steps for each character, and once more. */
  readonly size: number;
  /** Whether the text holds it anywhere. Linear in size × length of the text. */
  test(text: string, steps: Steps): boolean;
}

type Instruction =
  | { readonly kind: 'set'; readonly set: CharacterSet }
  | { readonly kind: 'start' | 'end' | 'found' }
  | { readonly kind: 'either'; readonly first: number; readonly second: number }
  | { readonly kind: 'jump'; readonly to: number };

// Repetitions are written out, so that `a{1000}{1000}` must not be possible.
const MOST_INSTRUCTIONS = 1500;

/**
 * Compiles a regular expression of a filter pattern (the text between the percent signs).
 *
 * It searches as JavaScript does without flags: anywhere in the text, case sensitive, code unit by code unit. All
 * alternatives advance together (Thompson's construction), so no text can make it slow.
 *
 * Source: CloudWatch Logs User Guide, "Supported regular expression syntax".
 *
 * @throws PatternError with the position in `text`, also when its repetitions come to more than 1500 instructions
 */
export function compileRegex(text: string): Regex {
  const program: Instruction[] = [];
  const add = (instruction: Instruction): number => {
    if (program.length >= MOST_INSTRUCTIONS) {
      throw new PatternError('found a regular expression that repeats too much to be evaluated', 0, text);
    }
    return program.push(instruction) - 1;
  };

  const addPart = ({ atom, least, most }: RegexPart): void => {
    for (let count = 0; count < least; count += 1) add(atom);
    if (most === Infinity) {
      const fork = add({ kind: 'jump', to: 0 });
      add(atom);
      add({ kind: 'jump', to: fork });
      program[fork] = { kind: 'either', first: fork + 1, second: program.length };
      return;
    }
    const forks: number[] = [];
    for (let count = least; count < most; count += 1) {
      forks.push(add({ kind: 'jump', to: 0 }));
      add(atom);
    }
    for (const fork of forks) program[fork] = { kind: 'either', first: fork + 1, second: program.length };
  };

  const alternatives = readRegex(text);
  for (const [index, parts] of alternatives.entries()) {
    const isLast = index === alternatives.length - 1;
    const fork = isLast ? undefined : add({ kind: 'jump', to: 0 });
    parts.forEach(addPart);
    add({ kind: 'found' });
    if (fork !== undefined) program[fork] = { kind: 'either', first: fork + 1, second: program.length };
  }
  return { size: program.length, test: (searched, steps) => search(program, searched, steps) };
}

function search(program: readonly Instruction[], text: string, steps: Steps): boolean {
  // At which character an instruction was last reached, plus one.
  const reached = new Uint32Array(program.length);
  const pending: number[] = [];
  let waiting: number[] = [];
  let next: number[] = [];

  /** Follows what takes no character; true once the end of an alternative is reached. */
  const follow = (from: number, at: number, into: number[]): boolean => {
    pending.push(from);
    for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
      if (reached[index] === at + 1) continue;
      reached[index] = at + 1;
      steps.take();
      const instruction = program[index] as Instruction;
      if (instruction.kind === 'found') return true;
      if (instruction.kind === 'set') into.push(index);
      else if (instruction.kind === 'jump') pending.push(instruction.to);
      else if (instruction.kind === 'either') pending.push(instruction.second, instruction.first);
      else if (instruction.kind === 'start' ? at === 0 : at === text.length) pending.push(index + 1);
    }
    return false;
  };

  for (let at = 0; ; at += 1) {
    steps.take();
    if (follow(0, at, waiting)) return true;
    if (at >= text.length) return false;
    const code = text.charCodeAt(at);
    for (const index of waiting) {
      const instruction = program[index] as Instruction & { kind: 'set' };
      if (holds(instruction.set, code) && follow(index + 1, at + 1, next)) return true;
    }
    [waiting, next] = [next, waiting];
    next.length = 0;
  }
}

const holds = (set: CharacterSet, code: number): boolean => {
  for (const [from, to] of set) if (code >= from && code <= to) return true;
  return false;
};
