export { matchFilterPattern } from './match.ts';
export { parseFilterPattern } from './parse.ts';
export type { FilterPattern } from './pattern.ts';
export { printFilterPattern } from './print.ts';
export { compileRegex } from './regex.ts';
export { stepLimit } from './step-limit.ts';
export { type FilterTrace, traceFilterPattern } from './trace.ts';
