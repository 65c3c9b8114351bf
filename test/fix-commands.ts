import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Why `sh` does not take a text; empty when it does. */
export const shellComplaint = (text: string): string =>
  spawnSync('sh', ['-n'], { input: text, encoding: 'utf8' }).stderr;

/**
 * The calls of the AWS CLI in a shell text, each split into words by the shell itself. It is run twice, with an `aws`
 * that succeeds and one that fails, so that what comes after `||` is seen, too; nothing else can be called.
 */
export function awsCalls(text: string): readonly (readonly string[])[] {
  const cwd = mkdtempSync(join(tmpdir(), 'trailproof-fix-'));
  try {
    const calls = [0, 1].flatMap((status) => {
      const aws = `aws() { printf '%s\\037' "$@" >&3; printf '\\036' >&3; printf 'ANSWER'; return ${status}; }`;
      const { output, stderr } = spawnSync('/bin/sh', ['-c', `PATH=/nonexistent\n${aws}\n${text}`], {
        cwd,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      });
      if (stderr !== '') throw new Error(`the shell says: ${stderr}`);
      return (output[3] ?? '').split('\x1e').filter((call) => call !== '');
    });
    return [...new Set(calls)].map((call) => call.split('\x1f').slice(0, -1));
  } finally {
    rmSync(cwd, { recursive: true });
  }
}
