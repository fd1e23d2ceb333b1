import { beforeAll, describe, expect, test } from 'vitest'
import { codesOfProblem, problemOf } from '../support/problem.ts'
import { makeWorld, type World } from '../support/world.ts'
import { writeWorkbook } from '../support/write-workbook.ts'

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
let world: World
beforeAll(async () => {
  world = await makeWorld()
})

const cells = (line: string) => line.split(',').map((text) => ({ text }))
const workbook = (...lines: string[]) => writeWorkbook([{ name: 'Lembar1', rows: lines.map(cells) }])

let keys = 0
const send = (path: string, body: Uint8Array, type: string, key = `sheet-${++keys}-of-these`) =>
  world.app.request(path, {
    method: 'POST',
    headers: { Authorization: 'Bearer admin', 'Content-Type': type, 'Idempotency-Key': key },
    body: new Uint8Array(body),
  })

describe('a workbook', () => {
  test('records who came to a class, once', async () => {
    const { id, memberId } = await world.classList()
    const path = `/v1/class-lists/${id}/attendances.csv`
    const sheet = workbook('Nomor anggota,Hadir', `${memberId},√`, ',Ketua Kelas')
    const first = await send(path, sheet, xlsx, 'a-sheet-that-is-sent-twice')
    expect([first.status, await first.json()]).toMatchObject([200, { attained: 1, refused: 0 }])
    const again = await send(path, sheet, xlsx, 'a-sheet-that-is-sent-twice')
    expect([again.status, again.headers.get('Idempotency-Replayed')]).toEqual([200, 'true'])
    const other = await send(path, workbook('Nomor anggota,Hadir', `${memberId},x`), xlsx, 'a-sheet-that-is-sent-twice')
    expect([other.status, codesOfProblem(await problemOf(other))]).toEqual([422, ['idempotency_key_reused']])
  })

  test('without bytes is refused as a list that marks nobody', async () => {
    const { id } = await world.classList()
    const nothing = await send(`/v1/class-lists/${id}/attendances.csv`, Buffer.of(), 'text/csv')
    expect([nothing.status, codesOfProblem(await problemOf(nothing))]).toEqual([422, ['attendance_nobody']])
  })

  test('is compared as a statement', async () => {
    const { code } = await world.partner()
    const path = `/v1/partners/${code}/statements/2021-11/lines.csv`
    const answer = await send(path, workbook('No. Pinjaman,Status,Tgl Disetujui', 'L-1,Disetujui,20/11/2021'), xlsx)
    expect([answer.status, await answer.json()]).toMatchObject([201, { missingHere: 1, dayOrder: 'day_first' }])
  })

  test('whose headings and days are ambiguous is read as its sender says', async () => {
    const { code } = await world.partner()
    const path = `/v1/partners/${code}/statements/2021-11/lines.csv`
    const sheet = workbook('Ref,Keadaan,Tgl Disetujui', 'L-1,Disetujui,09/10/2021')
    const headed = `${path}?${new URLSearchParams({ number: 'Ref' })}`
    const asked = await send(headed, sheet, xlsx)
    expect([asked.status, codesOfProblem(await problemOf(asked))]).toEqual([422, ['import_date_order']])
    const answer = await send(`${headed}&dayOrder=month_first`, sheet, xlsx, 'a-statement-that-is-read')
    expect([answer.status, await answer.json()]).toMatchObject([201, { missingHere: 1, dayOrder: 'month_first' }])
    const other = await send(`${headed}&dayOrder=day_first`, sheet, xlsx, 'a-statement-that-is-read')
    expect(codesOfProblem(await problemOf(other))).toEqual(['idempotency_key_reused'])
  })

  test('is refused if it is no workbook, or is sent under another type', async () => {
    const path = '/v1/partners/x/statements/2021-11/lines.csv'
    const { code } = await world.partner()
    const text = Buffer.from('<html>')
    const asBook = await send(path.replace('/x/', `/${code}/`), text, xlsx)
    expect([asBook.status, codesOfProblem(await problemOf(asBook))]).toEqual([422, ['import_workbook_kind']])
    const asOther = await send(path, workbook('number'), 'application/vnd.ms-excel')
    expect(asOther.status).toBe(400)
  })
})
