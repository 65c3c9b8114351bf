import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    isolate: false,
    // The command's transcripts start a process each.
    testTimeout: 60_000,
    // Files are synced to disk, which a busy machine may take its time with.
    hookTimeout: 60_000,
    env: { NO_COLOR: '1' },
  },
});
