import { expect, test } from 'vitest'
import { readExport } from '../../shared/usecases/export/exports.ts'
import { runExport } from '../../shared/usecases/export/run-export.ts'
import { bucketContents } from '../support/bucket-contents.ts'
import { runAndDie } from '../support/crashes.ts'
import { askForExport, exportDeps, readCsvRows, registerSomebody } from '../support/export-acts.ts'
import { callerAs, type TestDeps } from '../support/test-deps.ts'

const admin = callerAs('admin')
const script = new URL('../support/export-and-die.ts', import.meta.url)

/** A waiting export with full numbers, and the members that it must contain. */
async function prepareExport(): Promise<{ deps: TestDeps; id: string; members: string[] }> {
  const deps = await exportDeps(admin)
  const members = [
    await registerSomebody(deps, { name: 'Ani' }),
    await registerSomebody(deps, { name: 'Sri', registeredOn: '2021-11-05' }),
  ]
  return { deps, members, id: await askForExport(deps, admin, { revealed: true, columns: ['name'] }) }
}

/** Everything that the work leaves behind, without ids. */
async function readResult({ deps, id, members }: Awaited<ReturnType<typeof prepareExport>>) {
  const { status, rows, bytes } = await readExport(deps, admin, id)
  const trails = await Promise.all(members.map((member) => deps.trail.ofMember(member, { limit: 10 })))
  return {
    status,
    rows,
    bytes,
    file: (await readCsvRows(deps, id)).map(([name]) => name),
    files: (await bucketContents(`${deps.tableName}-intake`)).length,
    trails: trails.map(({ items }) => items.filter(({ act }) => act === 'exported').length),
  }
}

test('an export that is killed at any write and run again ends as one file, and is once in each trail', {
  timeout: 600_000,
}, async () => {
  const clean = await prepareExport()
  const { writes, signal } = await runAndDie(script, clean.deps, { TEST_EXPORT: clean.id })
  expect(signal).toBeNull()
  const cleanResult = await readResult(clean)
  expect(cleanResult).toMatchObject({ status: 'ready', rows: 2, files: 2, trails: [1, 1] })
  expect(writes).toBeGreaterThanOrEqual(6)
  for (let write = 1; write <= writes; write++)
    for (const side of ['before', 'after']) {
      const cutExport = await prepareExport()
      const run = await runAndDie(script, cutExport.deps, { TEST_EXPORT: cutExport.id, TEST_FATE: `${write} ${side}` })
      expect(run.signal).toBe('SIGKILL')
      await runExport(cutExport.deps, cutExport.id)
      expect(await readResult(cutExport), `killed ${side} write ${write}`).toEqual(cleanResult)
    }
})
