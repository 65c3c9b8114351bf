import { type ChildProcess, spawn } from 'node:child_process';
import type { OpenWorld } from '../../scripts/moto/open-world.ts';
import { evaluateCalls, loadSelection } from '../../src/cli/evaluate-evidence.ts';
import { readEvidence } from '../../src/cli/read-evidence.ts';
import { canonicalReport } from '../../src/engine/canonical.ts';
import type { Report } from '../../src/model/report.ts';

/** The environment of a user of that account: credentials, region, endpoint, and nothing inherited. */
export const environmentOf = <Name extends string>(world: OpenWorld<Name>, who: Name): NodeJS.ProcessEnv => {
  const { accessKeyId, secretAccessKey, sessionToken } = world.accounts[who].credentials;
  return {
    PATH: process.env['PATH'],
    HOME: '/nonexistent',
    NO_COLOR: '1',
    AWS_ENDPOINT_URL: world.endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    ...(sessionToken !== undefined && { AWS_SESSION_TOKEN: sessionToken }),
  };
};

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the built command, as a user would. `npm run build` first. */
export function start<Name extends string>(
  world: OpenWorld<Name>,
  who: Name,
  ...args: readonly string[]
): { readonly child: ChildProcess; readonly done: Promise<Run> } {
  const child = spawn(process.execPath, ['dist/cli/main.js', ...args], { env: environmentOf(world, who) });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
  const done = new Promise<Run>((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
  return { child, done };
}

export const trailproof = <Name extends string>(
  world: OpenWorld<Name>,
  who: Name,
  ...args: readonly string[]
): Promise<Run> => start(world, who, ...args).done;

let selection: ReturnType<typeof loadSelection> | undefined;

/** The report of an evidence folder, by the baseline. */
export async function reportOf(folder: string): Promise<Report> {
  const { manifest, calls } = await readEvidence(folder);
  return evaluateCalls(manifest, calls, await (selection ??= loadSelection({})));
}

export const canonicalOf = async (folder: string): Promise<string> =>
  JSON.stringify(canonicalReport(await reportOf(folder)), null, 1);
