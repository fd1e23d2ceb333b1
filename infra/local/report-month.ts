import { setTimeout } from 'node:timers/promises'
import { readArgs, runCommand } from '../command-line.ts'
import { CommandRefusal } from '../command-refusal.ts'
import { warnOfClosingTime } from './closing-time.ts'
import { findRunningSystem } from './journeys/running-system.ts'

const usage = `npm run report:month -- [options]      closes every ended month of the running npm start, and issues and mails its report
  --data DIR   where the data of the running system live (.data)
  --help       print this`

const patienceMs = 120_000
const pollMs = 1_000
/** The states of a mail that no longer change. */
const finalStates = ['delivered', 'bounced', 'complained', 'suppressed', 'paused']

await runCommand(async (args) => {
  const { data, help } = readArgs(usage, {
    args,
    options: { data: { type: 'string', default: '.data' }, help: { type: 'boolean', default: false } },
  }).values
  if (help) console.log(usage)
  else await reportMonth(data)
})

async function reportMonth(root: string): Promise<void> {
  const { as, mailbox } = await findRunningSystem(root)
  const api = as('admin')
  const { items: months } = (await api.get('/v1/months')).data
  // Every month except the current one.
  for (const line of warnOfClosingTime(months.filter(({ status }) => status !== 'closed').length - 1)) console.log(line)
  const { data: closing } = await api.post('/v1/months/closings', { body: {} })
  console.log(
    closing.closed.length === 0
      ? 'Tidak ada bulan yang perlu ditutup / no month is waiting to be closed'
      : `Ditutup dan diterbitkan / closed and issued: ${closing.closed.join(', ')}`,
  )
  const last = (await api.get('/v1/issues')).data.items.at(-1)
  if (!last) throw new CommandRefusal('There is no issue yet.')
  const { month, number } = last
  console.log(`Laporan / report ${month}, terbitan / issue ${number}, SHA-256 ${last.hash}`)
  const path = { month, number }
  const { data: recipients } = await api.get('/v1/recipients')
  if (recipients.items.length === 0) {
    console.log('Belum ada penerima surel / nobody gets the report by mail yet: POST /v1/recipients')
    return
  }
  const offices = new Map(recipients.items.map(({ id, office }) => [id, office]))
  for (let waitedMs = 0; ; waitedMs += pollMs) {
    const { items } = (await api.get('/v1/months/{month}/issues/{number}/deliveries', { path })).data
    if (items.length > 0 && items.every(({ state }) => finalStates.includes(state))) {
      for (const { recipientId, state } of items) console.log(`  ${state.padEnd(12)} ${offices.get(recipientId)}`)
      break
    }
    if (waitedMs >= patienceMs) throw new CommandRefusal('Not all mails were sent; the log of npm start says why.')
    await setTimeout(pollMs)
  }
  console.log(`Surel dapat dibaca di / read the mails at ${mailbox}`)
}
