import { loadEvents } from '../catalog/load-events.ts';
import type { SampleEvents } from '../model/sample-event.ts';
import { packagePath } from './package.ts';

/** The sample events that come with Trailproof. */
export const bundledEvents = (): Promise<SampleEvents> => loadEvents([packagePath('events')]);
