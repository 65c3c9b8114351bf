import { isDeepStrictEqual } from 'node:util';
import { pageKey } from '../../src/evidence/identity.ts';
import type { CallRequest, Place, RecordedCall } from '../../src/model/call.ts';
import type { CallName } from '../../src/model/operations.ts';
import type { Outputs } from '../../src/model/outputs.ts';

/** Recorded calls, some of them answered otherwise. */
export type Change = (calls: readonly RecordedCall[]) => readonly RecordedCall[];

/** What AWS answers, as far as a test says anything of it. */
export type Part<T> = T extends readonly (infer Element)[]
  ? readonly Part<Element>[]
  : T extends object
    ? { readonly [Key in keyof T]?: Part<T[Key]> }
    : T;

/** Another answer to recorded calls. Throws where none was recorded, and where an answer stays the same. */
export const revised =
  <Name extends CallName>(
    name: Name,
    revise: (output: Part<Outputs[Name]>) => Part<Outputs[Name]>,
    which: Partial<Pick<CallRequest, 'account' | 'region' | 'input'>> = {},
  ): Change =>
  (calls) => {
    const isMeant = ({ service, operation, account, region, input }: RecordedCall): boolean =>
      `${service}:${operation}` === name &&
      (which.account ?? account) === account &&
      (which.region ?? region) === region &&
      Object.entries(which.input ?? {}).every(([member, value]) => input[member] === value);
    if (!calls.some(isMeant)) throw new Error(`${name} was never recorded`);
    return calls.map((call) => {
      if (!isMeant(call)) return call;
      const output = revise(call.output as Part<Outputs[Name]>) as NonNullable<RecordedCall['output']>;
      if (isDeepStrictEqual(output, call.output)) throw new Error(`the answer to ${name} stays the same`);
      return { ...call, output };
    });
  };

/** A call more, and its answer. Throws where it was recorded already. */
export const asked =
  <Name extends CallName>(
    name: Name,
    input: Readonly<Record<string, unknown>>,
    output: Part<Outputs[Name]>,
    place: Place,
  ): Change =>
  (calls) => {
    const [service = '', operation = ''] = name.split(':');
    const call = { at: calls[0]?.at ?? '', ...place, service, operation, input, output };
    if (calls.some((each) => pageKey(each) === pageKey(call))) throw new Error(`${name} was recorded already`);
    return [...calls, call];
  };

/** What some services were asked at one place, asked at another one, about what lies there; nothing else is there. */
export const copied =
  (services: readonly string[], from: Place, to: Place): Change =>
  (calls) => {
    const isAt = ({ account, region, service }: RecordedCall, place: Place): boolean =>
      account === place.account && region === place.region && services.includes(service);
    const copies = calls
      .filter((call) => isAt(call, from))
      .map((call): RecordedCall => {
        const text = JSON.stringify({ ...call, ...to });
        return JSON.parse(
          text.replaceAll(`:${from.region}:${from.account}:`, `:${to.region}:${to.account}:`),
        ) as RecordedCall;
      });
    if (copies.length === 0) throw new Error(`nothing was recorded of ${services.join(', ')}`);
    return [...calls.filter((call) => !isAt(call, to)), ...copies];
  };
