import type { AccountSurvey } from '../collectors/survey-account.ts';
import type { CallReference } from '../model/call.ts';
import { Gap } from '../model/gap.ts';
import type { CallName } from '../model/operations.ts';

/** The call in which an account lists its own buckets. */
export const LIST_BUCKETS = 's3:ListBuckets' satisfies CallName;

/** What the accounts' own lists say of buckets, by name. */
export interface BucketLists {
  /** The account whose list names the bucket; nothing where none does. */
  ownerOf(name: string): string | undefined;
  /** The lists that say whose it is: its owner's, or everybody's where nobody lists it or its name is not known. */
  listsOf(name: string | undefined): readonly CallReference[];
}

/** Gathers the lists of all accounts of a run. */
export function bucketLists(accounts: readonly AccountSurvey[]): BucketLists {
  const owners = new Map<string, AccountSurvey>();
  for (const survey of accounts) {
    if (!(survey.buckets instanceof Gap)) for (const { name } of survey.buckets) owners.set(name, survey);
  }
  const listOf = ({ parts }: AccountSurvey): readonly CallReference[] =>
    parts.flatMap(({ call, references }) => (call === LIST_BUCKETS ? references : []));
  const all = accounts.flatMap(listOf);
  return {
    ownerOf: (name) => owners.get(name)?.account,
    listsOf(name) {
      const owner = name === undefined ? undefined : owners.get(name);
      return owner ? listOf(owner) : all;
    },
  };
}
