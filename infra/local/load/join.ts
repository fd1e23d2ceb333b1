import type { Config } from '../../../shared/config.ts'
import { type Deps, openDeps } from '../../../shared/deps.ts'
import type { Month } from '../../../shared/domain/calendar.ts'
import { jsonLog } from '../../../shared/log.ts'
import { CommandRefusal } from '../../command-refusal.ts'
import { dataDirectory } from '../data-directory.ts'
import { pointSdkTo } from '../endpoints.ts'
import { deployment, localConfig } from '../local-config.ts'
import { localProgramme } from '../local-programme.ts'
import { openEmptyLedger } from '../open-empty.ts'
import { isRunning } from '../running.ts'
import { readRunningClock } from '../running-clock.ts'
import { startStandIns } from '../stand-ins.ts'

const preferredIssuerPort = 8300
const now = () => new Date()

/** A local system to load into, and how to leave it. */
export type JoinedSystem = { deps: Deps; stop: () => Promise<unknown> }

/**
 * Joins the system that runs on a directory. If none runs, starts the stand-ins for AWS on it; a new directory gets no
 * demo. `lastMonth` is the month that the system then shows. The work runs in this process, by the system's clock.
 */
export async function joinSystem(root: string, lastMonth: Month): Promise<JoinedSystem> {
  const data = dataDirectory(root)
  const state = await data.readState()
  if (state?.endpoints && (await isRunning({ ...data, ...state }))) {
    if (state.lastMonth === undefined)
      throw new CommandRefusal(
        `${root} does not have the whole demo yet: wait until npm start has printed its address.`,
      )
    pointSdkTo(state.endpoints)
    const config = localConfig(deployment, state.endpoints.issuer)
    const clock = state.api === undefined ? now : await readRunningClock(state.api)
    return { deps: await openDepsHere(config, clock), stop: async () => {} }
  }
  if (state && state.lastMonth === undefined)
    throw new CommandRefusal(`${root} has a demo that was not finished: run npm start, or name another --data.`)
  const release = await data.claim()
  const standIns = await startStandIns({
    data,
    issuerPort: state?.issuerPort ?? preferredIssuerPort,
    now,
  })
  const deps = await openDepsHere(standIns.config, now)
  await openEmptyLedger(deps)
  await data.save({
    issuerPort: standIns.issuer.port,
    pid: process.pid,
    lastMonth: state?.lastMonth ?? lastMonth,
    endpoints: standIns.endpoints,
  })
  return { deps, stop: () => standIns.stop().finally(release) }
}

/** Runs imports in this process, where progress is shown, instead of in the state machine. */
async function openDepsHere(config: Config, clock: () => Date): Promise<Deps> {
  const log = jsonLog(console.error, clock)
  const deps = await openDeps(config, {
    programme: localProgramme,
    now: clock,
    log: (level, message, fields) => {
      if (level !== 'info') log(level, message, fields)
    },
  })
  return { ...deps, jobs: { start: async () => {} } }
}
