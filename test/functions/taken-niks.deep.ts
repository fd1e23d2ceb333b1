import { expect, test } from 'vitest'
import { runImport } from '../../infra/local/job-machine.ts'
import { dailyAllowance } from '../../shared/domain/access/allowance.ts'
import { dayOf } from '../../shared/domain/calendar.ts'
import { confirmImport } from '../../shared/usecases/import/imports.ts'
import { readImportResults } from '../../shared/usecases/import/results.ts'
import { importDeps, importFile, validateFile } from '../support/import-file.ts'
import { apiOver } from '../support/test-api.ts'
import { callerAs, request } from '../support/test-deps.ts'
import { deskOver, formOn, withFields } from '../support/test-desk.ts'

const heading = 'name,nik,gender,category,area,agency,P1'
const [here, elsewhere] = ['31.71.01.1001', '31.72.01.1001']
const rowOf = (nik: string, area: string) => `Budi Santoso,${nik},L,pemula,${area},PPKUKM,2021-10-05`
const [byApi, byDesk, files, rowsOfFile] = [70, 70, 10, 6]

const countTold = async (answer: Response) => ((await answer.text()).includes('Sudah terdaftar.') ? 1 : 0)

test('two hundred attempts at once, over API, desk and files, learn of fifty taken NIKs and no more', {
  timeout: 600_000,
}, async () => {
  const { deps, grant, call } = apiOver(await importDeps())
  await grant({ subject: 'siti', role: 'officer', area: '31.71' })
  const siti = callerAs('officer', { area: '31.71', subject: 'siti' })
  const niks = Array.from(
    { length: byApi + byDesk + files * rowsOfFile },
    (_, i) => `997101130690${String(i + 1).padStart(4, '0')}`,
  )
  const registered = await importFile(deps, [heading, ...niks.map((nik) => rowOf(nik, elsewhere))].join('\n'))
  expect(registered.outcome).toMatchObject({ added: niks.length })
  const held = await deps.members.idsByNik(niks)
  expect(held).not.toContain(undefined)

  const left = [...niks]
  const take = (n: number) => left.splice(0, n)
  const made = []
  for (let i = 0; i < files; i++) {
    const text = [heading, ...take(rowsOfFile).map((nik) => rowOf(nik, here))].join('\n')
    made.push(await validateFile(deps, text, { caller: siti }))
  }
  for (const { id } of made) await confirmImport(deps, siti, request(), id)
  const desk = deskOver(deps)
  const visitor = desk.visitor()
  await visitor.signIn('siti')
  const forms = []
  for (let i = 0; i < byDesk; i++) forms.push(formOn(await (await visitor.get('/members/new')).text(), '/members/new'))
  const place = { gender: 'male', category: 'pemula', area: here, agency: 'PPKUKM', registeredOn: '2021-10-05' }

  const asked = [
    ...take(byApi).map((nik) => async () => {
      const body = { person: { name: 'Budi Santoso', nik }, ...place }
      return countTold(await call('POST', '/v1/members', { as: 'siti', body }))
    }),
    ...forms.map((form, i) => async () => {
      const fields = withFields(form, { 'person.name': 'Budi Santoso', 'person.nik': left[i] ?? '', ...place })
      return countTold(await visitor.post(form.action, fields))
    }),
    ...made.map(({ id }) => async () => {
      await runImport(deps, { importId: id, task: 'apply' })
      const { items } = await readImportResults(deps, siti, id, { direction: 'APPLY' })
      return items.filter(({ problems = [] }) => problems.some(({ code }) => code === 'nik_taken')).length
    }),
  ]
  const told = await Promise.all(asked.map((ask) => ask()))
  expect(told.reduce((sum, n) => sum + n, 0)).toBe(dailyAllowance.taken_nik)

  const day = dayOf(deps.now(), 'Asia/Jakarta')
  expect(await deps.allowances.countUsed({ subject: 'siti', what: 'taken_nik', day })).toBe(dailyAllowance.taken_nik)
  const trails = await Promise.all(held.map((id = '') => deps.trail.ofMember(id, { limit: 10 })))
  const met = trails.flatMap(({ items }) => items.filter(({ act }) => act === 'nik_met'))
  expect(met).toHaveLength(dailyAllowance.taken_nik)
})
