export { EventPattern } from './event-pattern.ts';
export { eventPatternSteps, matchEventPattern } from './match.ts';
export { parseEventPattern } from './parse.ts';
export { printEventPattern } from './print.ts';
export { type EventPatternTrace, traceEventPattern } from './trace.ts';
