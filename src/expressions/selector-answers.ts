import {
  type DirectionalCoverage,
  type ManagementCoverage,
  managementCoverage,
  type TrailSelectors,
} from '../interpreters/event-selectors/index.ts';
import { remembering } from '../model/remember.ts';
import type { Answer } from './recorders.ts';

/** What is read of a list of trails to say what they record: the list itself, and of each trail in it. */
export const TRAILS = ['trails', 'status', 'eventSelectors'] as const;

export type Direction = 'read' | 'write';

/** A direction as a check writes it; throws on anything else. */
export function directionOf(text: string): Direction {
  if (text !== 'read' && text !== 'write') throw new Error(`events are "read" or "write", not "${text}"`);
  return text;
}

/** What an answer says of one direction. */
export const inDirection = (direction: Direction, answer: DirectionalCoverage): Answer => ({
  coverage: answer[direction],
  reasons: answer.reasons ?? [],
});

const managementOnce = remembering<ManagementCoverage>();

/** Answers about data events, by selectors and question. */
export const dataOnce = remembering<DirectionalCoverage>();

/** How much of management events selectors take; worked out once for the same selectors. */
export const coverageOfManagement = (selectors: TrailSelectors): ManagementCoverage =>
  managementOnce(JSON.stringify(selectors), () => managementCoverage(selectors));
