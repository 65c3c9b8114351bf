import { bundledEvents } from '../../src/cli/bundled-events.ts';
import type { CallReference } from '../../src/model/call.ts';
import { Gap } from '../../src/model/gap.ts';
import type { Resource } from '../../src/model/resource.ts';
import type { ResourceType } from '../../src/model/resources/index.ts';
import type { World } from '../../src/model/world.ts';

export const ACCOUNT = '111122223333';

export const denied = (call: string): Gap => new Gap('denied', `AccessDenied on ${call} in ${ACCOUNT}`);

/** A resource with the fields that matter to a test. */
export const resource = (
  type: ResourceType,
  id: string,
  fields: Readonly<Record<string, unknown>>,
  more: Partial<Resource> = {},
): Resource => ({
  type,
  id,
  name: id,
  account: ACCOUNT,
  exists: true,
  fields: { id, name: id, ...fields },
  calls: {},
  ...more,
});

export const answer = (call: string, more: Partial<CallReference> = {}): CallReference => ({
  account: ACCOUNT,
  region: 'eu-west-1',
  call,
  input: {},
  at: '2026-11-20T10:00:00Z',
  ...more,
});

/** A world of these resources; `gone` targets do not exist, others lie outside of what was scanned. */
export const worldOf = (resources: readonly Resource[], gone: readonly string[] = []): World => ({
  find: ({ to, id }) =>
    resources.find((each) => each.type === to && each.id === id) ??
    (gone.includes(id) ? 'dangling' : new Gap('not-scanned', `${to} ${id} lies outside of what was scanned`)),
});

/** The sample events that come with Trailproof. */
export const events = await bundledEvents();
