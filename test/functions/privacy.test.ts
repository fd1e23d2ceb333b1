import { gunzipSync, inflateRawSync } from 'node:zlib'
import { GetObjectCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3'
import { extractText } from 'unpdf'
import { beforeAll, describe, expect, test } from 'vitest'
import { Posted } from '../../shared/domain/acts/posted-answer.ts'
import { makeReports } from '../../shared/domain/report/issue-reports.ts'
import { reportPage } from '../../shared/render/page/report-page.ts'
import { reportCsv } from '../../shared/render/report-csv.ts'
import { renderMail } from '../../shared/render/report-mail.ts'
import { reportPdf } from '../../shared/render/report-pdf.ts'
import { reportXlsx } from '../../shared/render/report-xlsx.ts'
import { readIssue } from '../../shared/usecases/issues/issue-file.ts'
import { Merged } from '../../shared/usecases/members/merges.ts'
import { readXlsx } from '../support/read-xlsx.ts'
import { tableContents } from '../support/table-contents.ts'
import { makeWorld, nobodysNumber, type World } from '../support/world.ts'

/** People whose data occur nowhere else. Each value is looked for as it is written here. */
const people = [
  { name: 'Zulkarnaen Quirijn', nik: '3216072911830017', phone: '+6281377740015', birthDate: '1983-11-29' },
  { name: 'Xaveria Wulandjari', nik: '3578095706910023', phone: '+6285299981264', birthDate: '1991-06-17' },
  { name: 'Quintus Hadinegara', nik: '1271030402790031', phone: '+6281990017733', birthDate: '1979-02-04' },
  { name: 'Ypsilonta Brotoseno', nik: '7371146308880042', phone: '+6287765543322', birthDate: '1988-08-23' },
].map((person, i) => ({
  ...person,
  npwp: `7349105${i}2441000`,
  email: `${person.name.split(' ')[0]?.toLowerCase()}@pribadi.example`,
}))
const secretsOf = (i: number) => [
  ...Object.values(people[i] ?? {}),
  `Warung ${people[i]?.name.split(' ')[1]}`,
  `910204557${i}318`,
  `SERT-QX-${i}88127`,
  `Lurah Kertapati ${i}`,
  `Tetangga melihat ${i} di pasar`,
]
const planted = people.flatMap((_, i) => secretsOf(i))
/** Values of requests that were refused. */
const refusedSecrets = [
  '3216072911839',
  '+62213344556',
  'bukan-alamat-wandayani',
  'Wandayani Prasodjo',
  'KODE-WANDAYANI',
]

let world: World
let ids: string[] = []
const answers: string[] = []
const urls: string[] = []
const revealed: string[] = []

/** Sends a request, once or twice, and keeps the answer to look into. */
async function send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  urls.push(path)
  const answer = await world.call(method, path, { ...(body !== undefined && { body }), headers })
  const text = await answer.text()
  answers.push(`${JSON.stringify([...answer.headers])} ${text}`)
  return { status: answer.status, text }
}
let keys = 0
async function twice(path: string, body?: unknown) {
  const headers = { 'Idempotency-Key': `twice-${++keys}-of-it` }
  const first = await send('POST', path, body, headers)
  expect([path, first.status]).toEqual([path, path === '/v1/classes' ? 200 : 201])
  expect((await send('POST', path, body, headers)).text).toBe(first.text)
  return JSON.parse(first.text)
}

/** Sends a reveal twice. Its answers may contain values, so they are kept apart from the others. */
async function reveal(id: string, body: object) {
  const path = `/v1/members/${id}/reveals`
  const headers = { 'Idempotency-Key': `twice-${++keys}-of-it` }
  urls.push(path)
  for (let i = 0; i < 2; i++) revealed.push(await (await world.call('POST', path, { body, headers })).text())
}

const registration = (i: number) => {
  const [, , , , , , business, nib, number, issuer] = secretsOf(i)
  return {
    person: people[i],
    gender: i % 2 === 0 ? 'male' : 'female',
    category: 'pemula',
    area: '31.71.01.1001',
    agency: 'PPAPP',
    business: { name: business, nib, kbli: { code: '56101', year: 2020 } },
    evidence: { kind: 'formulir', number, issuer, issuedOn: '2021-11-01' },
  }
}
const evidenceOf = (i: number, kind: string) => {
  const [, , , , , , , , number, issuer] = secretsOf(i)
  return { kind, number, issuer }
}
const noteOf = (i: number) => secretsOf(i).at(-1)

beforeAll(async () => {
  world = await makeWorld()
  await world.grant({ subject: 'other-office', role: 'officer', area: '31.72' })
  for (const i of people.keys()) ids.push(Posted.parse(await twice('/v1/members', registration(i))).memberId)
  ids = [...ids]
  await work()
  await mistakes()
}, 60_000)

/** Acts of every kind, each sent twice. */
async function work() {
  const [a = '', b = '', c = '', d = ''] = ids
  for (const [i, id] of ids.entries())
    await twice(`/v1/members/${id}/stages`, { stage: 'P5', happenedOn: '2021-11-09', note: noteOf(i) })
  for (const [i, id] of ids.entries()) await twice(`/v1/members/${id}/notes`, { text: noteOf(i) })
  await twice(`/v1/members/${a}/stages`, {
    stage: 'P2',
    happenedOn: '2021-11-10',
    evidence: evidenceOf(0, 'sertifikat'),
  })
  await twice('/v1/classes', {
    stage: 'P3',
    happenedOn: '2021-11-12',
    memberIds: [a, b, nobodysNumber()],
    evidence: { kind: 'catatan_pendamping', number: 'KELAS-7' },
  })
  await twice(`/v1/members/${a}/reversals`, { stage: 'P2', reason: 'wrong_person', note: noteOf(0) })
  await twice(`/v1/members/${b}/reclassifications`, { gender: 'female', category: 'naik_kelas', reason: 'other' })
  await twice(`/v1/members/${c}/withdrawals`, { on: '2021-11-30' })
  await twice(`/v1/members/${c}/returns`)
  for (const [i, id] of ids.entries()) {
    await send('POST', '/v1/members/searches', { nik: people[i]?.nik })
    await send('POST', '/v1/members/searches', { number: id })
    await send('POST', '/v1/members/searches', { phone: people[i]?.phone })
    await send('POST', '/v1/members/searches', { name: people[i]?.name, birthDate: people[i]?.birthDate })
    await send('GET', `/v1/members/${id}`)
    await send('GET', `/v1/members/${id}/history`)
  }
  const { version } = JSON.parse((await send('GET', `/v1/members/${d}`)).text)
  await send(
    'PATCH',
    `/v1/members/${d}`,
    { person: { name: people[3]?.name.toUpperCase() } },
    { 'If-Match': `"${version}"` },
  )
  const again = { person: people[3], reason: noteOf(3) }
  await send('PATCH', `/v1/members/${d}`, again, { 'If-Match': `"${version + 1}"` })
  const reason = noteOf(0)
  await send('POST', '/v1/break-glass', { number: a, hours: 1, reason })
  for (const path of ['break-glass', 'grants']) await send('GET', `/v1/${path}`)
  await reveal(a, { fields: ['nik', 'npwp', 'phone', 'email', 'birthDate'], reason })
  for (const id of ids) await send('GET', `/v1/members/${id}/trail`)
  const merged = Merged.parse(await twice('/v1/merges', { from: a, into: b, reason: 'duplicate_registration' }))
  await send('GET', `/v1/merges/${merged.mergeId}`)
  await twice(`/v1/merges/${merged.mergeId}/undoings`)
  await twice('/v1/merges', { from: d, into: b, reason: 'duplicate_registration' })
  world.deps.clock.set('2021-12-06T05:00:00.000Z')
  await send('POST', '/v1/months/closings', {})
  for (const path of ['figures', 'figures.csv', 'figures/series', 'targets', 'issues', 'months', 'repairs'])
    await send('GET', `/v1/${path}`)
  await send('GET', '/v1/figures/entries?month=2021-11&stage=P1')
  await send('GET', '/v1/months/2021-11/issues/1')
  await send('POST', '/v1/months/2021-11/recounts')
}

/** Requests that are refused, with people's data in every place where somebody might put them. */
async function mistakes() {
  const [a = '', b = ''] = ids
  const [nik = '', phone = '', email = '', name = '', code = ''] = refusedSecrets
  await send('POST', '/v1/members', { ...registration(0), person: { name, nik, phone, email } })
  await send('POST', '/v1/members', { ...registration(1), [name]: 1 })
  await send('POST', '/v1/members', { ...registration(2), area: code, agency: code, category: code })
  await send('POST', '/v1/members', registration(1))
  await send('POST', '/v1/members/searches', { nik })
  await send('POST', '/v1/members/searches', { nik: '3216072911830018' })
  await send('POST', `/v1/members/${a}/stages`, { stage: code, happenedOn: '2021-11-10', note: noteOf(0) })
  await send('POST', `/v1/members/${a}/stages`, {
    stage: 'P4',
    happenedOn: '2021-11-10',
    evidence: evidenceOf(0, code),
  })
  await send('POST', '/v1/classes', {
    stage: 'P4',
    happenedOn: '2021-11-10',
    memberIds: [a, b],
    evidence: evidenceOf(0, code),
  })
  await send('POST', '/v1/classes', { stage: code, happenedOn: '2021-11-10', memberIds: [a, b], agency: code })
  await send('PATCH', `/v1/members/${a}`, { person: { nik: people[1]?.nik } }, { 'If-Match': '"999"' })
  await send('POST', `/v1/members/${a}/reversals`, { stage: 'P2', reason: code, note: noteOf(0) })
  const headers = { 'X-Request-Id': people[0]?.nik ?? '', 'If-Match': `"${name}"` }
  await send('PATCH', `/v1/members/${a}`, { person: { name } }, headers)
  await send('POST', '/v1/members', registration(3), { 'Idempotency-Key': people[0]?.nik ?? '' })
  await world.call('POST', '/v1/members', { as: 'other-office', body: registration(0) })
  // A secret in the URL is refused and not logged.
  for (const secret of [people[0]?.nik, people[0]?.phone, name])
    for (const path of [`members/${secret}`, `figures?area=${secret}`, `nowhere/${secret}`, `merges/${secret}`])
      await world.call('GET', `/v1/${encodeURI(path)}`)
  await world.call('POST', '/v1/members', { raw: JSON.stringify(registration(0)).slice(0, -3) })
}

/** Finds the secrets in a text: as they are, URL-encoded, or in base64. */
function findSecrets(text: string, secrets: string[]): string[] {
  const forms = (secret: string) => [
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64').slice(0, -4),
  ]
  return secrets.filter((secret) => forms(secret).some((form) => text.includes(form)))
}

/** Every value of a table as text. Bytes are read as text, and also unpacked if they are compressed. */
function textsOf(value: unknown): string[] {
  if (value instanceof Uint8Array) {
    const bytes = Buffer.from(value)
    const texts = [bytes.toString('latin1'), bytes.toString('utf8')]
    try {
      return [...texts, inflateRawSync(bytes).toString('utf8')]
    } catch {
      return texts
    }
  }
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, part]) => [key, ...textsOf(part)])
  return [String(value)]
}

async function objects(): Promise<string[]> {
  const client = new S3Client({})
  const texts: string[] = []
  for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: world.deps.bucketName }))
    for (const { Key } of Contents) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: world.deps.bucketName, Key }))
      texts.push(String(Key), gunzipSync((await Body?.transformToByteArray()) ?? Buffer.of()).toString('utf8'))
    }
  return texts
}

/** Everything in the table that the keyring can open, wherever it is and for whatever purpose it was sealed. */
async function openEverything(): Promise<string[]> {
  const items = await tableContents(world.deps.tableName)
  const sealed = items.flatMap((item) => Object.values(item).filter((value) => value instanceof Uint8Array))
  const ids = new Set(items.flatMap(({ id }) => (typeof id === 'string' ? [id] : [])))
  const contexts = [...ids].flatMap((id) => [`member:${id}`, `trail:${id}`, `glass:${id}`])
  return sealed.flatMap((bytes) =>
    contexts.flatMap((context) => {
      try {
        return [JSON.stringify(world.deps.keyring.open(bytes, context))]
      } catch {
        return []
      }
    }),
  )
}

/** The unpacked text of every rendering of a month's report, in both languages. */
async function renderings(month: string): Promise<string[]> {
  const record = await world.deps.issues.get(month, 1)
  if (!record) throw new Error(`${month} has an issue`)
  const report = makeReports(await readIssue(world.deps, record), record.hash)({ area: '31' })
  const texts = [JSON.stringify(report)]
  for (const language of ['id', 'en'] as const) {
    const options = { language, links: {} }
    const mail = renderMail(report, options)
    const pdf = new Uint8Array(await reportPdf(report, options))
    texts.push(
      mail.html,
      mail.text,
      reportCsv(report, options),
      reportPage(report, { language, origin: 'https://capaian.example', issues: [], isFront: false }),
    )
    texts.push(Object.values(readXlsx(reportXlsx(report, options)).files).join('\n'))
    texts.push((await extractText(pdf, { mergePages: true })).text)
  }
  return texts
}

describe('no personal data is in clear text', () => {
  const secrets = [...planted, ...refusedSecrets]

  test('in the table', async () => {
    const items = await tableContents(world.deps.tableName)
    expect(items.length).toBeGreaterThan(30)
    expect(findSecrets(items.flatMap(textsOf).join('\n'), secrets)).toEqual([])
  })

  test('in the file store', async () => {
    const texts = await objects()
    expect(texts.length).toBeGreaterThanOrEqual(4)
    expect(findSecrets(texts.join('\n'), secrets)).toEqual([])
  })

  test('in the log', () => {
    expect(world.deps.logged.length).toBeGreaterThan(80)
    expect(findSecrets(world.deps.logged.join('\n'), secrets)).toEqual([])
  })

  test('in the URLs of the API', () => {
    expect(findSecrets(urls.join('\n'), secrets)).toEqual([])
  })

  test('in any rendering of the month in which they were counted', async () => {
    const texts = await renderings('2021-11')
    expect(texts.every((text) => text.length > 1000)).toBe(true)
    expect(findSecrets(texts.join('\n'), [...secrets, ...ids])).toEqual([])
  })

  test('but the check finds it where it is sealed', async () => {
    const texts = await openEverything()
    // The members, and reasons: of a correction, a reclassification, two merges on each record, a glass and a revealing.
    expect(texts).toHaveLength(people.length + 8)
    expect(findSecrets(texts.join('\n'), planted)).toEqual(planted)
  })
})

test('a reveal shows the requested fields in full, and nothing else of the person', () => {
  const { name, ...hidden } = people[0] ?? { name: '' }
  expect(revealed.map((text) => JSON.parse(text))).toEqual(Array(2).fill({ memberId: ids[0], values: hidden }))
  expect(findSecrets(revealed.join(), [name, ...secretsOf(0).slice(6)])).toEqual([])
})

test('no answer shows a NIK, NPWP, phone, e-mail or birth date in full', () => {
  const hidden = people.flatMap(({ nik, npwp, phone, email, birthDate }) => [nik, npwp, phone, email, birthDate])
  const national = people.map(({ phone }) => phone.slice(3))
  expect(findSecrets(answers.join('\n'), [...hidden, ...national])).toEqual([])
  expect(answers.join('\n')).toContain('32************17')
})

test('the hash in a claim does not help to guess the request, because it is keyed', async () => {
  const items = await tableContents(world.deps.tableName)
  const fingerprints = items.flatMap(({ fingerprint }) => (typeof fingerprint === 'string' ? [fingerprint] : []))
  expect(fingerprints.length).toBeGreaterThan(10)
  for (const fingerprint of fingerprints) expect(fingerprint).toMatch(/^1\.[\w-]{22}$/)
})

describe('after a person is erased', () => {
  // The second person's record, into which the fourth's was merged: both are emptied.
  const gone = [...secretsOf(1), ...secretsOf(3)]
  let before: unknown

  beforeAll(async () => {
    before = JSON.parse((await send('GET', '/v1/figures?month=2021-12')).text)
    await twice(`/v1/members/${ids[1]}/erasures`)
  })

  test('none of their data can be decrypted anywhere', async () => {
    const texts = await openEverything()
    // Of the reasons those of the first person's record: of a merge, a glass and a revealing.
    expect(texts).toHaveLength(people.length + 3)
    expect(findSecrets(texts.join('\n'), gone)).toEqual([])
    const items = await tableContents(world.deps.tableName)
    expect(
      findSecrets([...items.flatMap(textsOf), ...(await objects()), ...world.deps.logged].join('\n'), planted),
    ).toEqual([])
  })

  test('the data of the others is complete', async () => {
    const left = [...secretsOf(0), ...secretsOf(2)]
    expect(findSecrets((await openEverything()).join('\n'), left)).toEqual(left)
  })

  test('no answer mentions them, and no figure has changed', async () => {
    const told: string[] = []
    for (const id of [ids[1], ids[3]])
      for (const path of ['', '/history', '/trail']) told.push((await send('GET', `/v1/members/${id}${path}`)).text)
    for (const i of [1, 3]) told.push((await send('POST', '/v1/members/searches', { nik: people[i]?.nik })).text)
    expect(findSecrets(told.join('\n'), gone)).toEqual([])
    expect(JSON.parse((await send('GET', '/v1/figures?month=2021-12')).text)).toEqual(before)
  })

  test('the merge of an erased record cannot be taken back', async () => {
    const items = await tableContents(world.deps.tableName)
    const merge = items.find(({ from, undoneAt }) => from === ids[3] && undoneAt === undefined)
    expect((await send('POST', `/v1/merges/${merge?.id}/undoings`)).status).toBe(409)
  })

  test('a person who registers again gets the old number back and is not counted twice', async () => {
    for (const i of [1, 3]) {
      const again = await send('POST', '/v1/members', registration(i))
      if (i === 1) expect([again.status, JSON.parse(again.text).memberId]).toEqual([201, ids[1]])
      // The fourth person is the second one: registered by now.
      else expect(again.status).toBe(409)
    }
    expect(JSON.parse((await send('GET', '/v1/figures?month=2021-12')).text)).toEqual(before)
  })
})
