import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    exclude: ['**/*.electron.test.ts'],
    include: ['{core,engine,cli,main,renderer,native,scripts,bench}/**/*.test.ts'],
    // Real processes come and go in these tests: give a loaded machine time, and never time anything.
    testTimeout: 20_000,
    hookTimeout: 20_000,
  },
});
