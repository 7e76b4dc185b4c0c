import { defineConfig } from 'vitest/config';

/** What needs the Node that is inside Electron (`node:sqlite`): `npm test -- electron` runs it there. */
export default defineConfig({
  test: {
    include: ['engine/**/*.electron.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 20_000,
  },
});
