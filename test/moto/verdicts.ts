import type { Report } from '../../src/model/report.ts';

/** check → status → resources, each as `type name (account)`. */
export type Verdicts = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** A report's verdicts in the form they are written down beside the seed. */
export function verdictsOf({ findings }: Report, nameOf: (account: string) => string): Verdicts {
  const verdicts: Record<string, Record<string, string[]>> = {};
  for (const { check, status, resource } of findings) {
    const account = resource.account === undefined ? '' : ` (${nameOf(resource.account)})`;
    const ofCheck = (verdicts[check] ??= {});
    (ofCheck[status] ??= []).push(`${resource.type} ${resource.name}${account}`);
  }
  for (const ofCheck of Object.values(verdicts)) for (const list of Object.values(ofCheck)) list.sort();
  return verdicts;
}
