import path from 'node:path'
import { defineConfig } from 'vitest/config'

/** The rules of the house alone, without an engine: `npm run check` holds them too. */
export default defineConfig({
  root: path.join(import.meta.dirname, '../..'),
  test: { include: ['test/house/*.test.ts'], reporters: ['dot'] },
})
