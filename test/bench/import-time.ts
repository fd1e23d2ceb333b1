import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import * as z from 'zod'

const run = promisify(execFile)
// Exits explicitly, because open connections would keep the process alive.
const program = `
  const [began, used] = [performance.now(), process.cpuUsage()]
  await import(process.argv[1])
  const { user, system } = process.cpuUsage(used)
  const told = { ms: performance.now() - began, cpuMs: (user + system) / 1000, MiB: process.memoryUsage().rss / 2 ** 20 }
  process.stdout.write(JSON.stringify(told), () => process.exit())
`

const Import = z.object({ ms: z.number(), cpuMs: z.number(), MiB: z.number() })
/**
 * What a fresh process spent on importing a module and all that it awaits: wall time, processor time, and the memory
 * afterwards.
 */
export type Import = z.infer<typeof Import>

/** Imports a module in a fresh process. */
export async function importOf(file: string, environment: Record<string, string | undefined>): Promise<Import> {
  const args = ['--input-type=module', '--eval', program, file]
  const { stdout } = await run(process.execPath, args, { env: { ...process.env, ...environment } })
  return Import.parse(JSON.parse(stdout))
}
