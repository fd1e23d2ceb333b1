import { beforeAll, expect, test } from 'vitest'
import { runImport } from '../../../infra/local/job-machine.ts'
import { forgetInImports } from '../../../shared/usecases/import/forget-person.ts'
import { deskOver, formOn, readPage, type Visitor } from '../../support/test-desk.ts'
import { makeWorld, newNik, type World } from '../../support/world.ts'

let world: World
let admin: Visitor

beforeAll(async () => {
  world = await makeWorld()
  admin = deskOver(world.deps).visitor()
  await admin.signIn('admin')
})

const readPageAt = async (path: string) => readPage(await (await admin.get(path)).text())
const heading = 'Nama;NIK;Jenis kelamin;Kategori;Kelurahan;Perangkat daerah;Tanggal P1'
const upload = async (name: string, rows: string[]): Promise<string> => {
  const body = new FormData()
  for (const [field, value] of formOn(await (await admin.get('/imports')).text(), '/imports').fields)
    body.set(field, value)
  body.set('file', new File([[heading, ...rows].join('\n')], name, { type: 'text/csv' }))
  const answer = await admin.send('/imports', { method: 'POST', body, headers: { Origin: 'https://meja.example' } })
  expect(answer.status).toBe(303)
  return /imp_\w+/.exec(answer.headers.get('Location') ?? '')?.[0] ?? ''
}

test('imports are listed with the names of their files until they are discarded or a person in them is erased', async () => {
  const [kept, discarded, named] = [
    await upload(String.raw`C:\berkas\Gambir 3171011705900001.csv`, []),
    await upload('salah.csv', []),
    await upload('budi-santoso.csv', []),
  ]
  const list = await readPageAt('/imports')
  expect(list).toContain('Gambir 3171….csv')
  for (const name of ['salah.csv', 'budi-santoso.csv']) expect(list).toContain(name)
  expect(list).not.toContain('berkas\\')
  expect(await readPageAt(`/imports/${kept}`)).toContain('Gambir 3171….csv')

  await admin.fill(await admin.get(`/imports/${discarded}`), `/imports/${discarded}/discard`, {})
  await forgetInImports(world.deps, { name: 'Budi Santoso' }, 'ABCD1234')
  const after = await readPageAt('/imports')
  expect(after).toContain('Gambir 3171….csv')
  for (const name of ['salah.csv', 'budi-santoso.csv']) expect(after).not.toContain(name)
  expect(await readPageAt(`/imports/${named}`)).not.toContain('budi-santoso.csv')
})

test('a refused row is shown with the name in it, unless a row of the page was emptied', async () => {
  const [nik, other] = [newNik(), newNik()]
  const id = await upload('baris.csv', [
    `Ratna Dewi;${nik.slice(1)};P;Pemula;Cideng;PPAPP;2021-11-01`,
    `Joko Susilo;${other.slice(1)};L;Pemula;Cideng;PPAPP;2021-11-01`,
  ])
  await admin.fill(await admin.get(`/imports/${id}/columns`), `/imports/${id}/columns`, {})
  await runImport(world.deps, { importId: id, task: 'validate' })
  const found = await readPageAt(`/imports/${id}`)
  expect(found).toContain('Baris di berkas Nama Masalah Peringatan 2 Ratna Dewi')
  expect(found).toContain('Baris yang akan disimpan: 0; tidak mengubah apa pun: 0; ditolak: 2.')
  expect(found).toContain('Tidak ada yang perlu disimpan dari berkas ini.')
  expect(found).toContain('Joko Susilo')
  await forgetInImports(world.deps, { name: 'Joko Susilo' }, 'ABCD1234')
  const emptied = await readPageAt(`/imports/${id}`)
  for (const name of ['Ratna Dewi', 'Joko Susilo']) expect(emptied).not.toContain(name)
})

test('a form with too large a file comes back with what was typed', async () => {
  const source = await world.importSource()
  const file = { name: 'file', text: 'x'.repeat(4 * 1024 * 1024 + 1) }
  const answer = await admin.ask({ path: '/imports', fields: { source }, file })
  expect(answer.status).toBe(413)
  const text = await answer.text()
  expect(text).toContain(`<option value="${source}" selected>`)
  expect(readPage(text)).toContain('Berkas Excel atau CSV: Berkas melebihi 4 MB.')
})
