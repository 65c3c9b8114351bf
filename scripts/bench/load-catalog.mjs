import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'yaml';
import { loadSelection } from '../../dist/cli/evaluate-evidence.js';

const ROUNDS = 9;
const BOUND = 3;

/**
 * How much longer loading all checks and profiles takes than parsing the same YAML files alone: medians
 * of both, interleaved, after a first round of each. Fails above the bound.
 */
export async function loadCatalog() {
  const files = ['checks', 'profiles', 'events'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => `${folder}/${name}`),
  );
  const profiles = readdirSync('profiles').map((file) => basename(file, '.yaml'));
  const parsing = [];
  const loading = [];
  for (let round = 0; round <= ROUNDS; round++) {
    parsing.push(await time(() => parseAll(files)));
    loading.push(await time(() => loadSelection({ profiles })));
  }
  const [parsed, loaded] = [parsing, loading].map((times) => median(times.slice(1)));
  const ratio = loaded / parsed;
  console.log(
    `loading ${files.length} YAML files ${loaded.toFixed(0)} ms, parsing them ${parsed.toFixed(0)} ms: ${ratio.toFixed(2)} times (at most ${BOUND})`,
  );
  if (ratio > BOUND) process.exitCode = 1;
}

/** As plain data: what our own words in them (`!gap`) mean is not asked. */
function parseAll(files) {
  for (const file of files) parse(readFileSync(file, 'utf8'), { logLevel: 'silent' });
}

async function time(action) {
  const started = process.hrtime.bigint();
  await action();
  return Number(process.hrtime.bigint() - started) / 1e6;
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
