import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'

/**
 * The long runs: what takes longer than the suite may, what of the suite can go on at length, and the published row at one
 * tenth; with --full, at its full size (which takes an hour more). Other arguments are vitest's.
 */
const args = process.argv.slice(2)
const vitest = spawn(
  process.execPath,
  [
    path.join(import.meta.dirname, '../node_modules/vitest/vitest.mjs'),
    ...['run', '--config', 'test/vitest.config.ts', ...args.filter((arg) => arg !== '--full')],
  ],
  { stdio: 'inherit', env: { ...process.env, DEEP: '1', ...(args.includes('--full') && { FULL: '1' }) } },
)
const [code]: unknown[] = await once(vitest, 'close')
process.exit(typeof code === 'number' ? code : 1)
