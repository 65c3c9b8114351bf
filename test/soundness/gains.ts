import type { Finding } from '../../src/model/finding.ts';
import type { Report } from '../../src/model/report.ts';

export const pairOf = ({ check, resource }: Pick<Finding, 'check' | 'resource'>): string =>
  `${check} | ${resource.type} ${resource.id}`;

/**
 * What a damaged run says that it must not: a verdict the undamaged run did not give, or a pair that
 * vanished although its check is not undecided on the region, account or organisation.
 */
export function gains(before: Report, after: Report): readonly string[] {
  const known = new Map(before.findings.map((finding) => [pairOf(finding), finding]));
  const asking = new Set(before.findings.flatMap(({ check, status }) => (status === 'not-applicable' ? [] : [check])));
  const complaints: string[] = [];
  const present = new Set<string>();
  const undecided = new Map<string, Finding[]>();
  for (const finding of after.findings) {
    const pair = pairOf(finding);
    present.add(pair);
    if (finding.status === 'unknown') {
      undecided.set(finding.check, [...(undecided.get(finding.check) ?? []), finding]);
      if (finding.checkError) complaints.push(`${pair}: check error: ${finding.message}`);
      continue;
    }
    const earlier = known.get(pair);
    // A check that asks for nothing in this run asks for nothing of what may not be there, either.
    if (!earlier && finding.status === 'not-applicable' && !asking.has(finding.check)) continue;
    if (earlier?.status !== finding.status)
      complaints.push(`${pair}: was ${earlier?.status ?? 'not there'}, became ${finding.status}`);
  }
  for (const [pair, finding] of known) {
    if (!present.has(pair) && !undecided.get(finding.check)?.some((other) => contains(other, finding))) {
      complaints.push(`${pair}: was ${finding.status}, vanished`);
    }
  }
  return complaints;
}

/** Whether an undecided finding is about the region, account or organisation that a resource lies in. */
function contains({ resource: where }: Finding, { resource, status, message }: Finding): boolean {
  // That there was nothing to judge is said at the root; that there may be something, wherever it may be.
  if (status === 'not-applicable' && message.startsWith('There is no ')) return true;
  if (where.type === 'organization') return true;
  // A resource of unknown owner may lie in any account; a lone run has one.
  if (where.type === 'account')
    return resource.account === undefined || resource.account === where.account || resource.type === 'organization';
  return where.type === 'region' && resource.account === where.account && resource.region === where.region;
}
