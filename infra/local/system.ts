import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { getConnInfo } from '@hono/node-server/conninfo'
import { type Context, Hono } from 'hono'
import { apiApp } from '../../functions/api/app.ts'
import { wholeDeskApp } from '../../functions/desk/whole-app.ts'
import { mailEventsHandler } from '../../functions/mail-events/handler.ts'
import { mcpApp } from '../../functions/mcp/app.ts'
import { writeToolList } from '../../functions/mcp/tool-list.ts'
import { pagesApp } from '../../functions/pages/app.ts'
import { obligationHandlers } from '../../functions/sweep/handlers.ts'
import { webhooksApp } from '../../functions/webhooks/app.ts'
import type { Deps } from '../../shared/deps.ts'
import { openDeskDeps } from '../../shared/desk-deps.ts'
import { type Month, monthOf, previousMonth } from '../../shared/domain/calendar.ts'
import { jsonLog } from '../../shared/log.ts'
import { senderDeps } from '../../shared/sending.ts'
import { readBooks } from '../../shared/usecases/ledger/books.ts'
import { relistMembers } from '../../shared/usecases/members/relist-members.ts'
import { tellLoan } from '../../shared/usecases/receiving/tell-loan.ts'
import { CommandRefusal } from '../command-refusal.ts'
import { addIndexes } from './create-table.ts'
import type { DataDirectory, StartState } from './data-directory.ts'
import { seedDemo } from './demo/demo.ts'
import { addDemoSubscriber, moveDemoSubscriber } from './demo/subscriber.ts'
import { openDoor } from './door.ts'
import type { Engine } from './engine.ts'
import { startOnFreePort } from './free-port.ts'
import { homeApp } from './home/home-app.ts'
import { readHome } from './home/home-view.ts'
import { openJobMachine } from './job-machine.ts'
import { listen } from './listen.ts'
import { deployment } from './local-config.ts'
import { localProgramme } from './local-programme.ts'
import { openEmpty } from './open-empty.ts'
import { localReference } from './reference.ts'
import { startStandIns } from './stand-ins.ts'
import type { StartOptions } from './start-options.ts'
import { startSweeping } from './sweeping.ts'
import { welcome } from './welcome.ts'

const preferredIssuerPort = 8300
const preferredWebhooksPort = 8600
const preferredPagesPort = 8750
const preferredHomePort = 8800
const preferredDeskPort = 8900

/** What a system starts with: its data, the state that the last start left, the engine (still starting), and the clock. */
type StartingPoint = {
  data: DataDirectory
  state: StartState | undefined
  engine: Promise<Engine>
  now: () => Date
  /** Everything that must be stopped later is added here as soon as it runs. */
  toStop: (() => Promise<unknown>)[]
}

/** Starts the whole system, with the demo in new data, and prints its addresses. */
export async function startSystem(
  { empty, port }: Pick<StartOptions, 'empty' | 'port'>,
  { data, state, engine, now, toStop }: StartingPoint,
): Promise<void> {
  const apiDoor = await openDoor(port)
  toStop.push(apiDoor.stop)
  const pages = await openDoor(preferredPagesPort)
  toStop.push(pages.stop)
  const desk = await openDoor(preferredDeskPort)
  toStop.push(desk.stop)
  const standIns = await startStandIns({
    data,
    engine,
    issuerPort: state?.issuerPort ?? preferredIssuerPort,
    publicUrl: apiDoor.endpoint,
    pagesUrl: pages.endpoint,
    deskUrl: desk.endpoint,
    isIndexed: empty || state?.lastMonth !== undefined,
    now,
  })
  toStop.push(standIns.stop)
  const issuerPort = standIns.issuer.port
  const running = { issuerPort, pid: process.pid, endpoints: standIns.endpoints }
  await data.save({ ...running, lastMonth: state?.lastMonth })

  const log = jsonLog(console.log, now)
  const deps = await openDeskDeps(standIns.config, { programme: localProgramme, now, log }, () => {})
  standIns.machine.open(await openJobMachine(deps))
  const lastMonth = state?.lastMonth ?? (await fillLedger(deps, empty))
  if (state?.lastMonth !== undefined) await relistMembers(deps)
  await data.save({ ...running, lastMonth })
  await refuseTimeTravel(deps, lastMonth, data.root)

  standIns.mailbox.sendEventsTo(mailEventsHandler(deps))
  toStop.push(startSweeping(deps, obligationHandlers({ ...deps, ...senderDeps(standIns.config) })).stop)
  apiDoor.open(apiApp(deps, localReference))
  const doors = webhooksApp({ ...deps, tellLoan: tellLoan(deps) }, addressOf)
  const webhooks = await startOnFreePort(preferredWebhooksPort, (free) => listen(doors, free))
  toStop.push(webhooks.stop)
  // The pages and the endpoint for assistants share one address, as in the deployed system.
  pages.open(new Hono().route('/', mcpApp(deps, writeToolList())).route('/', pagesApp(deps)))
  desk.open(wholeDeskApp(deps))
  const at = { api: apiDoor.endpoint, webhooks: webhooks.endpoint, pages: pages.endpoint, desk: desk.endpoint }
  const addresses = { ...standIns.endpoints, ...at }
  const readThis = () => readHome(deps, standIns.issuer, { addresses, month: lastMonth })
  const home = await startOnFreePort(preferredHomePort, (free) => listen(homeApp(readThis), free))
  toStop.push(home.stop)
  if (state?.lastMonth !== undefined) await moveDemoSubscriber(deps, home.endpoint)
  else if (!empty) await addDemoSubscriber(deps, home.endpoint)
  await data.save({ ...running, lastMonth, ...at, home: home.endpoint })
  console.log(welcome(home.endpoint, (await readThis()).figures))
}

/** Calls come directly, without a proxy. */
function addressOf(c: Context): string {
  return getConnInfo(c).remote.address ?? ''
}

/** Fills a new ledger with the demo, or opens an empty one. Returns the month to show. */
async function fillLedger(deps: Deps, empty: boolean): Promise<Month> {
  const lastMonth = previousMonth(monthOf(deps.now(), deps.frame.programme.zone))
  if (empty) await openEmpty(deps)
  else await makeDemo(deps, lastMonth)
  return lastMonth
}

async function makeDemo(deps: Deps, lastMonth: Month): Promise<void> {
  const started = performance.now()
  const seconds = () => `${((performance.now() - started) / 1_000).toFixed(1).padStart(5)} s`
  console.log('Making the demo, month by month (only the first time):')
  const progress = (line: string) => console.log(`${line}  ${seconds()}`)
  await seedDemo(deps, lastMonth, {
    progress,
    addIndexes: () => addIndexes(new DynamoDBClient({}), deployment),
  })
}

/**
 * Refuses a clock before the end of the data, because the ledger does not go back in time: nothing can be posted in a
 * closed month, or before the demo ends.
 */
async function refuseTimeTravel(deps: Deps, lastMonth: Month, root: string): Promise<void> {
  const current = monthOf(deps.now(), deps.frame.programme.zone)
  const { closedThrough } = await readBooks(deps)
  const reached = closedThrough > lastMonth ? closedThrough : lastMonth
  if (current <= reached)
    throw new CommandRefusal(
      `The data in ${root} end in ${reached}, but the clock says ${current}: set --now to a later day, or start over with --fresh.`,
      2,
    )
}
