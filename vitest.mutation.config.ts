import { defineConfig } from 'vitest/config';

/** Checks with one small thing changed: an example must notice each. */
export default defineConfig({ test: { include: ['test/mutation/**/*.mutation-test.ts'], testTimeout: 60_000 } });
