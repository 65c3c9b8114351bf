import { startWorld } from './world.ts';

/**
 * `npx tsx scripts/moto/main.ts`: an AWS to try things on. Prints one line of JSON with the endpoint and
 * the credentials of each account, and stays until Ctrl-C.
 */
const world = await startWorld();
const { endpoint, motoEndpoint, accounts, organization } = world;
process.stdout.write(`${JSON.stringify({ endpoint, motoEndpoint, organization, accounts })}\n`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void world.close().finally(() => process.exit(0));
  });
}
