import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { loadFile } from '../../../../infra/local/load/load-file.ts'
import { giveGrant } from '../../../../shared/usecases/access/give-grant.ts'
import { fewAreas } from '../../../support/few-areas.ts'
import { scratchDirectory } from '../../../support/scratch-directory.ts'
import { testDeps } from '../../../support/test-deps.ts'

const subject = 'admin'

async function openLedger() {
  const deps = await testDeps({ programme: fewAreas, firstMonth: '2021-10' })
  // The table says whose rights apply when rows are validated.
  await giveGrant(deps, { subject, role: 'admin', area: '31', from: '2017-01-01T00:00:00.000Z', grantedBy: 'test' })
  const load = async (file: string) =>
    loadFile(deps, { subject, grants: await deps.grants.ofSubject(subject) }, file, { isConfirmed: async () => true })
  return { load }
}

function hearLines(): string[] {
  const lines: string[] = []
  const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
  onTestFinished(() => log.mockRestore())
  return lines
}

test('a file larger than the local S3 accepts in one request is read, and refused for its contents', async () => {
  const { load } = await openLedger()
  const file = path.join(await scratchDirectory(), 'members.csv')
  writeFileSync(file, randomBytes(12 * 1024 * 1024))
  hearLines()
  expect(await load(file)).toMatchObject({ status: 'refused' })
})

test('a file that was imported before is not imported again, and the command says so', async () => {
  const { load } = await openLedger()
  const file = path.join(await scratchDirectory(), 'members.csv')
  const row = 'P,pemula,31.71.01.1001,PPKUKM,2021-11-01'
  writeFileSync(file, `name,nik,gender,category,area,agency,P1\nSri,9971015503900001,${row}\nTini,9.97102E+15,${row}\n`)
  const lines = hearLines()

  const first = await load(file)
  expect(first).toMatchObject({ status: 'applied', outcome: { added: 1 } })
  expect(lines.join('\n')).not.toContain('before')
  lines.length = 0
  expect(await load(file)).toEqual(first)
  expect(lines).toEqual([
    'This file was imported before, on 2021-11-30: nothing is imported again. This was its result:',
    `Import ${first.id} is applied.`,
    '  1 added, 0 changed, 0 unchanged, 0 refused',
    '  Refused on reading: 1 rows',
  ])
})
