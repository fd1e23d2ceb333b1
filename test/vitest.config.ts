import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['test/**/*.test.ts', ...(process.env.DEEP === '1' ? ['test/**/*.deep.ts'] : [])],
    globalSetup: 'test/support/global-setup.ts',
    // Forks, because a process of its own inherits the environment that the global setup has prepared.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    unstubEnvs: true,
  },
})
