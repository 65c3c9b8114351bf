/** By the start of a region's name: its partition, and the region where the events of global services arrive. */
const PARTITIONS = [
  ['cn-', 'aws-cn', 'cn-north-1'],
  ['us-gov-', 'aws-us-gov', 'us-gov-west-1'],
  ['us-iso-', 'aws-iso', 'us-iso-east-1'],
  ['us-isob-', 'aws-iso-b', 'us-isob-east-1'],
  ['eusc-', 'aws-eusc', 'eusc-de-east-1'],
] as const;

const rowOf = (region: string) => PARTITIONS.find(([prefix]) => region.startsWith(prefix));

/** The partition a region belongs to, from its name. */
export const partitionOf = (region: string): string => rowOf(region)?.[1] ?? 'aws';

/** The region in which events of IAM, Organizations and other global services come up, for a region of its partition. */
export const leadingRegionOf = (region: string): string => rowOf(region)?.[2] ?? 'us-east-1';
