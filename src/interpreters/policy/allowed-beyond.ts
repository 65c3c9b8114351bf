import { OutOfSteps, Steps } from '../steps.ts';
import type { Request } from './evaluate-policy.ts';
import { coversGlob, type Glob, RUN, readGlob } from './glob.ts';
import { type Choice, type Policy, type Statement, statementName } from './policy.ts';
import { evaluateRole, type RolePolicies } from './role-policies.ts';
import type { Template } from './template.ts';

/** What a role is meant to do, and nothing else. */
export interface Limit {
  /** Such as `logs:PutLogEvents`. */
  readonly actions: readonly string[];
  /** ARNs; `*` and `?` are wildcards. */
  readonly resources: readonly string[];
}

/** A statement that lets a role do more. */
export interface Beyond {
  /** From 0, in the order given. */
  readonly policy: number;
  /** For a report: `statement 3 (AllowLogs)`. */
  readonly name: string;
  /** What lies beyond, as written: `logs:* on *`. */
  readonly what: string;
  /** `may`: a Deny, a condition or the boundary perhaps takes it away again. */
  readonly certainty: 'allowed' | 'may';
}

/**
 * The statements of a role that allow more than some actions on some resources; none where its boundary allows no more.
 *
 * A statement stays within the limit when everything does that its wildcards could stand for. One that does not is
 * certain when it lets the role do one example of what lies beyond, in which each wildcard stands for `any`.
 *
 * @param asking who the role is in a request, and what is known of the request
 * @param steps by default 50 million (about a second); when they run out, what is left may go beyond
 */
export function allowedBeyond(
  role: RolePolicies,
  limit: Limit,
  asking: Pick<Request, 'principal' | 'context'>,
  steps: Steps = new Steps(50_000_000),
): readonly Beyond[] {
  const outside = (statement: Statement): Outside | undefined => {
    if (statement.effect === 'Deny') return undefined;
    try {
      return outsideOf(statement, limit, steps);
    } catch (error) {
      if (!(error instanceof OutOfSteps)) throw error;
      return { what: 'more than could be looked through', examples: [] };
    }
  };
  const leftByBoundary = role.boundary?.statements.flatMap((statement) => outside(statement) ?? []);
  if (leftByBoundary?.length === 0) return [];
  const denials = role.policies.map((policy) => keepOnly(policy, ({ effect }) => effect === 'Deny'));
  return role.policies.flatMap((policy, index) =>
    policy.statements.flatMap((statement): Beyond[] => {
      const found = outside(statement);
      if (!found) return [];
      const alone = { ...role, policies: [keepOnly(policy, (each) => each === statement), ...denials] };
      const isCertain = [found, ...(leftByBoundary ?? [])]
        .flatMap(({ examples }) => examples)
        .some((example) => evaluateRole(alone, { ...asking, ...example }, steps) === 'allow');
      const name = statementName(statement);
      return [{ policy: index, name, what: found.what, certainty: isCertain ? 'allowed' : 'may' }];
    }),
  );
}

const keepOnly = (policy: Policy, isKept: (statement: Statement) => boolean): Policy => ({
  ...policy,
  statements: policy.statements.filter(isKept),
});

interface Outside {
  readonly what: string;
  readonly examples: readonly Pick<Request, 'action' | 'resource'>[];
}

/** What of a statement lies outside of a limit, if anything does. */
function outsideOf({ actions, resources }: Statement, limit: Limit, steps: Steps): Outside | undefined {
  const limits = { actions: limit.actions.map((action) => action.toLowerCase()), resources: limit.resources };
  const otherActions = notWithin(actions, limits.actions, steps);
  const otherResources = resources ? notWithin(resources, limits.resources, steps) : ['*'];
  if (otherActions.length === 0 && otherResources.length === 0) return undefined;
  const on = resources ? inWords(resources) : '*';
  const isMeant = ({ action, resource }: Outside['examples'][number]): boolean =>
    isWithin(readGlob(action), limits.actions, steps) && isWithin(readGlob(resource), limits.resources, steps);
  return {
    what:
      otherActions.length > 0
        ? `${otherActions.join(', ')} on ${on}`
        : `${inWords(actions)} on ${otherResources.join(', ')}`,
    examples: exampleTexts(actions, 'any:any')
      .flatMap((action) => exampleTexts(resources, 'arn:any:any:any:any:any').map((resource) => ({ action, resource })))
      .filter((example) => !isMeant(example)),
  };
}

/** The entries that the limit does not take whole, as written; all of an element that only says what it leaves out. */
const notWithin = (choice: Choice<Template>, limits: readonly string[], steps: Steps): readonly string[] =>
  choice.isNot
    ? [inWords(choice)]
    : choice.entries.filter((entry) => !isWithin(globOf(entry), limits, steps)).map(({ text }) => text);

const isWithin = (glob: Glob, limits: readonly string[], steps: Steps): boolean =>
  limits.some((limit) => coversGlob(readGlob(limit), glob, steps));

// A policy variable may stand for anything.
const globOf = ({ parts }: Template): Glob => parts.map((part) => (typeof part === 'object' ? RUN : part));

const inWords = ({ isNot, entries }: Choice<Template>): string =>
  `${isNot ? 'everything but ' : ''}${entries.map(({ text }) => text).join(', ')}`;

const exampleTexts = (choice: Choice<Template> | undefined, anything: string): readonly string[] =>
  !choice || choice.isNot
    ? [anything]
    : choice.entries.map(({ text }) => (text === '*' ? anything : text.replaceAll('*', 'any').replaceAll('?', 'a')));
