import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { openDeps } from '../../shared/deps.ts'
import { type Month, monthOf, previousMonth } from '../../shared/domain/calendar.ts'
import { loadLedgerDeps } from '../../shared/ledger-deps.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'
import { runCommand } from '../command-line.ts'
import { CommandRefusal } from '../command-refusal.ts'
import { createTable } from '../local/create-table.ts'
import { dataDirectory } from '../local/data-directory.ts'
import { joinSystem } from '../local/load/join.ts'
import { deployment, localConfig } from '../local/local-config.ts'
import { agrees, countLedger, describeLedgerCheck, type LedgerCheck } from './ledger-check.ts'
import { type RestoreOptions, readRestoreOptions, usage } from './restore-options.ts'
import { exportTable, restoreTable } from './table-copy.ts'

await runCommand(async (args) => {
  const options = readRestoreOptions(args)
  if (options === 'help') console.log(usage)
  else
    process.exitCode = agrees(
      options.table === undefined
        ? await rehearseRestore(options)
        : await checkRestoredTable(options.table, options.from),
    )
      ? 0
      : 1
})

/** Exports the local table, restores it into another table, and counts the restored one. */
async function rehearseRestore({ data: root, from }: RestoreOptions): Promise<LedgerCheck> {
  if (!existsSync(root) || !(await dataDirectory(root).readState()))
    throw new CommandRefusal(
      `There is no local system in ${root}: run npm start first, or name a restored table (--table).`,
    )
  const { deps, stop } = await joinSystem(root, previousMonth(monthOf(new Date(), jakpreneur.zone)))
  const client = new DynamoDBClient({})
  const table = `${deployment}-restored-${randomUUID().slice(0, 8)}`
  const directory = await mkdtemp(path.join(tmpdir(), 'capaian-restore-'))
  try {
    const file = path.join(directory, 'table.jsonl.gz')
    const startedAt = performance.now()
    const exportedItems = await exportTable(client, deployment, file)
    console.log(
      `Exported ${exportedItems} items of ${deployment} (${Math.ceil((await stat(file)).size / 1024)} KiB compressed).`,
    )
    await createTable(client, table)
    const restoredItems = await restoreTable(client, table, file)
    console.log(`Restored ${restoredItems} items into ${table}.`)
    const { now, log } = deps
    const config = { ...localConfig(deployment), TABLE_NAME: table }
    const check = await countLedger(await openDeps(config, { programme: jakpreneur, now, log }), from)
    console.log(
      `${describeLedgerCheck(check)} The rehearsal took ${Math.round((performance.now() - startedAt) / 1000)} s.`,
    )
    return check
  } finally {
    await client.send(new DeleteTableCommand({ TableName: table })).catch(() => {})
    await rm(directory, { recursive: true })
    await stop()
  }
}

/** Counts a table that AWS restored. Refuses the table in use, which the recount function counts. */
async function checkRestoredTable(table: string, from?: Month): Promise<LedgerCheck> {
  if (table === process.env.TABLE_NAME)
    throw new CommandRefusal(`${table} is the table in use and not a restored one.`, 2)
  const check = await countLedger(await loadLedgerDeps({ ...process.env, TABLE_NAME: table }, jakpreneur), from)
  console.log(describeLedgerCheck(check))
  return check
}
