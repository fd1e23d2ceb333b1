import { execFileSync } from 'node:child_process'

/**
 * Whether a program is not on this machine, so that what needs it is passed over. Never with `TOOLS=all`, which promises
 * that every one is there: what needs it then fails instead.
 */
export function isMissing(program: string): boolean {
  if (process.env.TOOLS === 'all') return false
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' })
    return false
  } catch {
    return true
  }
}
