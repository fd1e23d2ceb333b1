import path from 'node:path'
import { defineConfig } from 'vitest/config'

/** Tests of the domain alone, without an engine: mutations of it are tried on them. */
export default defineConfig({
  root: path.join(import.meta.dirname, '../..'),
  test: {
    include: [process.env.WHOLE_DOMAIN === '1' ? 'test/domain/**/*.test.ts' : 'test/domain/{acts,ledger}/**/*.test.ts'],
    // It reads the sources of all layers, which are not there.
    exclude: ['test/domain/problems/problem-texts.test.ts'],
  },
})
