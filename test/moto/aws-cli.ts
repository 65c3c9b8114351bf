import { spawn } from 'node:child_process';
import type { OpenWorld } from '../../scripts/moto/open-world.ts';
import { environmentOf, type Run } from './scanner.ts';

/** The AWS CLI: `aws` on the PATH, or whatever TRAILPROOF_AWS_CLI names. */
const AWS = process.env['TRAILPROOF_AWS_CLI'] ?? 'aws';

/** Runs a shell text as somebody in an account would who has the AWS CLI, in a folder of their own. */
export function runShell<Name extends string>(
  world: OpenWorld<Name>,
  who: Name,
  text: string,
  cwd: string,
): Promise<Run> {
  const script = `set -eu\naws() { command ${AWS} "$@"; }\n${text}\n`;
  const child = spawn('sh', ['-c', script], {
    cwd,
    env: {
      ...environmentOf(world, who),
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_PAGER: '',
      // S3 Control puts the account before the host name, which no resolver knows: as a proxy the shim is asked all the same.
      AWS_ENDPOINT_URL_S3_CONTROL: `http://localhost:${world.shim.port}`,
      HTTP_PROXY: world.endpoint,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
}
