import type { CallRequest, CallSource, RecordedCall } from '../model/call.ts';
import { pageKey } from './identity.ts';
import { indexCalls } from './replay.ts';

export interface RecorderOptions {
  readonly live: CallSource;
  /** What an interrupted run recorded: answered from there, not asked again. */
  readonly recorded: Iterable<RecordedCall>;
  /** Keeps an answer. It is kept before whoever asked gets it. */
  readonly append: (call: RecordedCall) => Promise<void>;
}

/** Asks each call once, however many want its answer, and keeps what came back. */
export function createRecorder({ live, recorded, append }: RecorderOptions): CallSource {
  const answers = new Map<string, Promise<RecordedCall | undefined>>();
  for (const [key, call] of indexCalls(recorded)) answers.set(key, Promise.resolve(call));

  const askAndKeep = async (request: CallRequest): Promise<RecordedCall | undefined> => {
    const answer = await live.ask(request);
    if (answer) await append(answer);
    return answer;
  };

  return {
    ask(request) {
      const key = pageKey(request);
      const known = answers.get(key);
      if (known) return known;
      const answer = askAndKeep(request);
      answers.set(key, answer);
      // What ends the run (expired credentials) is no answer.
      answer.catch(() => answers.delete(key));
      return answer;
    },
  };
}
