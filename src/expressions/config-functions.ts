import type { Environment } from '@marcbachmann/cel-js';
import { Gap } from '../model/gap.ts';
import { rawField, resourceOf } from './host-read.ts';
import { unreadable } from './touched.ts';
import type { Evidence } from './values.ts';

export const CONFIG_READS = {
  recordedIamTypes: ['configRecorders', 'configRecorderStatus'],
} as const;

/** What AWS Config records in a region. */
export function registerConfigFunctions(environment: Environment): void {
  environment.registerFunction('region.recordedIamTypes(): list<string>', recordedIamTypes);
}

const IAM_TYPES = ['AWS::IAM::Group', 'AWS::IAM::Policy', 'AWS::IAM::Role', 'AWS::IAM::User'];

/**
 * The only regions in which AWS Config records the global IAM types: those it was in before February 2022.
 *
 * Source: AWS Config Developer Guide, "Recording AWS Resources", global resources.
 */
const RECORDING_REGIONS: ReadonlySet<string> = new Set([
  'af-south-1',
  'ap-east-1',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ap-southeast-3',
  'ca-central-1',
  'cn-north-1',
  'cn-northwest-1',
  'eu-central-1',
  'eu-north-1',
  'eu-south-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'me-south-1',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-gov-east-1',
  'us-gov-west-1',
  'us-west-1',
  'us-west-2',
]);

/** Of the global IAM types, those that a recorder records now in a region. */
function recordedIamTypes(region: Evidence): readonly string[] {
  if (!RECORDING_REGIONS.has(resourceOf(region).name)) return [];
  const recording = new Set(
    own(rawField(region, 'configRecorderStatus') as readonly Status[])
      .filter((status) => read(status.isRecording))
      .map((status) => read(status.name)),
  );
  if (recording.size === 0) return [];
  const recorders = own(rawField(region, 'configRecorders') as readonly Recorder[]);
  return [...new Set(recorders.filter(({ name }) => recording.has(read(name))).flatMap(takenBy))];
}

interface Status {
  readonly name: string | Gap;
  readonly isServiceLinked: boolean;
  readonly isRecording: boolean | Gap;
}

interface Recorder {
  readonly name: string | Gap;
  readonly isServiceLinked: boolean;
  readonly recordingStrategy?: string;
  readonly allSupported: boolean | Gap;
  readonly includeGlobalResourceTypes: boolean | Gap;
  readonly resourceTypes: readonly string[] | Gap;
  readonly excludedResourceTypes: readonly string[] | Gap;
}

const own = <T extends Recorder | Status>(list: readonly T[]): readonly T[] =>
  list.filter(({ isServiceLinked }) => !isServiceLinked);

const read = <T>(value: T | Gap): T => (value instanceof Gap ? unreadable(value) : value);

/** Source: AWS Config API reference, RecordingGroup: what is excluded overrides everything else. */
function takenBy(recorder: Recorder): readonly string[] {
  if (recorder.recordingStrategy === 'EXCLUSION_BY_RESOURCE_TYPES') {
    const excluded = read(recorder.excludedResourceTypes);
    return IAM_TYPES.filter((type) => !excluded.includes(type));
  }
  if (read(recorder.allSupported)) return read(recorder.includeGlobalResourceTypes) ? IAM_TYPES : [];
  const named = read(recorder.resourceTypes);
  return IAM_TYPES.filter((type) => named.includes(type));
}
