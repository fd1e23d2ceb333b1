import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)
// Exits by itself, since open connections would keep it.
const program = `
  const started = performance.now()
  await import(process.argv[1])
  process.stdout.write(String(performance.now() - started), () => process.exit())
`

/** Milliseconds that a fresh process takes to import a module, everything that the module awaits included. */
export async function importMs(file: string, environment: Record<string, string | undefined>): Promise<number> {
  const args = ['--input-type=module', '--eval', program, file]
  const { stdout } = await run(process.execPath, args, { env: { ...process.env, ...environment } })
  return Number(stdout)
}
