import { Config } from '../../shared/config.ts'
import { loadLedgerDeps } from '../../shared/ledger-deps.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'
import { relistMembers } from '../../shared/usecases/members/relist-members.ts'
import { readArgs, runCommand, usageRefusal } from '../command-line.ts'

const usage = `npm run relist    move the members of a deployment from the lists by kecamatan to those by kota
Needs the environment of one of its functions, and AWS credentials that may read and write its table and decrypt its keys.
Repeat it until it moves nobody.`

await runCommand(async (args) => {
  const { help } = readArgs(usage, { args, options: { help: { type: 'boolean', default: false } } }).values
  if (help) return console.log(usage)
  const config = Config.safeParse(process.env)
  if (!config.success) {
    const names = config.error.issues.map(({ path }) => path.join()).join(', ')
    throw usageRefusal(usage, `These variables of a deployment's function are missing or not valid: ${names}.`)
  }
  const relistedCount = await relistMembers(await loadLedgerDeps(process.env, jakpreneur))
  console.log(`${relistedCount} members of ${config.data.TABLE_NAME} were moved.`)
})
