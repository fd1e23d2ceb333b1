import { execFileSync } from 'node:child_process'

/**
 * Whether a program is missing on this machine, so that tests which need it are skipped. `TOOLS=all`
 * promises that every program is installed; then such tests fail instead.
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
