/** A check of one's own that passes its examples, and has all it needs. */
export const OWN = `id: own-check
title: A check of one's own
severity: low
resource: trail
assert: trail.isShadow
message: It is not.
why: Because.
fix: { summary: Mend it. }
references: [https://example.com]
examples:
  - { name: it is, expect: pass, trail: { isShadow: true } }
  - { name: it is not, expect: fail, trail: { isShadow: false } }
  - { name: nobody knows, expect: unknown, trail: { isShadow: !gap "AccessDenied on cloudtrail:DescribeTrails" } }
`;
