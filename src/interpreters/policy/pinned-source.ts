import { OutOfSteps, Steps } from '../steps.ts';
import { readArn } from './arn.ts';
import { holds } from './conditions.ts';
import type { Known } from './context.ts';
import { matchAction, matchResource } from './evaluate-policy.ts';
import { isFixed, readGlob } from './glob.ts';
import { toPolicy } from './parse-policy.ts';
import { type Clause, type Policy, type Statement, statementName } from './policy.ts';
import { matchPrincipals } from './principals.ts';
import { anyServiceRequest } from './service-context.ts';
import type { Template } from './template.ts';
import { and, or, type Truth } from './truth.ts';

/** A condition that keeps a service from acting for just anybody. */
export interface Pin {
  /** As written: `aws:SourceArn`, `aws:SourceAccount`, `aws:SourceOrgID`, `aws:SourceOrgPaths` … */
  readonly key: string;
  /** As written: whom the service may act for. */
  readonly values: readonly string[];
  /** The statement that holds the condition: the Allow itself, or a Deny for all other sources. */
  readonly statement: string;
}

export type PinVerdict = 'pinned' | 'unpinned' | 'unknown';

export interface PinnedStatement {
  readonly index: number;
  readonly sid: string | undefined;
  readonly name: string;
  readonly verdict: PinVerdict;
  readonly pins: readonly Pin[];
}

export interface PinnedSource {
  /** `unpinned` if one statement certainly lets the service act for anybody; `pinned` if none may. */
  readonly verdict: PinVerdict;
  /** Every Allow that lets the service do it, or may; none where the policy does not let it at all. */
  readonly statements: readonly PinnedStatement[];
}

/**
 * Whether a policy that lets a service do something is protected against the confused deputy: somebody else who has
 * the same service do it for them.
 *
 * Each Allow must name the source in a condition that fails without the key, or a Deny must refuse every other
 * source. Values that any account could match, such as `arn:aws:cloudtrail:*:*:trail/*`, pin nothing. Whether the
 * values are the right ones is not asked here: they are in the answer.
 *
 * Source: IAM User Guide, "The confused deputy problem"; CloudTrail User Guide, "Amazon S3 bucket policy for
 * CloudTrail" and "Configure AWS KMS key policies for CloudTrail".
 *
 * @throws PatternError for what is not a policy
 */
export function pinsSource(
  policy: string | object | Policy,
  question: { readonly service: string; readonly action: string; readonly resource: string },
  steps?: Steps,
): PinnedSource {
  const parsed = toPolicy(policy);
  const size = question.service.length + question.action.length + question.resource.length;
  try {
    return judge(parsed, question, steps ?? new Steps(10_000 + 16 * (parsed.size + 1) * (size + 1)));
  } catch (error) {
    if (error instanceof OutOfSteps) return { verdict: 'unknown', statements: [] };
    throw error;
  }
}

type Question = Parameters<typeof pinsSource>[1];

const judge = ({ statements }: Policy, question: Question, steps: Steps): PinnedSource => {
  const known = anyServiceRequest(question.service);
  const speaksOf = (statement: Statement): Truth =>
    and([
      matchAction(statement, question.action, steps),
      matchResource(statement, question.resource, known, steps),
      matchPrincipals(statement, { service: question.service }, steps),
    ]);
  const allHold = (clauses: readonly Clause[]): Truth => and(clauses.map((clause) => holds(clause, known, steps)));

  const denies = statements.filter(({ effect }) => effect === 'Deny');
  const refusals = denies.map((statement) => refusalOf(statement, speaksOf(statement), known, steps));
  const isRefused = or(denies.map((statement) => and([speaksOf(statement), allHold(statement.conditions)])));
  if (isRefused === true) return { verdict: 'pinned', statements: [] };
  const judged = statements.flatMap((statement) => {
    if (statement.effect === 'Deny') return [];
    const lets = and([speaksOf(statement), allHold(statement.conditions)]);
    if (lets === false) return [];
    const pinned = statement.conditions.map((clause) => (isPositive(clause) ? pinsBy(clause) : false));
    const own = statement.conditions
      .filter((_, index) => pinned[index] !== false)
      .map((clause) => pinOf(clause, statement));
    const isPinned = or([...pinned, ...refusals.map(({ refuses }) => refuses)]);
    const verdict = toVerdict(isPinned, speaksOf(statement));
    const { index, sid } = statement;
    return [
      { index, sid, name: statementName(statement), verdict, pins: [...own, ...refusals.flatMap(({ pins }) => pins)] },
    ];
  });
  const has = (verdict: PinVerdict): boolean => judged.some((statement) => statement.verdict === verdict);
  return { verdict: has('unpinned') ? 'unpinned' : has('unknown') ? 'unknown' : 'pinned', statements: judged };
};

const toVerdict = (isPinned: Truth, letsService: Truth): PinVerdict => {
  if (isPinned === true) return 'pinned';
  return isPinned === 'unknown' || letsService === 'unknown' ? 'unknown' : 'unpinned';
};

const pinOf = (clause: Clause, { index, sid }: Statement): Pin => ({
  key: clause.keyText,
  values: clause.values.map(({ text }) => text),
  statement: statementName({ index, sid }),
});

/** A Deny of every other source: one negated condition on it, beside which every other one certainly holds. */
const refusalOf = (
  statement: Statement,
  speaks: Truth,
  known: Known,
  steps: Steps,
): { readonly refuses: Truth; readonly pins: readonly Pin[] } => {
  if (speaks === false) return { refuses: false, pins: [] };
  const found = statement.conditions.flatMap((clause) => {
    const pins = isNegative(clause) ? pinsBy(clause) : false;
    if (pins === false) return [];
    const others = statement.conditions.filter((other) => other !== clause);
    // Beside it, another of this sort holds of every source that neither of them spares.
    const holdsToo = (other: Clause): Truth =>
      (isNegative(other) && pinsBy(other) === true) || holds(other, known, steps);
    const refuses = and([speaks, pins, ...others.map(holdsToo)]);
    return refuses === false ? [] : [{ refuses, pin: pinOf(clause, statement) }];
  });
  return { refuses: or(found.map(({ refuses }) => refuses)), pins: found.map(({ pin }) => pin) };
};

// Fails without the key.
const isPositive = ({ test, set, ifExists }: Clause): boolean =>
  typeof test === 'object' && !test.isNegated && !ifExists && set !== 'all';

// Holds without the key.
const isNegative = ({ test, set, ifExists }: Clause): boolean =>
  typeof test === 'object' && test.isNegated && (set !== 'any' || ifExists);

/** Whether the values of a clause on a source leave only certain accounts or organisations. */
const pinsBy = ({ key, test, values }: Clause): Truth => {
  const isSpecific = SOURCE_KEYS.get(key);
  if (!isSpecific || typeof test !== 'object' || (test.of !== 'text' && test.of !== 'arn')) return false;
  return and(values.map((value) => (value.hasVariables ? 'unknown' : !test.wildcards || isSpecific(value))));
};

const isFixedText = (text: string): boolean => text !== '' && isFixed(readGlob(text));

const isOfAccount = ({ text }: Template): boolean => {
  const arn = readArn(text);
  // The ARN of a bucket names no account, but a bucket of this name is only one.
  return isFixedText(text) || (arn !== undefined && isFixedText(arn.account));
};

const SOURCE_KEYS: ReadonlyMap<string, (value: Template) => boolean> = new Map([
  ['aws:sourcearn', isOfAccount],
  ['kms:encryptioncontext:aws:cloudtrail:arn', isOfAccount],
  ['aws:sourceaccount', ({ text }) => isFixedText(text)],
  ['aws:sourceorgid', ({ text }) => isFixedText(text)],
  ['aws:sourceorgpaths', ({ text }) => isFixedText(text.split('/')[0] ?? '')],
]);
