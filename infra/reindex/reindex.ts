import { Config } from '../../shared/config.ts'
import { formerMarks } from '../../shared/data/former-marks.ts'
import { assembleLedger, lambdaSurroundings, openStore } from '../../shared/ledger-deps.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'
import { reindexMembers } from '../../shared/usecases/duplicates/reindex-members.ts'
import { readArgs, runCommand, usageRefusal } from '../command-line.ts'

const usage = `npm run reindex    index all members again, by the current rules for comparing names
Rewrites the keys by which lists find members, and the marks by which duplicates are found. Run it once after a release that
changes how names are compared. It changes no member, runs beside the system, and may be interrupted and repeated.
Needs the environment of one of the functions of a deployment, and AWS credentials that may read and write its table and
use its key.`

const stepOfProgress = 10_000

await runCommand(async (args) => {
  const { help } = readArgs(usage, { args, options: { help: { type: 'boolean', default: false } } }).values
  if (help) return console.log(usage)
  const config = Config.safeParse(process.env)
  if (!config.success) {
    const names = config.error.issues.map(({ path }) => path.join()).join(', ')
    throw usageRefusal(usage, `These variables of a deployment's function are missing or not valid: ${names}.`)
  }
  const store = await openStore(config.data)
  const ledger = assembleLedger(store, config.data, lambdaSurroundings(jakpreneur))
  const deps = { ...ledger, formerMarks: formerMarks(store.table, store.keyring) }
  let lastPrinted = 0
  const memberCount = await reindexMembers(deps, (members) => {
    if (members - lastPrinted < stepOfProgress) return
    lastPrinted = members
    console.log(`${members} members …`)
  })
  console.log(`${memberCount} members can be found by the current comparison of names.`)
})
