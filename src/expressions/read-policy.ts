import { readPolicy } from '../drill/read-policy.ts';
import { type Policy, parsePolicy } from '../interpreters/policy/index.ts';
import { Gap } from '../model/gap.ts';
import type { Resource } from '../model/resource.ts';
import { fieldOf } from './host-read.ts';
import { unreadable } from './touched.ts';

const NONE = parsePolicy({ Version: '2012-10-17', Statement: [] });

/** The resource policy in a field of a resource, one without statements where there is none. Throws for a gap. */
export function policyOf(resource: Resource, path: string): Policy {
  const text = fieldOf(resource, 'policy', path);
  if (typeof text !== 'string' || text === '') return NONE;
  const policy = readPolicy(text, 'resource', `the policy of ${resource.type} ${resource.name}`);
  return policy instanceof Gap ? unreadable(policy) : policy;
}
