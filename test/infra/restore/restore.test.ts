import path from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DeleteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { expect, test } from 'vitest'
import { createTable } from '../../../infra/local/create-table.ts'
import { countLedger, describeLedgerCheck } from '../../../infra/restore/ledger-check.ts'
import { readRestoreOptions } from '../../../infra/restore/restore-options.ts'
import { exportTable, restoreTable } from '../../../infra/restore/table-copy.ts'
import { closeMonths } from '../../../shared/usecases/issues/close-months.ts'
import { registerMember } from '../../../shared/usecases/members/registration.ts'
import { recordStage } from '../../../shared/usecases/members/stages.ts'
import { fewAreas } from '../../support/few-areas.ts'
import { scratchDirectory } from '../../support/scratch-directory.ts'
import { tableContents } from '../../support/table-contents.ts'
import { assembleTestDeps, callerAs, request, testDeps } from '../../support/test-deps.ts'
import { newNik } from '../../support/world.ts'

test('the command line names a directory or a restored table', () => {
  expect(readRestoreOptions([])).toEqual({ data: '.data' })
  expect(readRestoreOptions(['--table', 'capaian-restored'])).toMatchObject({ table: 'capaian-restored' })
  expect(readRestoreOptions(['--help'])).toBe('help')
  expect(() => readRestoreOptions(['--tabel', 'x'])).toThrow(expect.objectContaining({ exitCode: 2 }))
})

test('an exported table restored into another is equal to the byte and agrees; one that lost an item does not agree', async () => {
  const deps = await testDeps({ programme: fewAreas, firstMonth: '2021-09', now: '2021-10-30T05:00:00.000Z' })
  const admin = callerAs('admin')
  for (const area of ['31.71.01.1001', '31.72.01.1001']) {
    const { answer } = await registerMember(deps, admin, request(), {
      person: { name: 'Sri Wahyuni', nik: newNik(), phone: '0812 0000 0001' },
      ...{ gender: 'female', category: 'pemula', area, agency: 'PPAPP', registeredOn: '2021-09-20' },
    })
    await recordStage(deps, admin, request(), answer.memberId, { stage: 'P2', happenedOn: '2021-10-02' })
  }
  await closeMonths(deps, 'schedule')
  const client = new DynamoDBClient({})
  const file = path.join(await scratchDirectory(), 'table.jsonl.gz')
  const restored = `${deps.tableName}-restored`
  const items = await exportTable(client, deps.tableName, file)
  await createTable(client, restored)
  expect(await restoreTable(client, restored, file)).toBe(items)
  const contents = await tableContents(restored)
  expect(contents).toEqual(await tableContents(deps.tableName))
  expect(contents).toHaveLength(items)

  const there = { ...deps, ...(await assembleTestDeps(restored, fewAreas, deps)) }
  const check = await countLedger(there)
  expect(check).toEqual({ months: 2, entries: 4, differingMonths: [], trail: { events: 0, faulty: 0 } })
  expect(describeLedgerCheck(check)).toBe(
    'The ledger agrees: 2 months, 4 entries, and every counter is the sum of its entries. ' +
      'The trail is as it was sealed (0 events).',
  )

  const [entry] = contents.filter(({ stage, kind }) => stage === 'P2' && kind === 'attained')
  const Key = { pk: entry?.pk, sk: entry?.sk }
  await DynamoDBDocumentClient.from(client).send(new DeleteCommand({ TableName: restored, Key }))
  expect(describeLedgerCheck(await countLedger(there))).toBe(
    'The ledger does not agree: counters differ from their entries in 2021-10 (2 months counted). ' +
      'The trail is as it was sealed (0 events).',
  )
})

test('an empty table does not count as a restored one', async () => {
  const deps = await testDeps({ programme: fewAreas })
  const empty = `${deps.tableName}-empty`
  await createTable(new DynamoDBClient({}), empty)
  await expect(countLedger(await assembleTestDeps(empty, fewAreas, deps))).rejects.toThrow('The table holds no ledger')
})
