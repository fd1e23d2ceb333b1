import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './support/longest-first.ts'
import { workers } from './support/workers.ts'

const root = path.join(import.meta.dirname, '..')

/** Tests of the suite that go on for longer in the deep run; the others would only say the same again. */
const longerWhenDeep = () =>
  globSync('test/**/*.test.ts', { cwd: root }).filter((file) =>
    /env\.DEEP|support\/runs\.ts/.test(readFileSync(path.join(root, file), 'utf8')),
  )

export default defineConfig({
  root,
  test: {
    include: process.env.DEEP === '1' ? ['test/**/*.deep.ts', ...longerWhenDeep()] : ['test/**/*.test.ts'],
    // `npm run check` holds the rules of the house.
    exclude: ['test/house/**'],
    globalSetup: 'test/support/global-setup.ts',
    // Forks, because a process of its own inherits the environment that the global setup has prepared.
    pool: 'forks',
    maxWorkers: workers,
    sequence: { sequencer: LongestFirst },
    // Room for what a test makes and drops: the collector runs less often.
    execArgv: ['--min-semi-space-size=16', '--max-semi-space-size=64'],
    // A file finds the modules that the one before it has loaded: loading them anew took a third of the time.
    isolate: false,
    setupFiles: 'test/support/own-engine.ts',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    unstubEnvs: true,
  },
})
