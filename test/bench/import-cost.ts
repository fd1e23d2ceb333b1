import { randomUUID } from 'node:crypto'
import { BatchWriteItemCommand, DynamoDBClient, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb'
import * as z from 'zod'
import { runImport } from '../../infra/local/job-machine.ts'
import { publishedMembers } from '../../infra/local/load/published/published-members.ts'
import { createStores, localConfig } from '../../infra/local/local-config.ts'
import { type Deps, openDeps } from '../../shared/deps.ts'
import { splitIntoChunks } from '../../shared/domain/values/chunks.ts'
import { jsonLog } from '../../shared/log.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'
import { giveGrant } from '../../shared/usecases/access/give-grant.ts'
import { fileOf } from '../../shared/usecases/import/import-files.ts'
import { confirmImport, createImport, importProgress, startValidation } from '../../shared/usecases/import/imports.ts'
import { startProgramme } from '../../shared/usecases/ledger/start-programme.ts'
import { mapAtOnce } from '../../shared/usecases/map-at-once.ts'
import { admin } from './bed.ts'
import { startMeter } from './meter.ts'
import { type Cell, print, times } from './report.ts'
import { median, range } from './samples.ts'
import { through } from './through.ts'

const scale = 28.4
const rounds = 3
const transactionsAtOnce = 4
const batchedItems = 20_000

const now = () => new Date('2021-10-28T05:00:00.000Z')
type Operations = NonNullable<ConstructorParameters<typeof TransactWriteItemsCommand>[0]['TransactItems']>

/**
 * Measures importing about 10,000 members into an engine in memory, compared with the same transactions sent by the
 * bare SDK, and with the same items in batches, which neither check nor count anything.
 */
export async function importCost(): Promise<void> {
  const file = [...publishedMembers((await deployment()).frame, scale).file()].join('\n')
  const transactions = await recordTransactions(file)
  const items = transactions.reduce((sum, { length }) => sum + length, 0)
  const seconds = { validate: [] as number[], apply: [] as number[], bare: [] as number[] }
  let members = 0
  for (let round = 0; round < rounds; round++) {
    const deps = await deployment()
    const id = await uploadFile(deps, file)
    seconds.validate.push(await timeWork(() => runImport(deps, { importId: id, task: 'validate' })))
    await confirmImport(deps, admin, request(), id)
    seconds.apply.push(await timeWork(() => runImport(deps, { importId: id, task: 'apply' })))
    members = (await importProgress(deps, admin, id)).done.added
    seconds.bare.push(await timeWork(await replay(transactions)))
  }
  const batched = await timeWork(await batches(transactions))
  const [apply, bare] = [median(seconds.apply), median(seconds.bare)]
  const row = (name: string, times_: number[], count: number, unit: string): Cell[] => [
    name,
    range(times_, 1),
    `${Math.round(count / median(times_))} ${unit}/s`,
    times(median(times_), bare),
  ]
  print({
    title: `Importing ${members} members with their stage dates, in memory`,
    says:
      `apply: the use case from the file's parts on, ${transactions.length} transactions of ${items} items in all, ` +
      `${transactionsAtOnce} parts at once. bare: the same transactions again on an empty table by the SDK alone, as many ` +
      'at once. validate: everything before somebody confirms. batches: the first items without the counters, by ' +
      'BatchWriteItem: no condition, no transaction. Seconds: median [least–most].',
    columns: ['what', 'seconds', 'speed', 'of bare'],
    rows: [
      row('validate', seconds.validate, members, 'members'),
      row('apply', seconds.apply, members, 'members'),
      row('bare transactions', seconds.bare, members, 'members'),
      row(`batches of ${batchedItems} items`, [batched], batchedItems, 'items'),
      ['bare, in items', range(seconds.bare, 1), `${Math.round(items / bare)} items/s`, times(apply, bare)],
    ],
  })
}

async function deployment(endpoint = process.env.AWS_ENDPOINT_URL_DYNAMODB ?? ''): Promise<Deps & { table: string }> {
  const config = localConfig(`bench-${randomUUID()}`)
  await createStores(config)
  const log = jsonLog(() => undefined, now)
  const deps = await through(endpoint, () => openDeps(config, { programme: jakpreneur, now, log }))
  await startProgramme(deps)
  for (const { id: _, ...grant } of admin.grants) await giveGrant(deps, grant)
  return { ...deps, jobs: { start: async () => {} }, table: config.TABLE_NAME }
}

const request = () => {
  const key = randomUUID()
  return { key, fingerprint: key }
}

async function uploadFile(deps: Deps, file: string): Promise<string> {
  const { answer } = await createImport(deps, admin, request(), {})
  await deps.intake.put(fileOf(answer.importId).upload, Buffer.from(file), 'text/csv')
  await startValidation(deps, admin, request(), answer.importId)
  return answer.importId
}

async function timeWork(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}

const Transaction = z.object({ TransactItems: z.array(z.custom<Operations[number]>()) })

/** The transactions of an import as they are sent over the wire. */
async function recordTransactions(file: string): Promise<Operations[]> {
  const meter = await startMeter(process.env.AWS_ENDPOINT_URL_DYNAMODB ?? '')
  const deps = await deployment(meter.endpoint)
  const id = await uploadFile(deps, file)
  await runImport(deps, { importId: id, task: 'validate' })
  await confirmImport(deps, admin, request(), id)
  const { calls } = await meter.recordCalls(() => runImport(deps, { importId: id, task: 'apply' }), { inRounds: false })
  await meter.stop()
  return calls
    .filter(({ action }) => action === 'TransactWriteItems')
    .map(({ input }) => Transaction.parse(input).TransactItems)
}

/** The same operations on another table. */
const onTable = (operations: Operations, name: string): Operations =>
  operations.map((operation) =>
    Object.fromEntries(Object.entries(operation).map(([kind, each]) => [kind, { ...each, TableName: name }])),
  )

async function replay(transactions: Operations[]): Promise<() => Promise<unknown>> {
  const { table } = await deployment()
  const client = new DynamoDBClient({})
  const ready = transactions.map((operations) => onTable(operations, table))
  return () =>
    mapAtOnce(ready, transactionsAtOnce, (TransactItems) =>
      client.send(new TransactWriteItemsCommand({ TransactItems })),
    )
}

async function batches(transactions: Operations[]): Promise<() => Promise<unknown>> {
  const { table } = await deployment()
  const client = new DynamoDBClient({})
  const puts = transactions.flat().flatMap(({ Put }) => (Put ? [{ PutRequest: { Item: Put.Item } }] : []))
  const ready = splitIntoChunks(puts.slice(0, batchedItems), 25)
  return () =>
    mapAtOnce(ready, transactionsAtOnce, (requests) =>
      client.send(new BatchWriteItemCommand({ RequestItems: { [table]: requests } })),
    )
}
