import { fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import * as z from 'zod'
import { Instant, Month } from '../../../shared/domain/calendar.ts'
import { CommandRefusal } from '../../command-refusal.ts'
import { compileCache } from '../compile-cache.ts'
import { Endpoints } from '../endpoints.ts'
import { endProcess } from '../tethered-process.ts'

/**
 * What the process needs to make a demo: the configuration as environment variables, the addresses of the stand-ins, the
 * last month of the demo, and the time of the system's clock.
 */
export const DemoTask = z.object({
  settings: z.record(z.string(), z.string()),
  endpoints: Endpoints,
  lastMonth: Month,
  now: Instant,
})
export type DemoTask = z.infer<typeof DemoTask>

/**
 * Starts a process that makes the demo. When it ends, all the memory that the demo took is free again. The process loads
 * its modules at once, while the stand-ins are still starting, and then waits for its task.
 */
export function startDemoProcess() {
  const child = fork(path.join(import.meta.dirname, 'make-demo.ts'), {
    env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
    execArgv: [],
  })
  const exit = once(child, 'exit')
  return {
    /** Makes the demo. Throws `CommandRefusal` if it fails. The process has then printed the reason. */
    async make(task: DemoTask): Promise<void> {
      child.send(task)
      const [exitCode] = await exit
      if (exitCode !== 0) throw new CommandRefusal('The demo was not made.')
    },
    stop: () => endProcess(child),
  }
}
