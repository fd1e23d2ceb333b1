import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * The long runs: tests that take too long for the suite, longer runs of the suite's properties, and the published row at one
 * twentieth; with --full, at its full size (which takes an hour more). Other arguments are vitest's. Without any, mutations of
 * the rules are tried first: each changes a rule in one place, and a test of the domain must fail.
 */
const args = process.argv.slice(2)
const stryker = import.meta.resolve('@stryker-mutator/core/package.json')
const vitest = import.meta.resolve('vitest/package.json')

async function run(manifest: string, program: string, given: string[], env: NodeJS.ProcessEnv = {}): Promise<void> {
  const child = spawn(process.execPath, [fileURLToPath(new URL(program, manifest)), ...given], {
    cwd: path.join(import.meta.dirname, '..'),
    stdio: 'inherit',
    env: { ...process.env, ...env },
  })
  const [code]: unknown[] = await once(child, 'close')
  if (code !== 0) process.exitCode = 1
}

const files = args.filter((arg) => arg !== '--full')
if (files.length === 0) await run(stryker, 'bin/stryker.js', ['run', 'test/mutation/stryker.json'])
await run(vitest, 'vitest.mjs', ['run', '--config', 'test/vitest.config.ts', ...files], {
  DEEP: '1',
  ...(args.includes('--full') && { FULL: '1' }),
})
