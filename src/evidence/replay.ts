import type { CallSource, RecordedCall } from '../model/call.ts';
import { pageKey } from './identity.ts';

/** Recorded calls by what they are found by, pages apart. Built once, replayed often. */
export type CallIndex = ReadonlyMap<string, RecordedCall>;

/** Indexes calls; of two for the same page the later one counts. */
export function indexCalls(calls: Iterable<RecordedCall>): CallIndex {
  const index = new Map<string, RecordedCall>();
  for (const call of calls) {
    const key = pageKey(call);
    const other = index.get(key);
    if (!other || Date.parse(call.at) >= Date.parse(other.at)) index.set(key, call);
  }
  return index;
}

export interface ReplayOptions {
  /** What to answer instead of a recorded call: another one, or `undefined` as if it had never been made. */
  readonly replace?: (call: RecordedCall) => RecordedCall | undefined;
}

/** Answers from recorded calls; `undefined` for what was never asked. */
export function createReplay(calls: Iterable<RecordedCall> | CallIndex, { replace }: ReplayOptions = {}): CallSource {
  const index = calls instanceof Map ? (calls as CallIndex) : indexCalls(calls as Iterable<RecordedCall>);
  return {
    async ask(request) {
      const call = index.get(pageKey(request));
      return call && replace ? replace(call) : call;
    },
  };
}
