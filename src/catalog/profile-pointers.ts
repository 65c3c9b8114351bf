import type { Check } from '../expressions/check.ts';
import { loadProfile, type Profile, profileNames } from './load-profile.ts';

/** A profile that asks for a check, and those of its controls that point to it. */
export interface ProfilePointer {
  readonly profile: string;
  readonly controls: readonly string[];
}

/** Every profile of a folder, and those at further paths. Throws a CatalogError with places. */
export async function loadProfiles(
  folder: string,
  checks: readonly Check[],
  paths: readonly string[] = [],
): Promise<readonly Profile[]> {
  const names = [...(await profileNames(folder)), ...paths];
  return Promise.all(names.map((name) => loadProfile(name, folder, checks)));
}

/** The profiles that ask for a check, with their controls. */
export const pointersTo = ({ id }: Check, profiles: readonly Profile[]): readonly ProfilePointer[] =>
  profiles.flatMap((profile) => {
    const asks = (checks: readonly Check[]): boolean => checks.some((check) => check.id === id);
    const controls = profile.controls.filter(({ checks }) => asks(checks)).map((control) => control.id);
    return controls.length > 0 || asks(profile.checks) ? [{ profile: profile.id, controls }] : [];
  });
