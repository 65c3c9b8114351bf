import type { RecordedCall } from '../../src/model/call.ts';
import { findOperation } from '../../src/model/operations.ts';

/** A small seeded generator (mulberry32), so that a failing case can be made again. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const refusals = [
  { code: 'AccessDenied', message: 'not authorized', status: 403 },
  { code: 'AccessDeniedException', message: 'not authorized', status: 400 },
  { code: 'ThrottlingException', message: 'Rate exceeded', status: 400 },
  { code: 'InternalFailure', message: 'try again', status: 500 },
] as const;

/** One call, damaged: refused, throttled, broken, cut short, or gone. */
export function damage(call: RecordedCall, dice: () => number): RecordedCall | undefined {
  const { output: _output, ...request } = call;
  const kind = Math.floor(dice() * 6);
  if (kind === 5) return undefined;
  const error = refusals[kind % refusals.length] as (typeof refusals)[number];
  if (kind === 4) return cutPage(call, dice) ?? { ...request, error };
  return { ...request, error };
}

/** A list that ends early with the promise of another page, which nobody holds. */
function cutPage(call: RecordedCall, dice: () => number): RecordedCall | undefined {
  const pages = findOperation(`${call.service}:${call.operation}`)?.pages;
  if (!pages || !call.output) return undefined;
  const cut = Object.fromEntries(
    pages.items.map((member) => {
      const items = (call.output?.[member] ?? []) as readonly unknown[];
      return [member, items.slice(0, Math.floor(dice() * (items.length + 1)))];
    }),
  );
  return { ...call, output: { ...call.output, ...cut, [pages.next]: 'lost' } };
}
