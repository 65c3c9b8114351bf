import { spawnSync } from 'node:child_process';

const ROUNDS = 21;
const BOUND = 1.6;

/**
 * How much longer `trailproof --help` takes than `node -e 0`, medians of both, interleaved so that other
 * load meets both alike. Fails above the bound.
 */
export function startUp() {
  const help = [];
  const bare = [];
  for (let round = 0; round < ROUNDS; round++) {
    bare.push(time('-e', '0'));
    help.push(time('dist/cli/main.js', '--help'));
  }
  const ratio = median(help) / median(bare);
  console.log(
    `trailproof --help ${median(help).toFixed(0)} ms, node -e 0 ${median(bare).toFixed(0)} ms: ${ratio.toFixed(2)} times (at most ${BOUND})`,
  );
  if (ratio > BOUND) process.exitCode = 1;
}

function time(...args) {
  const started = process.hrtime.bigint();
  const { status } = spawnSync(process.execPath, args, { stdio: 'ignore' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}; npm run build first`);
  return Number(process.hrtime.bigint() - started) / 1e6;
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
