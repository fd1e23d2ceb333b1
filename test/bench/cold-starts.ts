import { readFile } from 'node:fs/promises'
import { lambdaEnvironment } from '../support/built-functions.ts'
import { startRuntime } from '../support/runtime-process.ts'
import { makeBed } from './bed.ts'
import { processorTime } from './processor-time.ts'
import { type Built, buildFunctions } from './reference-bundles.ts'
import { print, times } from './report.ts'
import { median, range } from './samples.ts'

const rounds = 7
/** Linux counts processor time in hundredths of a second: `sysconf(_SC_CLK_TCK)`. */
type Start = { ms: number; cpuMs: number; MiB: number }

/**
 * Measures time and memory of each function from the start of its process until it asks for its first event, under AWS's
 * runtime client. Compares each with a function that only loads the same clients of the SDK.
 */
export async function coldStarts(): Promise<void> {
  const { config } = await makeBed()
  const { functions } = await buildFunctions()
  const pairs = functions.map(({ name, whole, sdk }) => ({ name, taken: new Map([whole, sdk].map(noStarts)) }))
  for (let round = 0; round < rounds; round++)
    for (const { name, taken } of pairs)
      for (const [{ file }, starts] of taken) starts.push(await startOf(name, file, lambdaEnvironment(name, config)))
  print({
    title: 'Cold starts',
    says:
      'From the start of the process until the function asks for its first event, under AWS’s runtime client on this machine; bare: a ' +
      `function that does nothing, with the same clients of the SDK. Median [least–most] of ${rounds}; MiB: the most memory so far.`,
    columns: ['function', 'ms', 'bare', 'CPU ms', 'bare', 'CPU/bare', 'MiB', 'bare'],
    rows: pairs.map(({ name, taken }) => {
      const [ours = [], bare = []] = [...taken.values()]
      const valuesOf = (starts: Start[], what: keyof Start) => starts.map((start) => start[what])
      const cpu = [ours, bare].map((starts) => median(valuesOf(starts, 'cpuMs')))
      return [
        ...[
          name,
          range(valuesOf(ours, 'ms')),
          range(valuesOf(bare, 'ms')),
          range(valuesOf(ours, 'cpuMs')),
          range(valuesOf(bare, 'cpuMs')),
        ],
        times(cpu[0] ?? 0, cpu[1] ?? 0),
        ...[range(valuesOf(ours, 'MiB')), range(valuesOf(bare, 'MiB'))],
      ]
    }),
  })
}

const noStarts = (built: Built): [Built, Start[]] => [built, []]

async function startOf(name: string, file: string, environment: NodeJS.ProcessEnv): Promise<Start> {
  const began = performance.now()
  const runtime = await startRuntime(name, file, environment)
  await runtime.ready
  const ms = performance.now() - began
  const cpuMs = await processorTime(runtime.pid)
  const status = await readFile(`/proc/${runtime.pid}/status`, 'utf8')
  runtime.stop()
  const peak = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]
  return { ms, cpuMs, MiB: Number(peak) / 1024 }
}
