import { expect, test } from 'vitest';
import {
  type Coverage,
  networkActivityCoverage,
  type TrailSelectors,
} from '../../../src/interpreters/event-selectors/index.ts';
import { advanced, basic, dataOf, type Filters, management } from './selectors.ts';

const EC2 = 'ec2.amazonaws.com';
const network = (source: string, more: Filters = {}): Filters => ({
  eventCategory: { Equals: ['NetworkActivity'] },
  eventSource: { Equals: [source] },
  ...more,
});

test.each<[string, TrailSelectors, Coverage]>([
  ['those of the event source', advanced(network(EC2)), 'full'],
  ['those of another one', advanced(network('s3.amazonaws.com')), 'none'],
  ['those of several, each in a selector', advanced(network('s3.amazonaws.com'), network(EC2)), 'full'],
  ['refused calls', advanced(network(EC2, { errorCode: { Equals: ['VpceAccessDenied'] } })), 'partial'],
  ['one endpoint', advanced(network(EC2, { vpcEndpointId: { Equals: ['vpce-1'] } })), 'partial'],
  ['all endpoints but one', advanced(network(EC2, { vpcEndpointId: { NotEquals: ['vpce-1'] } })), 'partial'],
  [
    'one endpoint, and all but it',
    advanced(
      network(EC2, { vpcEndpointId: { Equals: ['vpce-1'] } }),
      network(EC2, { vpcEndpointId: { NotEquals: ['vpce-1'] } }),
    ),
    'full',
  ],
  ['one call', advanced(network(EC2, { eventName: { Equals: ['RunInstances'] } })), 'partial'],
  ['something undocumented', advanced(network(EC2, { brandNew: { Equals: ['yes'] } })), 'unknown'],
  ['management events', advanced(management()), 'none'],
  ['data events', advanced(dataOf('AWS::S3::Object')), 'none'],
  ['a basic selector', basic({ ReadWriteType: 'All' }), 'none'],
  ['nothing was given', {}, 'unknown'],
])('selectors for %s', (_title, selectors, coverage) => {
  expect(networkActivityCoverage(selectors, EC2)).toMatchObject({ read: coverage, write: coverage });
});

test('the reasons tell what is left out', () => {
  const refused = advanced(network(EC2, { errorCode: { Equals: ['VpceAccessDenied'] } }));
  expect(networkActivityCoverage(refused, EC2).reasons).toEqual(['only errorCode VpceAccessDenied']);
});
