import { cpus, loadavg } from 'node:os'
import { startStandIns } from '../support/stand-ins.ts'
import { makeSeededBed, type SeededBed } from './bed.ts'
import { bundles } from './bundles.ts'
import { capacity } from './capacity.ts'
import { coldStarts } from './cold-starts.ts'
import { deskPages } from './desk.ts'
import { events } from './events.ts'
import { handlers } from './handlers.ts'
import { http } from './http.ts'
import { importCost } from './import-cost.ts'
import { lists } from './lists.ts'
import { loans } from './loans.ts'
import { type Meter, startMeter } from './meter.ts'
import { publicPages } from './pages.ts'
import { note } from './report.ts'
import { reports } from './reports.ts'
import { sizes } from './sizes.ts'
import { measureVerifying } from './verifying.ts'
import { webhooks } from './webhooks.ts'
import { writers } from './writers.ts'

type Means = { meter: Meter; enginePid: number | undefined; seededBed: () => Promise<SeededBed> }

const parts: Record<string, (means: Means) => Promise<void>> = {
  capacity: async ({ meter, seededBed }) => capacity(await seededBed(), meter),
  handler: async ({ meter, seededBed }) => handlers(await seededBed(), meter),
  desk: async ({ seededBed }) => deskPages(await seededBed()),
  writers,
  webhooks,
  events,
  page: publicPages,
  bundle: bundles,
  cold: coldStarts,
  verifying: measureVerifying,
  import: ({ enginePid }) => importCost(enginePid),
  scale: () => sizes(scales.length > 0 ? scales : [28.4, 2.84, 1]),
  lists: () => lists(scales[0] ?? 28.4),
  http: () => http(scales[0] ?? 100),
  loans: () => loans(scales[0]),
  reports: () => reports(scales[0] ?? 28.4),
}
/** These load many members first, so they run only when they are named. */
const onDemand = ['events', 'import', 'scale', 'lists', 'http', 'loans', 'reports']

/**
 * `lists 1` measures lists with every published member, `loans 1000` that many events of loans, `reports 1` the report
 * of every published member, `scale 28.4 2.84` ledgers with about 10,000 and 100,000 members.
 */
const scales = process.argv
  .slice(2)
  .map(Number)
  .filter((scale) => scale > 0)
const wantedParts = process.argv.slice(2).filter((word) => !(Number(word) > 0))
const unknown = wantedParts.filter((name) => !Object.hasOwn(parts, name))
if (unknown.length > 0) {
  console.error(`No such part: ${unknown.join(', ')}. There are: ${Object.keys(parts).join(', ')}`)
  process.exit(2)
}

const started = performance.now()
const standIns = await startStandIns(1)
const meter = await startMeter(process.env.AWS_ENDPOINT_URL_DYNAMODB ?? '')
let bed: Promise<SeededBed> | undefined
const seededBed = () => {
  bed ??= makeSeededBed()
  return bed
}
note(`${cpus().length} processors, load ${loadavg()[0]?.toFixed(1)}, Node ${process.version}.`)
for (const [name, part] of Object.entries(parts))
  if (wantedParts.includes(name) || (wantedParts.length === 0 && !onDemand.includes(name)))
    await part({ meter, enginePid: standIns.pids[0], seededBed })
await meter.stop()
await standIns.stop()
note(`${((performance.now() - started) / 1000).toFixed(0)} seconds; load at the end ${loadavg()[0]?.toFixed(1)}.`)
