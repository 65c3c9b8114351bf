import { expect, test } from 'vitest';
import { Budget, Semaphore } from '../../src/aws/concurrency.ts';

test('who waits first goes first, and nobody slips in between', async () => {
  const semaphore = new Semaphore(1);
  const order: number[] = [];
  const start = (n: number): Promise<void> =>
    semaphore.run(async () => {
      order.push(n);
      await Promise.resolve();
      if (n === 1) void start(4);
    });
  await Promise.all([start(1), start(2), start(3)]);
  await semaphore.run(async () => {});
  expect(order).toEqual([1, 2, 3, 4]);
  expect(semaphore.isIdle).toBe(true);
});

test('a task that fails gives its place back', async () => {
  const budget = new Budget({ total: 1, perPlace: 1 });
  await expect(budget.run('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await budget.run('a', async () => 'yes')).toBe('yes');
});

test('a slow place leaves the others their share', async () => {
  const budget = new Budget({ total: 2, perPlace: 1 });
  let finish = (): void => {};
  const slow = budget.run('slow', () => new Promise<void>((resolve) => (finish = resolve)));
  const queued = budget.run('slow', async () => 'queued');
  expect(await budget.run('fast', async () => 'fast')).toBe('fast');
  finish();
  await slow;
  expect(await queued).toBe('queued');
});
