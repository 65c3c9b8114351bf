import { defineConfig } from 'vitest/config';

/** SARIF by its JSON schema and by Microsoft's multitool, which takes its time. */
export default defineConfig({ test: { include: ['test/sarif/**/*.server-test.ts'], testTimeout: 300_000 } });
