import path from 'node:path'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: path.join(import.meta.dirname, '../..'),
  test: {
    include: ['test/aws/*.aws.ts'],
    // Each act needs what the ones before it left.
    sequence: { concurrent: false },
    bail: 1,
    reporters: ['verbose'],
    testTimeout: 240_000,
    hookTimeout: 600_000,
  },
})
