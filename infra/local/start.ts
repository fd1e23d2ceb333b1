import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import { apiApp } from '../../functions/api/app.ts'
import { mailEventsHandler } from '../../functions/mail-events/handler.ts'
import { pagesApp } from '../../functions/pages/app.ts'
import { obligationHandlers } from '../../functions/sweep/handlers.ts'
import { webhooksApp } from '../../functions/webhooks/app.ts'
import { type Deps, openDeps } from '../../shared/deps.ts'
import { type Month, monthOf, previousMonth } from '../../shared/domain/calendar.ts'
import { jsonLog } from '../../shared/log.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'
import { senderDeps } from '../../shared/sending.ts'
import { booksOf } from '../../shared/usecases/ledger/books.ts'
import { tellLoan } from '../../shared/usecases/receiving/tell-loan.ts'
import { fail } from '../command-line.ts'
import { CommandRefusal } from '../command-refusal.ts'
import { addIndexes } from './create-table.ts'
import { type DataDirectory, dataDirectory, type StartState } from './data-directory.ts'
import { seedDemo } from './demo/demo.ts'
import { openDoor } from './door.ts'
import { onFreePort } from './free-port.ts'
import { homeApp } from './home/home-app.ts'
import { readHome } from './home/home-view.ts'
import { jobMachine } from './job-machine.ts'
import { listen } from './listen.ts'
import { deployment } from './local-config.ts'
import { offsetClock } from './offset-clock.ts'
import { openEmpty } from './open-empty.ts'
import { localReference } from './reference.ts'
import { startStandIns } from './stand-ins.ts'
import { type StartOptions, startOptions, usage } from './start-options.ts'
import { startSweeping } from './sweeping.ts'
import { welcome } from './welcome.ts'

const preferredIssuerPort = 8300
const preferredWebhooksPort = 8600
const preferredPagesPort = 8750
const preferredHomePort = 8800
const patienceMs = 2_500
const toStop: (() => Promise<unknown>)[] = []
let isStopping = false

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop())
try {
  const options = startOptions(process.argv.slice(2))
  if (options.help) console.log(usage)
  else await start(options)
} catch (error) {
  // What breaks because it is being stopped is no news.
  if (!isStopping) fail(error)
}

/** Stops everything, once, however often it is asked. Child processes end with this one in any case. */
async function stop(): Promise<void> {
  if (isStopping) return
  isStopping = true
  setTimeout(() => process.exit(0), patienceMs)
  for (const each of toStop.toReversed()) await each().catch(() => {})
  process.exit(0)
}

async function start({ fresh, empty, now: startAt, port, data: root }: StartOptions): Promise<void> {
  const data = dataDirectory(root)
  const release = await data.claim()
  toStop.push(async () => release())
  const now = offsetClock(startAt)
  const state = await stateToGoOnFrom(data, fresh)
  console.log('Starting ...')
  const door = await openDoor(port)
  toStop.push(door.stop)
  const pages = await openDoor(preferredPagesPort)
  toStop.push(pages.stop)
  const standIns = await startStandIns({
    data,
    issuerPort: state?.issuerPort ?? preferredIssuerPort,
    publicUrl: door.endpoint,
    pagesUrl: pages.endpoint,
    isIndexed: empty || state?.lastMonth !== undefined,
    now,
  })
  toStop.push(standIns.stop)
  const issuerPort = standIns.issuer.port
  const running = { issuerPort, pid: process.pid, endpoints: standIns.endpoints }
  await data.save({ ...running, lastMonth: state?.lastMonth })

  const log = jsonLog(console.log, now)
  const deps = await openDeps(standIns.config, { programme: jakpreneur, now, log })
  standIns.machine.open(await jobMachine(deps))
  const lastMonth = state?.lastMonth ?? (await filled(deps, empty))
  await data.save({ ...running, lastMonth })
  await refuseTimeTravel(deps, lastMonth, root)

  standIns.mailbox.tellTo(mailEventsHandler(deps))
  toStop.push(startSweeping(deps, obligationHandlers({ ...deps, ...senderDeps(standIns.config) })).stop)
  door.open(apiApp(deps, localReference))
  const doors = webhooksApp({ ...deps, metrics: () => {}, tellLoan: tellLoan(deps) }, addressOf)
  const webhooks = await onFreePort(preferredWebhooksPort, (free) => listen(doors, free))
  toStop.push(webhooks.stop)
  pages.open(pagesApp(deps))
  const at = { api: door.endpoint, webhooks: webhooks.endpoint, pages: pages.endpoint }
  const addresses = { ...standIns.endpoints, ...at }
  const readThis = () => readHome(deps, standIns.issuer, { addresses, month: lastMonth })
  const home = await onFreePort(preferredHomePort, (free) => listen(homeApp(readThis), free))
  toStop.push(home.stop)
  await data.save({ ...running, lastMonth, ...at, home: home.endpoint })
  console.log(welcome(home.endpoint, (await readThis()).figures))
}

/** Whoever calls here calls directly. */
function addressOf(c: Context): string {
  return getConnInfo(c).remote.address ?? ''
}

/** What the last start left, without its addresses; when its demo was not finished, nothing but the port. */
async function stateToGoOnFrom(data: DataDirectory, fresh: boolean): Promise<StartState | undefined> {
  if (fresh) {
    await data.removeAll()
    return undefined
  }
  const state = await data.state()
  if (!state) return undefined
  const { issuerPort, lastMonth } = state
  if (!lastMonth) await data.removeLedger()
  // Whoever looks meanwhile is not to take this start for the last one.
  await data.save({ issuerPort, lastMonth })
  return { issuerPort, lastMonth }
}

/** Fills a new ledger with the demo, or opens an empty one. Gives the month to show. */
async function filled(deps: Deps, empty: boolean): Promise<Month> {
  const lastMonth = previousMonth(monthOf(deps.now(), deps.frame.programme.zone))
  if (empty) await openEmpty(deps)
  else await seeded(deps, lastMonth)
  return lastMonth
}

async function seeded(deps: Deps, lastMonth: Month): Promise<void> {
  const started = performance.now()
  const seconds = () => `${((performance.now() - started) / 1_000).toFixed(1).padStart(5)} s`
  console.log('Seeding the demo, month by month (once):')
  const progress = (line: string) => console.log(`${line}  ${seconds()}`)
  await seedDemo(deps, lastMonth, { progress, addIndexes: () => addIndexes(new DynamoDBClient({}), deployment) })
}

/** The ledger does not go back in time: in a month that is closed, or before the demo ends, nothing can be posted. */
async function refuseTimeTravel(deps: Deps, lastMonth: Month, root: string): Promise<void> {
  const current = monthOf(deps.now(), deps.frame.programme.zone)
  const { closedThrough } = await booksOf(deps)
  const reached = closedThrough > lastMonth ? closedThrough : lastMonth
  if (current <= reached)
    throw new CommandRefusal(
      `The data in ${root} have reached the end of ${reached}, and the clock says ${current}: set --now later, or start over with --fresh.`,
      2,
    )
}
