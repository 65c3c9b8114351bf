import type { Log, Run } from 'sarif';

export type SarifKind = 'sarif' | 'sarif-github';

export interface Context {
  readonly kind: SarifKind;
  readonly log: Log;
  readonly run?: Run;
}

/** Rules by what there is to complain of when one is broken; `true` is fine. */
export type Rules<Subject> = Readonly<Record<string, (subject: Subject, context: Context) => boolean>>;

/** What a subject breaks, each with its place in the log. */
export const broken = <Subject>(rules: Rules<Subject>, subject: Subject, where: string, context: Context): string[] =>
  Object.entries(rules)
    .filter(([, holds]) => !holds(subject, context))
    .map(([complaint]) => `${where}: ${complaint}`);

export const isText = (text: unknown): text is string => typeof text === 'string' && text !== '';

export const isUnique = (list: readonly unknown[] | undefined): boolean =>
  list === undefined || new Set(list.map((item) => JSON.stringify(item))).size === list.length;

/** Either all of them or none. */
export const agree = (list: readonly boolean[]): boolean => list.every((item) => item === list[0]);
