import type { CallReference, CallRequest, CallSource, Place, RecordedCall } from '../model/call.ts';
import type { Gap } from '../model/gap.ts';
import { type CallName, identityMembers, operationOf } from '../model/operations.ts';
import type { Outputs } from '../model/outputs.ts';
import { notCollected, sortError } from '../model/sort-error.ts';

/** What came back: an output (with a hole when a later page failed), a definite no, or a gap. */
export type Answer<T> = { readonly references: readonly CallReference[] } & (
  | { readonly kind: 'ok'; readonly output: T; readonly hole?: Gap }
  | { readonly kind: 'absent' }
  | { readonly kind: 'gap'; readonly gap: Gap }
);

/** Why an answer is not whole: it was refused, or a page is missing. */
export function missingFrom(answer: Answer<unknown>): Gap | undefined {
  if (answer.kind === 'gap') return answer.gap;
  return answer.kind === 'ok' ? answer.hole : undefined;
}

/** Asks for one call, all its pages, at a place. */
export type Call = <Name extends CallName>(
  name: Name,
  input?: Readonly<Record<string, unknown>>,
  at?: Partial<Place>,
) => Promise<Answer<Outputs[Name]>>;

/** A `call` over a source, at `place` unless told otherwise. Live and replay go the same way from here. */
export function caller(source: CallSource, place: Place): Call {
  return async <Name extends CallName>(
    name: Name,
    input: Readonly<Record<string, unknown>> = {},
    at: Partial<Place> = {},
  ) => {
    const [service = '', operation = ''] = name.split(':');
    const request: CallRequest = { ...place, ...at, service, operation, input };
    return (await askPages(source, request, name)) as Answer<Outputs[Name]>;
  };
}

// No list of ours is longer; a server that repeats its tokens must not keep us for ever.
const MAX_PAGES = 10_000;

async function askPages(
  source: CallSource,
  request: CallRequest,
  name: CallName,
): Promise<Answer<Record<string, unknown>>> {
  const { pages } = operationOf(name);
  const references: CallReference[] = [];
  let output: Record<string, unknown> | undefined;
  let token: unknown;
  for (let page = 0; page < MAX_PAGES; page++) {
    const asked: CallRequest =
      pages && token !== undefined ? { ...request, input: { ...request.input, [pages.token]: token } } : request;
    const answer = await source.ask(asked);
    if (answer) references.push(referenceTo(name, answer));
    const sorted = answer?.error ? sortError(asked, answer.error) : answer ? undefined : notCollected(asked);
    if (sorted === 'absent' && !output) return { kind: 'absent', references };
    if (sorted !== undefined && sorted !== 'absent') {
      return output ? { kind: 'ok', output, hole: sorted, references } : { kind: 'gap', gap: sorted, references };
    }
    const next: Record<string, unknown> = answer?.output ?? {};
    output = output && pages ? joined(output, next, pages.items) : next;
    token = pages && next[pages.next];
    if (token === undefined || token === null || token === '') break;
  }
  return { kind: 'ok', output: output ?? {}, references };
}

const joined = (
  before: Readonly<Record<string, unknown>>,
  next: Readonly<Record<string, unknown>>,
  items: readonly string[],
): Record<string, unknown> => ({
  ...before,
  ...Object.fromEntries(items.map((member) => [member, [...listOf(before[member]), ...listOf(next[member])]])),
});

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const referenceTo = (name: CallName, call: RecordedCall): CallReference => ({
  call: name,
  account: call.account,
  region: call.region,
  input: identityMembers(call),
  at: call.at,
  ...(call.requestId !== undefined && { requestId: call.requestId }),
  ...(call.error && { error: call.error.code }),
});
