import { startReceiver, subscribe, sweepEvents } from '../support/event-receiver.ts'
import { jakarta, register } from '../support/registering.ts'
import { assembleTestDeps, type TestDeps } from '../support/test-deps.ts'
import { readUnits, writtenBy } from './calls.ts'
import type { Call, Meter } from './meter.ts'
import { type Cell, print } from './report.ts'
import { through } from './through.ts'

const subscriberCount = 10
const actCounts = [1, 10, 110]

/** Counts what logging and sending the events of some acts to ten subscribers asks of the table. */
export async function events({ meter }: { meter: Meter }): Promise<void> {
  const deps = await jakarta()
  const { programme } = deps.frame
  const assembled = await through(meter.endpoint, () => assembleTestDeps(deps.tableName, programme, deps))
  const metered: TestDeps = { ...deps, ...assembled, push: deps.push, pause: deps.pause }
  const receivers = await Promise.all(Array.from({ length: subscriberCount }, startReceiver))
  for (const { target } of receivers) await subscribe(deps, target, { types: ['member.attained'] })
  await sweepEvents(deps)
  const rows: Cell[][] = []
  for (const acts of actCounts) {
    for (let i = 0; i < acts; i++) await register(deps)
    const before = countTaken(receivers)
    const { calls } = await meter.recordCalls(() => sweepEvents(metered), { inRounds: false })
    rows.push([acts, countTaken(receivers) - before, ...countCalls(calls)])
  }
  await Promise.all(receivers.map(({ stop }) => stop()))
  print({
    title: `Events for ${subscriberCount} subscribers`,
    says:
      'Two sweeps after some acts with one event each. written: items; of lines: those that hold how far a subscriber is. ' +
      'units: written items, twice in a transaction, without indexes. RCU: what was read.',
    columns: ['acts', 'pushes', 'calls', 'calls that write', 'written', 'of lines', 'units', 'RCU'],
    rows,
  })
}

const countTaken = (receivers: { got: unknown[] }[]): number => receivers.reduce((sum, { got }) => sum + got.length, 0)

function countCalls(calls: Call[]): Cell[] {
  const written = calls.flatMap(writtenBy)
  const ofLines = written.filter(({ key }) => key.sk?.S === 'LINE').length
  const units = written.reduce((sum, { inTransaction }) => sum + (inTransaction ? 2 : 1), 0)
  const writing = calls.filter((call) => writtenBy(call).length > 0).length
  return [calls.length, writing, written.length, ofLines, units, readUnits(calls)]
}
