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
import {
  confirmImport,
  createImport,
  readImportProgress,
  startValidation,
} from '../../shared/usecases/import/imports.ts'
import { startProgramme } from '../../shared/usecases/ledger/start-programme.ts'
import { mapAtOnce } from '../../shared/usecases/map-at-once.ts'
import { admin } from './bed.ts'
import { startMeter } from './meter.ts'
import { processorTime } from './processor-time.ts'
import { type Cell, print } from './report.ts'
import { median, range } from './samples.ts'
import { through } from './through.ts'

/** All published members of these kelurahan, so that members share counters as in a whole load. */
const kelurahan = ['31.71.05.1002', '31.75.05.1001']
const areaColumn = 6
const rounds = 3
/**
 * One for each part, which is a kecamatan. The engine carries out one write on a table at a time and refuses those that wait for
 * ten seconds, so more at once are not faster, and on a busy machine they fail.
 */
const writesAtOnce = kelurahan.length

const now = () => new Date('2021-10-28T05:00:00.000Z')
type Operations = NonNullable<ConstructorParameters<typeof TransactWriteItemsCommand>[0]['TransactItems']>

const Step = z.enum(['batches', 'transactions', 'claims', 'counters', 'import'])
type Step = z.infer<typeof Step>

/** The steps from writing items to importing members: each does what the step before does, and something more. */
const steps = {
  batches: 'every item of the import by BatchWriteItem: no condition, nothing counted',
  transactions: 'the same items in transactions of the import’s sizes, without conditions',
  claims: 'with the conditions: a NIK, a row and a chunk are claimed once',
  counters: 'with the counters: the same transactions as the import sends',
  import: 'the use case itself, from the file’s parts on: decides, hashes, seals and resumes',
} satisfies Record<Step, string>

/**
 * Measures importing the members of two kelurahan into an engine in memory, as a ladder from the same items in bare batches up to
 * the use case, all in one run and in turn.
 */
export async function importCost(enginePid: number | undefined): Promise<void> {
  const file = membersFile(await deployment())
  const transactions = await recordTransactions(file)
  const items = transactions.flat().filter(({ Put }) => Put).length
  const updates = transactions.flat().filter(({ Update }) => Update).length
  const timed: Record<Step | 'validate', Spent[]> = {
    ...{ batches: [], transactions: [], claims: [], counters: [], import: [], validate: [] },
  }
  let isWarm = false
  const time = async (name: Step | 'validate', work: () => Promise<unknown>) => {
    const [started, used] = [performance.now(), await processorTime(enginePid)]
    await work()
    if (!isWarm) return
    const engine = ((await processorTime(enginePid)) - used) / 1000
    timed[name].push({ seconds: (performance.now() - started) / 1000, engine })
  }
  let members = 0
  // The first round is not counted: in it the engine compiles its own code.
  for (let round = 0; round <= rounds; round++) {
    isWarm = round > 0
    await time('batches', await batches(transactions))
    await time('transactions', await replay(transactions.map(withoutConditions)))
    await time('claims', await replay(transactions.map(withoutCounters)))
    await time('counters', await replay(transactions))
    const deps = await deployment()
    const id = await uploadFile(deps, file)
    await time('validate', () => runImport(deps, { importId: id, task: 'validate' }))
    await confirmImport(deps, admin, request(), id)
    await time('import', () => runImport(deps, { importId: id, task: 'apply' }))
    members = (await readImportProgress(deps, admin, id)).done.added
  }
  const valuesOf = (name: Step | 'validate', what: keyof Spent) => timed[name].map((spent) => spent[what])
  const share = (name: Step | 'validate', what: keyof Spent) =>
    (median(valuesOf('batches', what)) / median(valuesOf(name, what))).toFixed(2)
  const row = (name: Step | 'validate', what: string): Cell[] => [
    name,
    range(valuesOf(name, 'seconds'), 1),
    `${Math.round(members / median(valuesOf(name, 'seconds')))} members/s`,
    share(name, 'seconds'),
    range(valuesOf(name, 'engine'), 1),
    share(name, 'engine'),
    what,
  ]
  print({
    title: `Importing ${members} members with their stage dates, in memory`,
    says:
      `${transactions.length} transactions with ${items} items put and ${updates} changed, ${writesAtOnce} at once in each ` +
      'step. Seconds, and processor seconds of the engine, which other work on the machine does not stretch: median ' +
      '[least–most]. The speed beside that of batches: 1.00 is as fast.',
    columns: ['step', 'seconds', 'speed', 'of batches', 'engine', 'of batches', 'what'],
    rows: [
      ...Object.entries(steps).map(([name, what]) => row(Step.parse(name), what)),
      row('validate', 'everything before somebody confirms, which writes no member'),
    ],
  })
}

function membersFile({ frame }: Deps): string {
  const [heading, ...lines] = publishedMembers(frame, 1).file()
  const isHere = (line: string) => kelurahan.includes(line.split(',')[areaColumn] ?? '')
  return [heading, ...lines.filter(isHere)].join('\n')
}

/** Seconds that passed, and seconds that the engine's processor worked. */
type Spent = { seconds: number; engine: number }

/** The items that a transaction puts, and no conditions. */
const withoutConditions = (operations: Operations): Operations =>
  operations.flatMap(({ Put }) => (Put ? [{ Put: { TableName: Put.TableName, Item: Put.Item } }] : []))

/** What a transaction puts and requires. Counters are what it updates. */
const withoutCounters = (operations: Operations): Operations => operations.filter(({ Update }) => Update === undefined)

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
    mapAtOnce(ready, writesAtOnce, (TransactItems) => client.send(new TransactWriteItemsCommand({ TransactItems })))
}

async function batches(transactions: Operations[]): Promise<() => Promise<unknown>> {
  const { table } = await deployment()
  const client = new DynamoDBClient({})
  const puts = transactions.flat().flatMap(({ Put }) => (Put ? [{ PutRequest: { Item: Put.Item } }] : []))
  const ready = splitIntoChunks(puts, 25)
  return () =>
    mapAtOnce(ready, writesAtOnce, (requests) =>
      client.send(new BatchWriteItemCommand({ RequestItems: { [table]: requests } })),
    )
}
