import { enableCompileCache } from 'node:module'
import { exitWithError } from '../command-line.ts'
import { compileCache } from './compile-cache.ts'
import { type DataDirectory, dataDirectory, type StartState } from './data-directory.ts'
import { startEngine } from './engine.ts'
import { offsetClock } from './offset-clock.ts'
import { readStartOptions, type StartOptions, usage } from './start-options.ts'

const patienceMs = 2_500
const toStop: (() => Promise<unknown>)[] = []
let isStopping = false

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop())
try {
  const options = readStartOptions(process.argv.slice(2))
  if (options.help) console.log(usage)
  else await start(options)
} catch (error) {
  // Stopping interrupts work in progress. Such an error is expected, so it is not reported.
  if (!isStopping) exitWithError(error)
}

/** Stops everything once, even if asked again. Child processes end with this one in any case. */
async function stop(): Promise<void> {
  if (isStopping) return
  isStopping = true
  setTimeout(() => process.exit(0), patienceMs)
  for (const each of toStop.toReversed()) await each().catch(() => {})
  process.exit(0)
}

async function start(options: StartOptions): Promise<void> {
  const data = dataDirectory(options.data)
  const release = await data.claim()
  toStop.push(async () => release())
  const state = await readLastState(data, options.fresh)
  console.log('Starting ...')
  // A later start reuses what this one compiles.
  enableCompileCache(compileCache)
  const engine = startEngine(data)
  // Without a handler, Node would end the process if the engine fails before `startSystem` awaits it.
  engine.catch(() => {})
  // Loading the system takes a second, and so does starting the engine, so both run side by side.
  const { startSystem } = await import('./system.ts')
  await startSystem(options, { data, state, engine, now: offsetClock(options.now), toStop })
}

/**
 * Reads the state that the last start left, and clears its addresses. If that start did not finish its demo, removes the
 * data too, so that the demo is made again.
 */
async function readLastState(data: DataDirectory, fresh: boolean): Promise<StartState | undefined> {
  if (fresh) {
    await data.removeAll()
    return undefined
  }
  const state = await data.readState()
  if (!state) return undefined
  const { issuerPort, lastMonth } = state
  if (!lastMonth) await data.removeTableAndObjects()
  // Clears the addresses, because other commands would use them.
  await data.save({ issuerPort, lastMonth })
  return { issuerPort, lastMonth }
}
