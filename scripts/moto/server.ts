import { type ChildProcess, spawn } from 'node:child_process';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A running moto server: AWS's wire protocols, written by others, kept in one process's memory. */
export interface MotoServer {
  readonly endpoint: string;
  /** Forgets everything, and fixes the numbers from which moto makes its ids. */
  reset(seed: number): Promise<void>;
  close(): Promise<void>;
}

const HINT = "The test AWS needs moto's server on the PATH: pip install 'moto[server]' (5.2 or newer).";

/**
 * The server ends when its standard input does: also when this process is killed and can do nothing more.
 * The shell stays until the server is gone; a signal interrupts the first `wait`, hence the second.
 */
const WATCHED = `
  trap : TERM
  exec 3<&0
  moto_server "$@" 3<&- </dev/null & server=$!
  (cat <&3 >/dev/null; kill $server) &
  exec 3<&-
  wait $server; wait $server`;

const START_TIMEOUT_MS = 60_000;

/** Starts `moto_server` on a free port and waits until it answers. It never outlives this process. */
export async function startMotoServer(): Promise<MotoServer> {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const child = spawn('sh', ['-c', WATCHED, 'sh', '-H', '127.0.0.1', '-p', String(port)], {
    // Another account's bucket must answer 403, and times must not depend on where we run.
    env: { ...process.env, MOTO_S3_ALLOW_CROSSACCOUNT_ACCESS: 'false', TZ: 'UTC' },
    stdio: ['pipe', 'ignore', 'pipe'],
    // A group of its own, so that the shell, the server and its wrappers end together.
    detached: true,
  });

  let lastWords = '';
  child.stderr.on('data', (chunk: Buffer) => {
    lastWords = (lastWords + chunk.toString()).slice(-2000);
  });
  const ended = new Promise<Error | undefined>((resolve) => {
    child.once('error', (cause) => resolve(cause));
    child.once('exit', () => resolve(undefined));
  });
  const forget = killWithThisProcess(child);

  let close: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    kill(child, 'SIGTERM');
    if (
      (await Promise.race([
        ended.then(() => 'ended' as const),
        sleep(3000, 'still there' as const, { ref: false }),
      ])) === 'still there'
    ) {
      kill(child, 'SIGKILL');
      await ended;
    }
    forget();
  };

  const failed = ended.then((cause) => {
    throw new Error(`moto_server did not start. ${HINT}\n${lastWords}`.trim(), { cause });
  });
  failed.catch(() => {}); // Also ends long after the start, when nobody listens any more.
  try {
    await Promise.race([answers(endpoint), failed]);
  } catch (error) {
    await stop();
    throw error;
  }

  return {
    endpoint,
    async reset(seed) {
      await post(`${endpoint}/moto-api/reset`);
      await post(`${endpoint}/moto-api/seed?a=${seed}`);
    },
    close: () => (close ??= stop()),
  };
}

async function answers(endpoint: string): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const ready = await fetch(`${endpoint}/moto-api/data.json`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    await sleep(50);
  }
  throw new Error(`moto_server did not answer within ${START_TIMEOUT_MS / 1000} s. ${HINT}`);
}

async function post(url: string): Promise<void> {
  const response = await fetch(url, { method: 'POST' });
  if (!response.ok) throw new Error(`moto answered ${response.status} to POST ${url}`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function kill({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // Gone already, which is what we want.
  }
}

/** Returns how to stop caring, once the server is gone. */
function killWithThisProcess(child: ChildProcess): () => void {
  const onExit = (): void => kill(child, 'SIGKILL');
  process.once('exit', onExit);
  const forgetSignals = (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map((signal) => {
    const onSignal = (): void => {
      onExit();
      // Only when nobody else handles the signal do we have to end the process ourselves.
      if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
    };
    process.once(signal, onSignal);
    return () => process.off(signal, onSignal);
  });
  return () => {
    process.off('exit', onExit);
    for (const forgetSignal of forgetSignals) forgetSignal();
  };
}
