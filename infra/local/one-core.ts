import { existsSync, readFileSync } from 'node:fs'

const taskset = '/usr/bin/taskset'

/**
 * Keeps a command on one core: the `nth` of those that this process may use. If the system cannot do this, returns the
 * command as it is. The DynamoDB engine hands every item from thread to thread. Across cores, it spends most of the
 * time on waking the other thread. On one core it writes twice as fast, and leaves the other cores to its callers.
 */
export function pinToCore(nth: number, command: string, args: string[]): { command: string; args: string[] } {
  const cores = readAllowedCores()
  const core = cores[nth % cores.length]
  if (core === undefined || !existsSync(taskset)) return { command, args }
  return { command: taskset, args: ['--cpu-list', `${core}`, command, ...args] }
}

/** Numbers of the cores on which Linux lets this process run. Empty on another system. */
function readAllowedCores(): number[] {
  if (process.platform !== 'linux') return []
  const [, list = ''] = /^Cpus_allowed_list:\s*(\S+)$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
  return list.split(',').flatMap((range) => {
    const [first = 0, last = first] = range.split('-').map(Number)
    return Array.from({ length: last - first + 1 }, (_, i) => first + i)
  })
}
