import type { Place } from '../../src/model/call.ts';
import { filtersFor, HERE, HOME, metricFilter, NAMESPACE, STRANGER, THERE } from './account.ts';
import { type Change, copied, revised } from './changes.ts';
import { PATTERNS } from './patterns.ts';
import type { Shape } from './shape.ts';

const noFilters = (place: Place): Change =>
  revised('logs:DescribeMetricFilters', (output) => ({ ...output, metricFilters: [] }), place);

/** The trail delivers to the log group of the same name at another place. */
const deliveringTo = ({ account, region }: Place): Change =>
  revised('cloudtrail:DescribeTrails', ({ trailList = [] }) => ({
    trailList: trailList.map((trail) => ({
      ...trail,
      CloudWatchLogsLogGroupArn: `arn:aws:logs:${region}:${account}:log-group:/lone/cloudtrail:*`,
    })),
  }));

const COUNTED: readonly Shape[] = [
  {
    name: 'with a value of nothing',
    after: [
      filtersFor('root-usage', {
        ...metricFilter('root-usage', PATTERNS['root-usage']),
        metricTransformations: [{ metricName: 'root-usage', metricNamespace: NAMESPACE, metricValue: '0' }],
      }),
    ],
    expect: { 'root-usage-is-noticed': ['pass', 'fail', 'alarm root-usage does not go off'] },
  },
  {
    name: 'of some accounts only, which is not read here',
    after: [
      filtersFor('root-usage', {
        ...metricFilter('root-usage', PATTERNS['root-usage']),
        fieldSelectionCriteria: `@aws.account IN ["${STRANGER}"]`,
      }),
    ],
    expect: { 'root-usage-is-noticed': ['pass', 'unknown', 'metric filter root-usage reads only events for which'] },
  },
  {
    name: 'in a log group of a class that knows no metric filters',
    after: [
      revised('logs:DescribeLogGroups', ({ logGroups = [] }) => ({
        logGroups: logGroups.map((group) => ({ ...group, logGroupClass: 'INFREQUENT_ACCESS' as const })),
      })),
    ],
    expect: {
      'root-usage-is-noticed': ['pass', 'fail', 'log group /lone/cloudtrail is of class INFREQUENT_ACCESS'],
      'log-group-takes-metric-filters': ['pass', 'fail', 'INFREQUENT_ACCESS'],
    },
  },
];

const ELSEWHERE_ONLY: readonly Shape[] = [
  {
    name: 'in another region',
    after: [copied(['logs', 'cloudwatch', 'sns'], HERE, THERE), noFilters(HERE)],
    expect: {
      'root-usage-is-noticed': ['pass', 'fail', 'log group /lone/cloudtrail has no metric filter'],
      'vpc-changes-are-noticed': ['pass', 'fail', 'log group /lone/cloudtrail has no metric filter'],
    },
  },
  {
    name: 'here, while the trail delivers to another region',
    after: [copied(['logs', 'cloudwatch', 'sns'], HERE, THERE), noFilters(THERE), deliveringTo(THERE)],
    expect: { 'root-usage-is-noticed': ['pass', 'fail', 'log group /lone/cloudtrail has no metric filter'] },
  },
  {
    name: 'here, while the trail delivers to another account, into which nobody looked',
    after: [deliveringTo({ account: STRANGER, region: HOME })],
    expect: { 'root-usage-is-noticed': ['pass', 'unknown', `lies in account ${STRANGER}`] },
  },
];

export const LOG_GROUPS: Readonly<Record<string, readonly Shape[]>> = {
  'a metric filter that counts': COUNTED,
  'metric filters of a log group by the same name': ELSEWHERE_ONLY,
};
