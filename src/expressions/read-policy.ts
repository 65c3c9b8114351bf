import { PatternError } from '../interpreters/pattern-error.ts';
import { type Policy, type PolicyKind, parsePolicy } from '../interpreters/policy/index.ts';
import { Gap } from '../model/gap.ts';
import type { Resource } from '../model/resource.ts';
import { fieldOf } from './host-read.ts';
import { remembering } from './remember.ts';
import { unreadable } from './touched.ts';

const once = remembering<Policy | PatternError>();

/** A policy's text, parsed; a gap when AWS holds something that is no policy to us. */
export function parsed(text: string, kind: PolicyKind, name: string): Policy | Gap {
  const policy = once(`${kind} ${text}`, () => attempt(text, kind));
  if (!(policy instanceof PatternError)) return policy;
  return new Gap('undocumented', `${name} cannot be understood: ${policy.message}`);
}

function attempt(text: string, kind: PolicyKind): Policy | PatternError {
  try {
    return parsePolicy(text, { kind });
  } catch (error) {
    if (error instanceof PatternError) return error;
    throw error;
  }
}

const NONE = parsePolicy({ Version: '2012-10-17', Statement: [] });

/** The resource policy in a field of a resource, one without statements where there is none. Throws for a gap. */
export function policyOf(resource: Resource, path: string): Policy {
  const text = fieldOf(resource, 'policy', path);
  if (typeof text !== 'string' || text === '') return NONE;
  const policy = parsed(text, 'resource', `the policy of ${resource.type} ${resource.name}`);
  return policy instanceof Gap ? unreadable(policy) : policy;
}
