import { EXIT } from './exit-codes.ts';

/** Errors the user can put right: name → exit code. Everything else is our bug. */
const KNOWN: Readonly<Record<string, number>> = {
  UserError: EXIT.usage,
  CatalogError: EXIT.usage,
  UnknownProfile: EXIT.usage,
  EvidenceError: EXIT.usage,
  SetupError: EXIT.usage,
  CredentialsExpired: EXIT.usage,
};

/** Prints one message and a next step for what the user can put right, a stack for what only we can. */
export function explainFailure(error: unknown, stderr: NodeJS.WritableStream): number {
  const {
    name = '',
    message = '',
    hint,
    stack,
  } = error as { name?: string; message?: string; hint?: string; stack?: string };
  const { code } = error as { code?: string };
  if (code !== undefined && code.startsWith('commander.'))
    return (error as { exitCode: number }).exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (code === 'EPIPE') return EXIT.ok;
  const exit = KNOWN[name];
  if (exit !== undefined) {
    stderr.write(`trailproof: ${message}\n`);
    if (hint !== undefined) stderr.write(`  → ${hint}\n`);
    return exit;
  }
  if (code === 'ENOSPC' || code === 'EACCES' || code === 'EROFS' || code === 'EISDIR' || code === 'ENOTDIR') {
    stderr.write(
      `trailproof: ${message}\n  → make room or choose another place; what was collected is kept, and the same command goes on from there\n`,
    );
    return EXIT.usage;
  }
  stderr.write(
    `trailproof: this is a bug of trailproof. Please report it with what follows.\n${stack ?? String(error)}\n`,
  );
  return EXIT.bug;
}
