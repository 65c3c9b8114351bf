import type { Match } from '../match.ts';
import { OutOfSteps, Steps } from '../steps.ts';
import type { Clause } from './clause.ts';
import { type Condition, isEmpty, passes, type Values } from './condition.ts';
import { type EventView, type ResourceView, viewEvent } from './event-view.ts';
import { and, certain, type Outcome, or } from './outcome.ts';
import { FIELDS, unfamiliar } from './read-advanced.ts';
import { readSelectors } from './read-selectors.ts';
import type { TrailSelectors } from './types.ts';

/**
 * Whether a trail's selectors take an event. Where the trail records, and whether it is logging, is not asked.
 *
 * By our reading a field the event lacks fits no value; a selector that cannot be understood takes nothing; one that
 * filters by an undocumented field compares the record's member of that name; of several resources of the right type
 * one that fits suffices. `uncertain` says so where it makes a difference. Insights events are turned on by
 * Insights selectors, not by these, so a trail's selectors certainly take none.
 *
 * Source: CloudTrail user guide, "Logging management events", "Logging data events", "Logging network activity
 * events"; API reference, "EventSelector" and "AdvancedFieldSelector".
 *
 * @param event a CloudTrail record
 * @param steps by default more than any selectors and event need, which is values times resources;
 *   if they run out the answer is no, and uncertain. Nothing is thrown, whatever is given.
 */
export function recordsEvent(selectors: TrailSelectors, event: object, steps?: Steps): Match {
  const clauses = readSelectors(selectors);
  const view = viewEvent(event);
  const budget = steps ?? new Steps(limitFor(clauses, view));
  try {
    const { value, doubts } = or(clauses.map((clause) => takes(clause, view, budget)));
    return { matched: value, uncertain: [...new Set(doubts)] };
  } catch (error) {
    if (!(error instanceof OutOfSteps)) throw error;
    return { matched: false, uncertain: ['the selectors take more work to judge than is allowed'] };
  }
}

const limitFor = (clauses: readonly Clause[], { resources }: EventView): number => {
  const size = clauses.flatMap(({ conditions }) => conditions).reduce((sum, { cost }) => sum + cost, clauses.length);
  return 1000 + 4 * size * (1 + resources.length);
};

function takes({ conditions, questions }: Clause, view: EventView, steps: Steps): Outcome {
  steps.take();
  const plain = conditions.filter(({ field }) => !isOfResource(field));
  const ofResource = conditions.filter(({ field }) => isOfResource(field));
  const rest = and([
    ...questions.map(({ text, isTaken }) => ({ value: isTaken, doubts: [text] })),
    ...plain.map((part) => fits(part, view.field(part.field), steps)),
  ]);
  const isSettled = !rest.value && rest.doubts.length === 0;
  return isSettled || ofResource.length === 0 ? rest : and([rest, takesResource(ofResource, view.resources, steps)]);
}

const isOfResource = (field: string): boolean => field === 'resources.type' || field === 'resources.ARN';

function takesResource(conditions: readonly Condition[], resources: readonly ResourceView[], steps: Steps): Outcome {
  const types = conditions.filter(({ field }) => field === 'resources.type');
  const arns = conditions.filter(({ field }) => field === 'resources.ARN');
  const rated = resources.map((resource) => {
    const type = and(types.map((part) => fits(part, resource.type, steps)));
    const arn = and([{ value: true, doubts: resource.doubts }, ...arns.map((part) => fitsArn(part, resource, steps))]);
    return { type, arn };
  });
  const ofType = rated.filter(({ type }) => type.value);
  const any = or(rated.map(({ type, arn }) => and([type, arn])));
  const isMixed = any.value && ofType.some(({ arn }) => !arn.value);
  return isMixed ? { value: true, doubts: [...any.doubts, SEVERAL] } : any;
}

const SEVERAL = 'the event names several resources of the type, and AWS does not say which of them must fit';

function fits(part: Condition, text: string | undefined, steps: Steps): Outcome {
  const value = passes(part, text, steps);
  if (!FIELDS.has(part.field)) return { value, doubts: [unfamiliar(part.field).text] };
  if (text !== undefined || SAYS_BY_ABSENCE.has(part.field)) return certain(value);
  if (isEmpty(part.select) && isEmpty(part.deselect)) return certain(value);
  return { value, doubts: [`the event has no ${part.field}, and AWS does not say how a selector takes that`] };
}

// Of a call that is not from the console, or without an error, the record has no such member at all.
const SAYS_BY_ABSENCE = new Set(['sessionCredentialFromConsole', 'errorCode']);

function fitsArn(part: Condition, { arn, isPrefix }: ResourceView, steps: Steps): Outcome {
  if (!isPrefix || arn === undefined) return fits(part, arn, steps);
  steps.take(part.cost);
  const selected = isEmpty(part.select) ? certain(true) : hitsLonger(part.select, arn);
  const deselected = hitsLonger(part.deselect, arn);
  return and([selected, { value: !deselected.value, doubts: deselected.doubts }]);
}

/** Whether ARNs that begin with a text, and go on after it, are hit; in doubt where some are and others are not. */
const hitsLonger = ({ equals, startsWith, endsWith }: Values, text: string): Outcome =>
  startsWith.some((value) => text.startsWith(value))
    ? certain(true)
    : {
        value: false,
        doubts:
          endsWith.length > 0 || [...equals, ...startsWith].some((value) => value.startsWith(text)) ? [PREFIX] : [],
      };

const PREFIX = 'the event names not an ARN but what ARNs begin with, and AWS does not say how a selector takes that';
