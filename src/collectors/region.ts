import type { Part } from './assemble.ts';
import { collectConfig, configCalls } from './config-recorder.ts';
import type { CollectorDeclaration, Context } from './context.ts';
import { collectDetectors, detectorCalls } from './detectors.ts';

export const regionCollector = {
  type: 'region',
  scope: 'region',
  calls: [...configCalls, ...detectorCalls],
} as const satisfies CollectorDeclaration;

/** What one region of an account says of the services that watch it. */
export async function collectRegion({ call }: Context, region: string): Promise<readonly Part[]> {
  const parts = await Promise.all([collectConfig(call, region), collectDetectors(call, region)]);
  return parts.flat();
}
