import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'

/** Runs a module's source in a process of its own and waits for the first line that it prints. */
export async function startProgram(source: string) {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [firstLine]: unknown[] = await Promise.race([
    once(createInterface(child.stdout), 'line'),
    once(child, 'close').then(([code]) => Promise.reject(new Error(`The program ended (code ${code}) without a word`))),
  ])
  return { firstLine: String(firstLine), kill: (signal: NodeJS.Signals) => child.kill(signal) }
}

/** Whether a process with this id runs. An ended process that the system has not reaped yet does not count. */
export function isAlive(pid: number | undefined): boolean {
  if (pid === undefined) return false
  try {
    process.kill(pid, 0)
    return !(existsSync('/proc/self/stat') && /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8')))
  } catch {
    return false
  }
}

/** Waits until no process with this id exists, at most 5 seconds. */
export async function untilGone(pid: number): Promise<void> {
  for (let waited = 0; isAlive(pid); waited += 20) {
    if (waited > 5_000) throw new Error(`Process ${pid} is still there`)
    await sleep(20)
  }
}
