import { describe, expect, test } from 'vitest'
import type { Deps } from '../../../shared/deps.ts'
import { fileOf, readFindingsPage, readPartRows } from '../../../shared/usecases/import/import-files.ts'
import {
  createImport,
  discardImport,
  readImportProgress,
  startValidation,
} from '../../../shared/usecases/import/imports.ts'
import { validateImport } from '../../../shared/usecases/import/validate-import.ts'
import { registerMember } from '../../../shared/usecases/members/registration.ts'
import { eraseMember } from '../../../shared/usecases/rights/erasure.ts'
import { bucketContents } from '../../support/bucket-contents.ts'
import { importDeps, importer, validateFile } from '../../support/import-file.ts'
import { refusalOf } from '../../support/refusal-of.ts'
import { request, type TestDeps } from '../../support/test-deps.ts'

const heading = 'name,nik,category,area,agency,P1'
const sri = 'Sri Wahyuni,3171015503900001,pemula,31.71.01.1001,PPKUKM,2021-10-20'
const budi = 'Budi,3171011503900002,pemula,31.72.01.1001,PPKUKM,2021-10-20'
/** Refused rows, more than a page of findings holds, so that one page is written while the file is read. */
const refusedRows = Array.from(
  { length: 1050 },
  (_, i) => `Ani,31710155039${1000 + i}0,pemula,31.71.99,PPKUKM,2021-10-20`,
)
const file = [heading, ...refusedRows, sri, budi].join('\n')

const filesOf = (deps: TestDeps) => bucketContents(`${deps.tableName}-intake`)

/** An import with the status of validation, on which no process works yet. */
async function startImport(deps: TestDeps, content = file): Promise<string> {
  const { answer } = await createImport(deps, importer, request(), {})
  await deps.intake.put(fileOf(answer.importId).upload, Buffer.from(content), 'text/csv')
  await startValidation(deps, importer, request(), answer.importId)
  return answer.importId
}

/** Dependencies that run `happens` each time a validator has written a file. */
const afterEachFile = (deps: TestDeps, happens: (fileCount: number) => Promise<void>): TestDeps => {
  let fileCount = 0
  const putLines: Deps['intake']['putLines'] = async (key, lines) => {
    await deps.intake.putLines(key, lines)
    await happens(++fileCount)
  }
  return { ...deps, intake: { ...deps.intake, putLines } }
}

const killedError = new Error('killed')
const killedAfterFile = (deps: TestDeps, file: number) =>
  afterEachFile(deps, async (fileCount) => {
    if (fileCount === file) throw killedError
  })

/** The names of the files that a complete import of the file above keeps. */
const listKeptFiles = (id: string) => {
  const files = fileOf(id)
  return [files.findings(0), files.findings(1), files.part('31.71.01'), files.part('31.72.01')].toSorted()
}

test('a file that is refused as a whole at a late row leaves nothing', async () => {
  const deps = await importDeps()
  const brokenImport = await validateFile(
    deps,
    Buffer.from([heading, ...refusedRows, 'S\u0081ri', sri].join('\n'), 'latin1'),
  )
  const roundedImport = await validateFile(deps, [heading, ...refusedRows].join('\n'))
  expect([brokenImport, roundedImport].map(({ problems }) => problems.map(({ code }) => code))).toEqual([
    ['import_encoding'],
    ['import_niks_rounded'],
  ])
  expect(await filesOf(deps)).toEqual([])
})

describe('a discarded import', () => {
  test('leaves nothing', async () => {
    const deps = await importDeps()
    const { id } = await validateFile(deps, file)
    expect(await filesOf(deps)).toEqual(listKeptFiles(id))
    await discardImport(deps, importer, request(), id)
    expect(await filesOf(deps)).toEqual([])
  })

  test('leaves nothing when discarded during validation: the validator finishes, then removes what it wrote', async () => {
    const deps = await importDeps()
    const id = await startImport(deps)
    const discardingDeps = afterEachFile(deps, async (fileCount) => {
      if (fileCount === 1) await discardImport(deps, importer, request(), id)
    })
    await validateImport(discardingDeps, id)
    expect(await readImportProgress(deps, importer, id)).toMatchObject({ status: 'discarded', findings: 0 })
    expect(await filesOf(deps)).toEqual([])
  })

  test('leaves nothing when discarded after its validator was killed', async () => {
    const deps = await importDeps()
    const id = await startImport(deps)
    await expect(validateImport(killedAfterFile(deps, 3), id)).rejects.toBe(killedError)
    expect(await filesOf(deps)).toHaveLength(4)
    await discardImport(deps, importer, request(), id)
    expect(await filesOf(deps)).toEqual([])
  })

  test('leaves nothing when its validator is killed and then runs again', async () => {
    const deps = await importDeps()
    const id = await startImport(deps)
    const discardingDeps = afterEachFile(deps, async () => {
      await discardImport(deps, importer, request(), id)
      await deps.intake.putLines(fileOf(id).findings(1), ['{}'])
      throw killedError
    })
    await expect(validateImport(discardingDeps, id)).rejects.toBe(killedError)
    expect(await filesOf(deps)).toEqual([fileOf(id).findings(1)])
    await validateImport(deps, id)
    expect(await filesOf(deps)).toEqual([])
  })
})

test('a validator that is killed while it removes the upload, and runs again, leaves only the files of the import', async () => {
  const deps = await importDeps()
  const id = await startImport(deps)
  const remove = async () => {
    throw killedError
  }
  await expect(validateImport({ ...deps, intake: { ...deps.intake, remove } }, id)).rejects.toBe(killedError)
  expect(await filesOf(deps)).toEqual([...listKeptFiles(id), fileOf(id).upload].toSorted())
  await validateImport(deps, id)
  expect(await filesOf(deps)).toEqual(listKeptFiles(id))
})

describe('of two validators of one import', () => {
  /** Expects all files that the import refers to, and no others. */
  async function expectWhole(deps: TestDeps, id: string) {
    const { status, findings, parts } = await readImportProgress(deps, importer, id)
    expect([status, findings, parts]).toEqual([
      'validated',
      2,
      [
        { part: '31.71.01', rows: 1 },
        { part: '31.72.01', rows: 1 },
      ],
    ])
    expect(await filesOf(deps)).toEqual(listKeptFiles(id))
    expect(
      [await readFindingsPage(deps, id, 0), await readFindingsPage(deps, id, 1)].map(({ length }) => length),
    ).toEqual([1000, 50])
    for (const { part, rows } of parts) expect(await readPartRows(deps, id, part)).toHaveLength(rows)
  }

  test('the slower one keeps the files that the import refers to, and removes its own', async () => {
    const deps = await importDeps()
    const id = await startImport(deps)
    const slowerDeps = afterEachFile(deps, async (fileCount) => {
      if (fileCount !== 1) return
      await validateImport(deps, id)
      await deps.intake.putLines(fileOf(id).findings(7), ['{}'])
      await deps.intake.putLines(fileOf(id).part('31.73.01'), ['{}'])
    })
    await validateImport(slowerDeps, id)
    await expectWhole(deps, id)
  })

  test('one that validates an older request keeps what the other has written so far', async () => {
    const deps = await importDeps()
    const id = await startImport(deps)
    const [wantsToSave, maySave] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const first = validateImport(
      {
        ...deps,
        async commit(...writes) {
          wantsToSave.resolve()
          await maySave.promise
          await deps.commit(...writes)
        },
      },
      id,
    )
    await wantsToSave.promise
    await startValidation(deps, importer, request(), id)
    const second = afterEachFile(deps, async (fileCount) => {
      if (fileCount !== 1) return
      maySave.resolve()
      await first
    })
    await validateImport(second, id)
    await expectWhole(deps, id)
  })
})

describe('erasing a person', () => {
  const registerAndErase = async (deps: TestDeps) => {
    const person = { name: 'Ani', nik: '3171015503900077' }
    const place = { area: '31.71.01.1001', agency: 'PPKUKM' }
    const input = { person, gender: 'female', category: 'pemula', ...place, registeredOn: '2021-10-20' } as const
    const { answer } = await registerMember(deps, importer, request(), input)
    await eraseMember(deps, importer, request(), answer.memberId)
  }

  test('empties the rows of a killed validator', async () => {
    const deps = await importDeps()
    const id = await startImport(deps)
    await expect(validateImport(killedAfterFile(deps, 3), id)).rejects.toBe(killedError)
    await registerAndErase(deps)
    expect((await readFindingsPage(deps, id, 0)).filter(({ cells }) => cells !== undefined)).toHaveLength(0)
    await validateImport(deps, id)
    expect(await filesOf(deps)).toEqual(listKeptFiles(id))
  })

  test('removes leftovers of discarded imports', async () => {
    const deps = await importDeps()
    const { id } = await validateFile(deps, file)
    await discardImport(deps, importer, request(), id)
    await deps.intake.putLines(fileOf(id).findings(0), ['{}'])
    await registerAndErase(deps)
    expect(await filesOf(deps)).toEqual([])
    expect(await refusalOf(discardImport(deps, importer, request(), id))).toEqual(['import_status'])
  })
})
