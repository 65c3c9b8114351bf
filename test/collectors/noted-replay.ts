import { createReplay } from '../../src/evidence/replay.ts';
import type { CallSource, RecordedCall } from '../../src/model/call.ts';

type Request = Parameters<CallSource['ask']>[0];

/** Answers from recorded calls, and tells of each request first. */
export function notedReplay(calls: readonly RecordedCall[], note: (request: Request) => unknown): CallSource {
  const source = createReplay(calls);
  return {
    ask(request) {
      note(request);
      return source.ask(request);
    },
  };
}

/** As collectors declare it: `iam:GetRole`. */
export const callIn = ({ service, operation }: Request): string => `${service}:${operation}`;
