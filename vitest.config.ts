import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    isolate: false,
    // By default one core is left free, and of two that is half.
    maxWorkers: '100%',
    // The command's transcripts start a process each.
    testTimeout: 60_000,
    // Files are synced to disk, which a busy machine may take its time with.
    hookTimeout: 60_000,
    env: { NO_COLOR: '1' },
  },
});
