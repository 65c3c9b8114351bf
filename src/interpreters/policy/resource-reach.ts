import type { Steps } from '../steps.ts';
import { splitGlob } from './arn.ts';
import { matchResource } from './evaluate-policy.ts';
import { coversGlob, type Glob, globsOverlap, isFixed, RUN, readGlob } from './glob.ts';
import type { Reach } from './outsider-reach.ts';
import type { Choice, Statement } from './policy.ts';
import type { Template } from './template.ts';

/**
 * Of how much of a resource, which may be a text with wildcards, a statement speaks.
 *
 * @param granted for a Deny the Allow that it is held against: what that does not give need not be taken
 */
export function resourceReach(
  statement: Statement,
  resource: string,
  granted: Statement | undefined,
  steps: Steps,
): Reach {
  const { resources } = statement;
  const asked = readGlob(resource);
  if (!resources) return 'all';
  if (isFixed(asked)) {
    const matched = matchResource(statement, resource, () => 'unknown', steps);
    return matched === 'unknown' ? matched : matched ? 'all' : 'none';
  }
  const meant = granted?.resources && !granted.resources.isNot ? globsOf(granted.resources, asked, steps) : [];
  if (
    coversResource(resources, asked, steps) ||
    (meant.length > 0 && meant.every((glob) => coversResource(resources, glob, steps)))
  )
    return 'all';
  const touching = resources.entries.filter((entry) => globsOverlap(withRuns(entry), asked, steps));
  if (!resources.isNot && touching.length === 0) return 'none';
  if (resources.isNot && touching.some((entry) => !entry.hasVariables && coversGlob(withRuns(entry), asked, steps)))
    return 'none';
  const isSure = resources.isNot ? touching.length < 2 : touching.some((entry) => !entry.hasVariables);
  return isSure ? 'some' : 'unknown';
}

/** Whether an element speaks of everything a glob matches. A policy variable could be anything, so it proves nothing. */
export const covers = ({ isNot, entries }: Choice<Template>, glob: Glob, steps: Steps): boolean =>
  isNot
    ? entries.every((entry) => !globsOverlap(withRuns(entry), glob, steps))
    : entries.some((entry) => !entry.hasVariables && coversGlob(withRuns(entry), glob, steps));

/** As {@link covers}, for resources: what is not in six parts proves nothing, save `*` alone. */
export const coversResource = (resources: Choice<Template>, glob: Glob, steps: Steps): boolean => {
  const isArn = (entry: Template): boolean => entry.text === '*' || splitGlob(withRuns(entry)).length === 6;
  return covers(resources.isNot ? resources : { isNot: false, entries: resources.entries.filter(isArn) }, glob, steps);
};

const globsOf = ({ entries }: Choice<Template>, asked: Glob, steps: Steps): readonly Glob[] =>
  entries.map(withRuns).filter((glob) => globsOverlap(glob, asked, steps));

const withRuns = ({ parts }: Template): Glob => parts.map((part) => (typeof part === 'object' ? RUN : part));
