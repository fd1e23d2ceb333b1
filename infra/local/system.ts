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
import { toEnvironment } from '../../shared/config.ts'
import type { Deps } from '../../shared/deps.ts'
import { openDeskDeps } from '../../shared/desk-deps.ts'
import { type Month, monthOf, previousMonth } from '../../shared/domain/calendar.ts'
import { jsonLog } from '../../shared/log.ts'
import { senderDeps } from '../../shared/sending.ts'
import { readBooks } from '../../shared/usecases/ledger/books.ts'
import { relistMembers } from '../../shared/usecases/members/relist-members.ts'
import { tellLoan } from '../../shared/usecases/receiving/tell-loan.ts'
import { CommandRefusal } from '../command-refusal.ts'
import type { DataDirectory, StartState } from './data-directory.ts'
import { startDemoProcess } from './demo/demo-process.ts'
import { addDemoSubscriber, moveDemoSubscriber } from './demo/subscriber.ts'
import { openDoor } from './door.ts'
import type { Engine } from './engine.ts'
import { startOnFreePort } from './free-port.ts'
import { homeApp } from './home/home-app.ts'
import { readHome } from './home/home-view.ts'
import { openJobMachine } from './job-machine.ts'
import { listen } from './listen.ts'
import { localProgramme } from './local-programme.ts'
import { openEmptyLedger } from './open-empty.ts'
import { localReference } from './reference.ts'
import { startStandIns } from './stand-ins.ts'
import type { StartOptions } from './start-options.ts'
import { startSweeping } from './sweeping.ts'
import { writeWelcome } from './welcome.ts'

const preferredIssuerPort = 8300
const preferredWebhooksPort = 8600
const preferredPagesPort = 8750
const preferredHomePort = 8800
const preferredDeskPort = 8900

/** What a system starts with: its data, the state that the last start stored, the engine (still starting), and the clock. */
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
  const demo = empty || state?.lastMonth !== undefined ? undefined : startDemoProcess()
  if (demo) toStop.push(demo.stop)
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
  const runState = { issuerPort, pid: process.pid, endpoints: standIns.endpoints }
  await data.save({ ...runState, lastMonth: state?.lastMonth })

  const log = jsonLog(console.log, now)
  const deps = await openDeskDeps(standIns.config, { programme: localProgramme, now, log }, () => {})
  standIns.machine.open(await openJobMachine(deps))
  const lastMonth = state?.lastMonth ?? previousMonth(monthOf(now(), deps.frame.programme.zone))
  if (demo) {
    const settings = toEnvironment(standIns.config)
    await demo.make({ settings, endpoints: standIns.endpoints, lastMonth, now: now().toISOString() })
  } else if (state?.lastMonth === undefined) await openEmptyLedger(deps)
  if (state?.lastMonth !== undefined) await relistMembers(deps)
  await data.save({ ...runState, lastMonth })
  await refuseTimeTravel(deps, lastMonth, data.root)

  standIns.mailbox.sendEventsTo(mailEventsHandler(deps))
  toStop.push(startSweeping(deps, obligationHandlers({ ...deps, ...senderDeps(standIns.config) })).stop)
  apiDoor.open(apiApp(deps, localReference))
  const doors = webhooksApp({ ...deps, tellLoan: tellLoan(deps) }, readAddress)
  const webhooks = await startOnFreePort(preferredWebhooksPort, (free) => listen(doors, free))
  toStop.push(webhooks.stop)
  // The pages and the endpoint for assistants share one address, as in the deployed system.
  pages.open(new Hono().route('/', mcpApp(deps, writeToolList())).route('/', pagesApp(deps)))
  desk.open(wholeDeskApp(deps))
  const ownAddresses = {
    api: apiDoor.endpoint,
    webhooks: webhooks.endpoint,
    pages: pages.endpoint,
    desk: desk.endpoint,
  }
  const addresses = { ...standIns.endpoints, ...ownAddresses }
  const readView = () => readHome(deps, standIns.issuer, { addresses, month: lastMonth })
  const home = await startOnFreePort(preferredHomePort, (free) => listen(homeApp(readView), free))
  toStop.push(home.stop)
  if (state?.lastMonth !== undefined) await moveDemoSubscriber(deps, home.endpoint)
  else if (!empty) await addDemoSubscriber(deps, home.endpoint)
  await data.save({ ...runState, lastMonth, ...ownAddresses, home: home.endpoint })
  console.log(writeWelcome(home.endpoint, (await readView()).figures))
}

/** Calls come directly, without a proxy. */
function readAddress(c: Context): string {
  return getConnInfo(c).remote.address ?? ''
}

/**
 * Refuses a clock before the end of the data, because the ledger does not go back in time: nothing can be posted in a
 * closed month, or before the demo ends.
 */
async function refuseTimeTravel(deps: Deps, lastMonth: Month, root: string): Promise<void> {
  const current = monthOf(deps.now(), deps.frame.programme.zone)
  const { closedThrough } = await readBooks(deps)
  const dataEnd = closedThrough > lastMonth ? closedThrough : lastMonth
  if (current <= dataEnd)
    throw new CommandRefusal(
      `The data in ${root} end in ${dataEnd}, but the clock says ${current}: set --now to a later day, or start over with --fresh.`,
      2,
    )
}
