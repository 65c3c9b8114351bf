/**
 * The little languages AWS defines, run on events and requests: metric filter patterns of CloudWatch
 * Logs, event patterns of EventBridge, event selectors of CloudTrail, and policies. They depend on
 * nothing, read no files, ask no clock, and end within a number of steps bounded by their input.
 */
export {
  EventPattern,
  type EventPatternTrace,
  eventPatternSteps,
  matchEventPattern,
  parseEventPattern,
  printEventPattern,
  traceEventPattern,
} from './event-pattern/index.ts';
export * from './event-selectors/index.ts';
export {
  type FilterPattern,
  type FilterTrace,
  matchFilterPattern,
  parseFilterPattern,
  printFilterPattern,
  traceFilterPattern,
} from './filter-pattern/index.ts';
export type { Match } from './match.ts';
export { PatternError } from './pattern-error.ts';
export * from './policy/index.ts';
export { Steps } from './steps.ts';
