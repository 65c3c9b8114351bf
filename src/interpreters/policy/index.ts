export { allowedBeyond, type Beyond, type Limit } from './allowed-beyond.ts';
export { type Context, UNKNOWN } from './context.ts';
export { DESTRUCTIVE_ACTIONS, READING_ACTIONS } from './destructive-actions.ts';
export {
  type Deciding,
  decidingStatements,
  evaluatePolicies,
  evaluatePolicy,
  isRefusal,
  type Request,
  type Verdict,
} from './evaluate-policy.ts';
export { type Outsider, type OutsiderQuestion, outsidersAllowed } from './outsiders.ts';
export { parsePolicy } from './parse-policy.ts';
export { type Pin, type PinnedSource, type PinnedStatement, type PinVerdict, pinsSource } from './pinned-source.ts';
export type { Policy, PolicyKind } from './policy.ts';
export type { Principal } from './principals.ts';
export { policyIsPublic } from './public-policy.ts';
export { requiresTls } from './requires-tls.ts';
export { evaluateRole, type RolePolicies } from './role-policies.ts';
export { serviceContext } from './service-context.ts';
export type { Truth } from './truth.ts';
