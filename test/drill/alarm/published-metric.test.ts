import { describe, expect, test } from 'vitest';
import { type MetricTransformation, publishedMetric } from '../../../src/drill/alarm/published-metric.ts';

const event = {
  awsRegion: 'eu-west-1',
  count: 7,
  text: '12',
  nothing: null,
  flag: true,
  nested: { list: [{ size: 2.5 }], 'odd key': 3 },
  'detail-type': 'a',
  __proto__of: 1,
};
const one: MetricTransformation = { metricNamespace: 'Trail', metricName: 'RootUsage', metricValue: '1' };
const metric = { namespace: 'Trail', name: 'RootUsage', dimensions: new Map(), value: 1, unit: 'None' };

describe('the value', () => {
  test.each<[string, number]>([
    ['1', 1],
    ['0', 0],
    [' 1 ', 1],
    ['-1.5', -1.5],
    ['+2', 2],
    ['.5', 0.5],
    ['1e3', 1000],
    ['$.count', 7],
    ['$.nested.list[0].size', 2.5],
    ["$.nested['odd key']", 3],
    ['$.nested.["odd key"]', 3],
    ['$.__proto__of', 1],
  ])('%s publishes a number', (metricValue, value) => {
    expect(publishedMetric({ ...one, metricValue }, event)).toEqual({ ...metric, value });
  });

  test('a number that the event has as text is not known', () => {
    expect(publishedMetric({ ...one, metricValue: '$.text' }, event)).toEqual({ ...metric, value: 'unknown' });
  });

  test.each<[string, string]>([
    ['$.missing', 'the event has no $.missing to publish'],
    ['$.nothing', 'the event has no $.nothing to publish'],
    ['$.nested.list[1].size', 'the event has no $.nested.list[1].size to publish'],
    ['$.nested[0]', 'the event has no $.nested[0] to publish'],
    ['$.awsRegion.length', 'the event has no $.awsRegion.length to publish'],
    ['$.constructor', 'the event has no $.constructor to publish'],
    ['$.__proto__', 'the event has no $.__proto__ to publish'],
    ['$.nested.list.length', 'the event has no $.nested.list.length to publish'],
    ['$.awsRegion', '$.awsRegion in the event is not a number'],
    ['$.flag', '$.flag in the event is not a number'],
    ['$.nested', '$.nested in the event is not a number'],
    ['1e200', 'the metric value 1e200 is not a number that CloudWatch takes'],
  ])('%s publishes nothing', (metricValue, nothing) => {
    expect(publishedMetric({ ...one, metricValue }, event)).toEqual({ nothing });
  });

  test.each<[string, unknown]>([
    ['NaN', NaN],
    ['Infinity', Infinity],
  ])('%s in the event publishes nothing', (_title, count) => {
    expect(publishedMetric({ ...one, metricValue: '$.count' }, { count })).toEqual({
      nothing: '$.count in the event is not a number that CloudWatch takes',
    });
  });

  test.each([['one'], [''], ['$size'], ['$'], ['$.'], ['$.list[*]'], ['$.a b'], ['$.count.'], ['Infinity'], ['0x10']])(
    '%s cannot be told',
    (metricValue) => {
      expect(publishedMetric({ ...one, metricValue }, event)).toEqual({ unknown: expect.any(String) });
    },
  );
});

describe('dimensions', () => {
  test('take their values from the event', () => {
    const dimensions = { Region: '$.awsRegion', Count: '$.count', Flag: '$.flag', Kind: '$.detail-type' };
    expect(publishedMetric({ ...one, dimensions }, event)).toEqual({
      ...metric,
      dimensions: new Map(Object.entries({ Region: 'eu-west-1', Count: '7', Flag: 'true', Kind: 'a' })),
    });
  });

  test.each([['$.missing'], ['$.nothing'], ['$.nested'], ['$.nested.list']])('%s: AWS does not say', (selector) => {
    expect(publishedMetric({ ...one, dimensions: { Region: selector } }, event)).toEqual({
      unknown: 'the event has no value for its dimension Region, and AWS does not say what is published then',
    });
  });

  test('of a space-delimited pattern cannot be read', () => {
    expect(publishedMetric({ ...one, dimensions: { Region: '$region' } }, event)).toEqual({
      unknown: 'its dimension Region could not be read',
    });
  });
});

test('unit and default value are passed on', () => {
  expect(publishedMetric({ ...one, unit: 'Count', defaultValue: 0 }, event)).toEqual({
    ...metric,
    unit: 'Count',
    defaultValue: 0,
  });
});

test.each<[string, unknown]>([
  ['nothing at all', undefined],
  ['null', null],
  ['a list', []],
  ['no namespace', { ...one, metricNamespace: undefined }],
  ['an empty name', { ...one, metricName: '' }],
  ['a namespace that is no text', { ...one, metricNamespace: 1 }],
  ['a value that is no text', { ...one, metricValue: 1 }],
  ['a default value that is no number', { ...one, defaultValue: '0' }],
  ['a default value that is not finite', { ...one, defaultValue: NaN }],
  ['a unit that is no text', { ...one, unit: {} }],
  ['dimensions that are a list', { ...one, dimensions: [] }],
  ['a dimension that is no text', { ...one, dimensions: { Region: 1 } }],
])('%s: cannot be told', (_title, transformation) => {
  expect(publishedMetric(transformation as MetricTransformation, event)).toEqual({ unknown: expect.any(String) });
});

test('an event that is no object publishes constants only', () => {
  for (const odd of [undefined, null, 'text', 1, []]) {
    expect(publishedMetric(one, odd)).toEqual(metric);
    expect(publishedMetric({ ...one, metricValue: '$.count' }, odd)).toHaveProperty('nothing');
  }
});
