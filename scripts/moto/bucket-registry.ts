import type { AskMoto } from './ask-moto.ts';
import { allAccounts, type Settings } from './settings.ts';

/** Whose a bucket is, and where it lies. */
interface BucketHome {
  readonly account: string;
  readonly region: string;
}

/** Every bucket of every account; bucket names are one namespace for all of AWS. */
export interface BucketRegistry {
  find(bucket: string): Promise<BucketHome | undefined>;
  /** To be called when a bucket was made or deleted. */
  forget(): void;
}

export function bucketRegistry(settings: Settings, moto: AskMoto): BucketRegistry {
  let known: Promise<ReadonlyMap<string, BucketHome>> | undefined;

  const read = async (
    before: ReadonlyMap<string, BucketHome> = new Map(),
  ): Promise<ReadonlyMap<string, BucketHome>> => {
    const homes = new Map<string, BucketHome>();
    for (const account of allAccounts(settings)) {
      const asker = { account, region: settings.homeRegion };
      const list = (await moto.s3(asker, '/')) ?? '';
      for (const [, name = ''] of list.matchAll(/<Bucket>.*?<Name>([^<]+)<\/Name>/gs)) {
        const same = before.get(name);
        if (same?.account === account) {
          homes.set(name, same);
          continue;
        }
        const location = (await moto.s3(asker, `/${name}?location`)) ?? '';
        homes.set(name, {
          account,
          region: />([a-z0-9-]+)<\/LocationConstraint>/.exec(location)?.[1] ?? 'us-east-1',
        });
      }
    }
    return homes;
  };

  return {
    async find(bucket) {
      known ??= read();
      const before = await known;
      const home = before.get(bucket);
      if (home !== undefined) return home;
      // It may have been made behind our back, directly in moto.
      known = read(before);
      return (await known).get(bucket);
    },
    forget: () => {
      known = undefined;
    },
  };
}
