import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';

// What the seeded runs left behind; the runs themselves are searched for their own secrets in `npm run test:moto`.
const FOLDERS = ['reports', 'test/evidence/lone', 'test/evidence/member'];
const SECRETS = [
  /\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b/,
  /"?(?:SecretAccessKey|SessionToken|ExternalId)"?/i,
  /F(?:Q|w)oG[A-Za-z0-9+/]{20,}/,
];

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

const textOf = (file: string): string =>
  file.endsWith('.gz') ? gunzipSync(readFileSync(file)).toString() : readFileSync(file, 'utf8');

describe.each(FOLDERS)('%s holds nothing shaped like a secret', (folder) => {
  test.each(filesIn(folder).filter((file) => /\.(gz|json|sarif|md|txt)$/.test(file)))('%s', (file) => {
    const text = textOf(file);
    expect(text.length).toBeGreaterThan(0);
    for (const secret of SECRETS) expect(text).not.toMatch(secret);
  });
});

test.each(['AKIAIOSFODNN7EXAMPLE', '{"SecretAccessKey":"x"}', 'FQoGZXIvYXdzEBYaDz5rsAxJr8nE'])(
  '%s would be noticed',
  (text) => {
    expect(SECRETS.some((secret) => secret.test(text))).toBe(true);
  },
);
