import type { Match } from '../match.ts';
import { OutOfSteps } from '../steps.ts';

/** What AWS's documents leave open, each with what we say when the answer makes a difference. */
const QUESTIONS = {
  'same-element': 'AWS does not document whether different fields may match in different elements of one array',
  'absent-from-all':
    'AWS does not document whether {"exists": false} holds when only some elements of an array lack the field',
  'anything-but-any': 'AWS does not document whether anything-but on an array needs one other element or all others',
  'dotted-name': 'AWS does not document whether a name with a dot also stands for a field within a field',
  'object-exists': 'AWS does not document how exists treats a field that holds an object',
  'empty-array-exists': 'AWS does not document how exists treats a field that holds an empty array',
  'number-range': 'AWS does not document how it compares numbers outside -5e9 to 5e9 or with more than 15 digits',
  'number-decimals': 'AWS does not document how it compares numbers with more than six decimals',
  'letter-case': 'AWS does not document how it ignores the case of letters other than A to Z',
  'mapped-address': 'AWS does not document whether an IPv4 block holds an IPv6 address that stands for an IPv4 one',
} as const;

type Question = keyof typeof QUESTIONS;

/**
 * One way AWS may behave: our reading of every open question, but for those turned around.
 *
 * It notes which questions came up, so that others need not be tried.
 */
export class Reading {
  readonly cameUp = new Set<Question>();
  readonly #turned: ReadonlySet<Question>;

  constructor(turned: ReadonlySet<Question>) {
    this.#turned = turned;
  }

  /** Whether our reading of a question holds here. Ask only where the answer makes a difference. */
  isOurs(question: Question): boolean {
    this.cameUp.add(question);
    return !this.#turned.has(question);
  }
}

interface Answer {
  readonly turned: ReadonlySet<Question>;
  readonly matched: boolean;
}

/**
 * Our answer, and the open questions that could change it.
 *
 * Tries every reading that the questions which come up allow. A doubt is named only if some reading answers
 * otherwise: the single questions that do so, or else the fewest that do so together.
 */
export function judge(matches: (reading: Reading) => boolean): Match {
  const answers: Answer[] = [];
  try {
    for (const answer of allAnswers(matches)) answers.push(answer);
  } catch (error) {
    if (!(error instanceof OutOfSteps)) throw error;
    return { matched: answers[0]?.matched ?? false, uncertain: [`to work it out takes ${error.message}`] };
  }
  const matched = answers[0]?.matched ?? false;
  const others = answers.filter((answer) => answer.matched !== matched);
  const fewest = Math.min(...others.map((answer) => answer.turned.size));
  const doubts = others.filter((answer) => answer.turned.size === fewest).flatMap((answer) => [...answer.turned]);
  return { matched, uncertain: [...new Set(doubts)].map((question) => QUESTIONS[question]) };
}

function* allAnswers(matches: (reading: Reading) => boolean): Generator<Answer> {
  const pending: { turned: ReadonlySet<Question>; settled: ReadonlySet<Question> }[] = [
    { turned: new Set(), settled: new Set() },
  ];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { turned } = next;
    const reading = new Reading(turned);
    yield { turned, matched: matches(reading) };
    const settled = new Set(next.settled);
    for (const question of reading.cameUp) {
      if (settled.has(question)) continue;
      settled.add(question);
      pending.push({ turned: new Set([...turned, question]), settled: new Set(settled) });
    }
  }
}
