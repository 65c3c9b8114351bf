export type { DirectionalCoverage } from './answer.ts';
export { deliveryCoverage } from './delivery-coverage.ts';
export { type ManagementCoverage, managementCoverage } from './management-coverage.ts';
export { networkActivityCoverage } from './network-activity-coverage.ts';
export { type ObjectQuestion, objectCoverage } from './object-coverage.ts';
export { recordsEvent } from './records-event.ts';
export { type ResourceQuestion, resourceCoverage } from './resource-coverage.ts';
export type {
  AdvancedEventSelector,
  AdvancedFieldSelector,
  Coverage,
  DataResource,
  EventSelector,
  TrailSelectors,
} from './types.ts';
export { type WideType, wideTypes } from './wide-types.ts';
