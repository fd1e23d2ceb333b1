import path from 'node:path'
import { defineConfig } from 'vitest/config'

/** Tests of the domain only, without a database: they must notice mutations of the domain. */
export default defineConfig({
  root: path.join(import.meta.dirname, '../..'),
  test: {
    include: [process.env.WHOLE_DOMAIN === '1' ? 'test/domain/**/*.test.ts' : 'test/domain/{acts,ledger}/**/*.test.ts'],
    // This test reads the sources of all layers, which a mutation run does not copy.
    exclude: ['test/domain/problems/problem-texts.test.ts'],
  },
})
