import type { Match } from '../match.ts';
import { orderOf, type QuestionName, questionAt } from './questions.ts';

/**
 * Yes, no, or it depends on how an open question is read: a decision diagram.
 *
 * Along every branch each question comes once, in the order of their list, and none is asked whose readings all lead to
 * the same. So equal answers look equal, and an answer names exactly the questions that change it. There are few
 * questions, so its size has a bound whatever it was put together from.
 */
export type Answer = boolean | Open;

interface Open {
  readonly question: number;
  /** By reading; the first is ours. */
  readonly branches: readonly Answer[];
}

/** The answer by reading of a question: `depends('boolean', [false, isEqual, true])`. */
export const depends = (name: QuestionName, answers: readonly Answer[]): Answer => {
  if (answers.every((answer) => answer === answers[0])) return answers[0] ?? false;
  const question = orderOf(name);
  return answers.map((answer, reading) => both(is(question, reading), answer)).reduce(either);
};

const is = (question: number, reading: number): Answer => ({
  question,
  branches: Array.from({ length: questionAt(question).readings }, (_, index) => index === reading),
});

/** Whether both hold. */
export const both = (one: Answer, other: Answer): Answer => {
  if (typeof one === 'boolean') return one && other;
  if (typeof other === 'boolean') return other && one;
  const question = Math.min(one.question, other.question);
  return open(
    question,
    Array.from({ length: questionAt(question).readings }, (_, reading) =>
      both(under(one, question, reading), under(other, question, reading)),
    ),
  );
};

/** Yes for no, whatever is open. */
export const opposite = (answer: Answer): Answer =>
  typeof answer === 'boolean' ? !answer : { question: answer.question, branches: answer.branches.map(opposite) };

/** Whether one of two holds. */
export const either = (one: Answer, other: Answer): Answer => opposite(both(opposite(one), opposite(other)));

const under = (answer: Answer, question: number, reading: number): Answer =>
  typeof answer !== 'boolean' && answer.question === question ? (answer.branches[reading] as Answer) : answer;

const open = (question: number, branches: readonly Answer[]): Answer => {
  const first = branches[0] as Answer;
  return branches.every((branch) => isSame(branch, first)) ? first : { question, branches };
};

const isSame = (one: Answer, other: Answer): boolean => {
  if (typeof one === 'boolean' || typeof other === 'boolean' || one === other) return one === other;
  return (
    one.question === other.question &&
    one.branches.every((branch, reading) => isSame(branch, other.branches[reading] as Answer))
  );
};

/** With our reading of every open question. */
export const ourReading = (answer: Answer): boolean =>
  typeof answer === 'boolean' ? answer : ourReading(answer.branches[0] as Answer);

/** The answer with our readings, and the reasons that another is possible. */
export const toMatch = (answer: Answer): Match => {
  const asked = new Set<number>();
  const visit = (part: Answer): void => {
    if (typeof part === 'boolean') return;
    asked.add(part.question);
    part.branches.forEach(visit);
  };
  visit(answer);
  return {
    matched: ourReading(answer),
    uncertain: [...asked].toSorted((one, other) => one - other).map((question) => questionAt(question).reason),
  };
};
