import path from 'node:path'
import { defineConfig } from 'vitest/config'

/** Only the rules of the house, without an engine: `npm run check` applies them too. */
export default defineConfig({
  root: path.join(import.meta.dirname, '../..'),
  // Some rules read every source file, which takes more than the usual 5 seconds on a busy machine.
  test: { include: ['test/house/*.test.ts'], reporters: ['dot'], testTimeout: 60_000 },
})
