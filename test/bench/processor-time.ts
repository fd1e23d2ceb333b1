import { readFile } from 'node:fs/promises'

/** A tick of Linux' accounts of processes. */
const tickMs = 10

/** The processor time (milliseconds) that a process has taken so far, as Linux tells it. */
export async function processorTime(pid: number | undefined): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  // After the name of the command come the state and, as the 12th and 13th of its fields, the ticks of user and system.
  const [user = 0, system = 0] = stat.split(') ').at(-1)?.split(' ').slice(11, 13).map(Number) ?? []
  return (user + system) * tickMs
}
