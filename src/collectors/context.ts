import type { Plan } from '../model/manifest.ts';
import type { CallName } from '../model/operations.ts';
import type { ResourceType } from '../model/resources/index.ts';
import type { Call } from './calls.ts';

/** What a collector works with. */
export interface Context {
  readonly plan: Plan;
  /** The account it looks into. */
  readonly account: string;
  /** Asks in that account, in the plan's region unless told otherwise. */
  readonly call: Call;
}

/** What a collector says of itself; a test asserts that it calls just that. */
export interface CollectorDeclaration {
  readonly type: ResourceType;
  readonly scope: 'organization' | 'account' | 'region' | 'resource';
  readonly calls: readonly CallName[];
}
