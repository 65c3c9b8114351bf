import { describe, expect, test } from 'vitest';
import { say } from './say.ts';
import { denied, resource } from './world.ts';

const gap = denied('logs:DescribeSubscriptionFilters');
const filter = (pattern: string, takesEverySource = true) => ({
  name: 'siem',
  pattern,
  takesEverySource,
  destination: 'arn:aws:kinesis:eu-west-1:111122223333:stream/siem',
});
const group = (...subscriptionFilters: readonly unknown[]) =>
  resource('logGroup', 'g', { subscriptionFilters }, { region: 'eu-west-1' });
const feeds = (...filters: readonly unknown[]) => say('logGroup.feedsADestination()', group(...filters));
const IAM = '{ $.eventSource = "iam.amazonaws.com" }';

describe('a log group passes everything on', () => {
  test.each<[string, unknown, boolean]>([
    ['by an empty pattern', feeds(filter('')), true],
    ['by a pattern that every event matches', feeds(filter('{ $.eventVersion = * }')), true],
    ['not by one that some do', feeds(filter(IAM)), false],
    ['not without a subscription', feeds(), false],
    ['by one of two, whatever the other is', feeds(gap, filter(IAM), filter('')), true],
    ['not by a narrow one, whatever its source', feeds(filter(IAM, false)), false],
  ])('%s', (_title, answer, expected) => {
    expect(answer).toBe(expected);
  });

  test('is not known where filters are not, or choose by source, or cannot be read', () => {
    expect(feeds(gap)).toBe(`unknown: ${gap.reason}`);
    expect(feeds(filter(''), gap)).toBe(true);
    expect(feeds(filter(IAM), gap)).toBe(`unknown: ${gap.reason}`);
    expect(feeds(filter('', false))).toMatch(/^unknown: .*siem chooses by where events come from/);
    expect(feeds(filter('{ $.a = '))).toMatch(/^unknown: .*the pattern of subscription filter siem cannot be read/);
  });
});

test('what a filter leaves out is said in a few examples', () => {
  const limits = say('logGroup.subscriptionLimits()', group(filter(IAM), gap)) as string;
  expect(limits).toMatch(/^filter siem leaves out .+, .+, .+ and \d+ more$/);
});
