import { defineConfig } from 'vitest/config';

/** Tests against a moto server: `pip install 'moto[server]'`. */
export default defineConfig({
  test: {
    include: ['scripts/moto/**/*.test.ts', 'test/**/*.moto-test.ts'],
    testTimeout: 300_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
});
