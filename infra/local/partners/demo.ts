import { dayOf } from '../../../shared/domain/calendar.ts'
import { jakpreneur } from '../../../shared/programme/jakpreneur.ts'
import { readArgs, runCommand } from '../../command-line.ts'
import { playLendersDay } from './lenders.ts'
import { startOwnSystem } from './own-system.ts'
import { playWayToBank } from './way-to-bank.ts'

const usage = `npm run partner:demo      a member's way to a bank and back, and how lenders report loans
  --help       print this

It starts a separate system with an empty ledger, and removes it at the end.`

await runCommand(async (args) => {
  const { help } = readArgs(usage, { args, options: { help: { type: 'boolean', default: false } } }).values
  if (help) console.log(usage)
  else await play()
})

async function play(): Promise<void> {
  console.log('Memulai sistem terpisah / starting a separate system ...')
  const { stop, ...visit } = await startOwnSystem((line) => console.log(line))
  try {
    console.log("\nA. Perjalanan seorang anggota sampai ke bank / one member's way to a bank")
    await playWayToBank(visit)
    console.log('\nB. Kabar pinjaman lainnya / more news of loans')
    await playLendersDay({ ...visit, today: dayOf(visit.now(), jakpreneur.zone) })
    console.log('\nSemua langkah berhasil / every step succeeded')
  } finally {
    await stop()
  }
}
