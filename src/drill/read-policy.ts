import { PatternError } from '../interpreters/pattern-error.ts';
import { type Policy, type PolicyKind, parsePolicy } from '../interpreters/policy/index.ts';
import { Gap } from '../model/gap.ts';
import { remembering } from '../model/remember.ts';
import { attempt } from './attempt.ts';

const once = remembering<Policy | PatternError>();

/** A policy's text, parsed once; a gap when AWS holds something that is no policy to us. */
export function readPolicy(text: string, kind: PolicyKind, name: string): Policy | Gap {
  const policy = once(`${kind} ${text}`, () => attempt(() => parsePolicy(text, { kind })));
  if (!(policy instanceof PatternError)) return policy;
  return new Gap('undocumented', `${name} cannot be understood: ${policy.message}`);
}
