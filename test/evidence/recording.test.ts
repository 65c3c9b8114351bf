import { expect, test } from 'vitest';
import type { CallRequest, CallSource, RecordedCall } from '../../src/model/call.ts';
import { createRecorder } from '../../src/evidence/recording.ts';
import { recorded } from './samples.ts';

const policy = recorded('s3:GetBucketPolicy', { input: { Bucket: 'logs' } });
const trails = recorded('cloudtrail:ListTrails');

function source(answer: (request: CallRequest) => Promise<RecordedCall | undefined>): CallSource & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    ask(request) {
      asked.push(request.operation);
      return answer(request);
    },
  };
}

test('what is new is asked live and kept before it is answered', async () => {
  const live = source(async () => policy);
  const kept: RecordedCall[] = [];
  const { ask } = createRecorder({ live, recorded: [], append: async (call) => void kept.push(call) });
  expect(await ask(policy)).toBe(policy);
  expect(kept).toEqual([policy]);
});

test('what is recorded is not asked again', async () => {
  const live = source(async () => trails);
  const kept: RecordedCall[] = [];
  const { ask } = createRecorder({ live, recorded: [policy], append: async (call) => void kept.push(call) });
  expect(await ask({ ...policy, input: { Bucket: 'logs', ExpectedBucketOwner: '1' } })).toBe(policy);
  expect([live.asked, kept]).toEqual([[], []]);
});

test('the same question, asked at once or again, is one call', async () => {
  const live = source(async () => trails);
  const kept: RecordedCall[] = [];
  const { ask } = createRecorder({ live, recorded: [], append: async (call) => void kept.push(call) });
  const answers = await Promise.all([ask(trails), ask(trails), ask(trails).then(() => ask(trails))]);
  expect(answers).toEqual([trails, trails, trails]);
  expect([live.asked, kept]).toEqual([['ListTrails'], [trails]]);
});

test('what ends the run is not remembered as an answer', async () => {
  let isBroken = true;
  const live = source(async () => {
    if (isBroken) throw new Error('expired');
    return trails;
  });
  const kept: RecordedCall[] = [];
  const { ask } = createRecorder({ live, recorded: [], append: async (call) => void kept.push(call) });
  await expect(ask(trails)).rejects.toThrow('expired');
  isBroken = false;
  expect(await ask(trails)).toBe(trails);
  expect(kept).toEqual([trails]);
});

test('an answer that could not be kept is no answer', async () => {
  const { ask } = createRecorder({ live: source(async () => trails), recorded: [], append: () => Promise.reject(new Error('disk full')) });
  await expect(ask(trails)).rejects.toThrow('disk full');
});

test('what the source will not answer is not kept', async () => {
  const kept: RecordedCall[] = [];
  const { ask } = createRecorder({ live: source(async () => undefined), recorded: [], append: async (call) => void kept.push(call) });
  expect(await ask(trails)).toBeUndefined();
  expect(kept).toEqual([]);
});
