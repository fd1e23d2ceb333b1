import { expect, test } from 'vitest'
import { runImport } from '../../infra/local/job-machine.ts'
import type { ImportJob } from '../../shared/domain/import/import-step.ts'
import { fileOf } from '../../shared/usecases/import/import-files.ts'
import {
  confirmImport,
  createImport,
  readImportProgress,
  startUndo,
  startValidation,
} from '../../shared/usecases/import/imports.ts'
import { readImportResults } from '../../shared/usecases/import/results.ts'
import { bucketContents } from '../support/bucket-contents.ts'
import { runAndDie } from '../support/crashes.ts'
import { importDeps, importer } from '../support/import-file.ts'
import { postedFigures, recountAll } from '../support/ledger-state.ts'
import { request, type TestDeps } from '../support/test-deps.ts'

const heading = 'name,nik,category,area,agency,P1,P2,P4,P4.evidence'
// One row is broken. Rows of one kelurahan need several transactions.
const rows = Array.from({ length: 40 }, (_, i) => {
  const area = ['31.71.01.1001', '31.71.02.1001', '31.72.01'][i % 3]
  return `Orang,31710115039${String(10_001 + i)},pemula,${area},PPKUKM,2021-0${1 + (i % 9)}-05,2021-10-0${1 + (i % 9)},2021-11-02,nib`
})
const file = [heading, ...rows, 'Ani,1,pemula,31.71.01,PPKUKM,2021-11-01,,,'].join('\n')

const script = new URL('../support/import-and-die.ts', import.meta.url)
const jobs = ['validate', 'apply', 'undo'] as const

/** An import that waits for the given task. */
async function prepareImport(task: ImportJob['task']): Promise<{ deps: TestDeps; job: ImportJob }> {
  const deps = await importDeps({ firstMonth: '2021-01' })
  const { answer } = await createImport(deps, importer, request(), {})
  const id = answer.importId
  await deps.intake.put(fileOf(id).upload, Buffer.from(file), 'text/csv')
  await startValidation(deps, importer, request(), id)
  if (task === 'validate') return { deps, job: { importId: id, task } }
  await runImport(deps, { importId: id, task: 'validate' })
  await confirmImport(deps, importer, request(), id)
  if (task === 'apply') return { deps, job: { importId: id, task } }
  await runImport(deps, { importId: id, task: 'apply' })
  await startUndo(deps, importer, request(), id, 'data_entry_mistake')
  return { deps, job: { importId: id, task } }
}

/** Everything that the work leaves behind, without ids. */
async function readResult(deps: TestDeps, importId: string) {
  const { status, report, parts, outcome, done, undone, findings } = await readImportProgress(deps, importer, importId)
  const results: string[] = []
  for (const direction of ['APPLY', 'UNDO'] as const) {
    let from: Awaited<ReturnType<typeof readImportResults>>['next']
    do {
      const page = await readImportResults(deps, importer, importId, { from, direction })
      for (const { line, outcome: rowOutcome, entryIds, memberId } of page.items) {
        const member = memberId === undefined ? undefined : await deps.members.get(memberId)
        results.push(
          [line, rowOutcome, entryIds?.length, ...Object.keys(member?.standings ?? {}), member?.person?.nik].join(),
        )
      }
      from = page.next
    } while (from !== undefined)
  }
  const figures = await postedFigures(deps)
  const files = (await bucketContents(`${deps.tableName}-intake`)).map((key) => key.replace(importId, ''))
  const differing = await recountAll(deps)
  return { status, report, parts, outcome, done, undone, findings, results, figures, files, differing }
}

test.each(jobs)(
  'work to %s an import, killed at any write and run again, leaves what one clean run leaves',
  {
    timeout: 600_000,
  },
  async (task) => {
    const clean = await prepareImport(task)
    const { writes, signal } = await runAndDie(script, clean.deps, { TEST_JOB: JSON.stringify(clean.job) })
    expect(signal).toBeNull()
    expect(writes).toBeGreaterThan(3)
    const cleanResult = await readResult(clean.deps, clean.job.importId)
    expect(cleanResult.differing).toEqual([])
    for (let write = 1; write <= writes; write++)
      for (const side of ['before', 'after']) {
        const { deps, job } = await prepareImport(task)
        const moment = `killed ${side} write ${write}`
        const run = await runAndDie(script, deps, {
          TEST_JOB: JSON.stringify(job),
          TEST_FATE: `${write} ${side}`,
        })
        expect(run.signal, moment).toBe('SIGKILL')
        await runImport(deps, job)
        expect(await readResult(deps, job.importId), moment).toEqual(cleanResult)
      }
  },
)
