import { beforeAll, describe, expect, test } from 'vitest'
import { PostedAnswer } from '../../shared/domain/acts/posted-answer.ts'
import { MergeAnswer } from '../../shared/usecases/members/merges.ts'
import { decryptEverything, findSecrets, readObjects, readTexts, renderEverything } from '../support/find-secrets.ts'
import {
  evidenceOf,
  noteOf,
  people,
  plantedSecrets,
  refusedSecrets,
  registrationOf,
  secretsOf,
} from '../support/private-people.ts'
import { tableContents } from '../support/table-contents.ts'
import { makeWorld, nobodysNumber, type World } from '../support/world.ts'

let world: World
let ids: string[] = []
const answers: string[] = []
const urls: string[] = []
const revealed: string[] = []

/** Sends a request, and keeps the answer for the tests. */
async function send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  urls.push(path)
  const answer = await world.call(method, path, { ...(body !== undefined && { body }), headers })
  const text = await answer.text()
  answers.push(`${JSON.stringify([...answer.headers])} ${text}`)
  return { status: answer.status, text }
}

let keys = 0
/** Sends a request twice, and expects the same answer. */
async function sendTwice(path: string, body?: unknown) {
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

beforeAll(async () => {
  world = await makeWorld()
  await world.grant({ subject: 'other-office', role: 'officer', area: '31.72' })
  for (const i of people.keys())
    ids.push(PostedAnswer.parse(await sendTwice('/v1/members', registrationOf(i))).memberId)
  ids = [...ids]
  await actAsPeople()
  await makeMistakes()
})

/** Carries out acts of every kind, each sent twice. */
async function actAsPeople() {
  const [a = '', b = '', c = '', d = ''] = ids
  for (const [i, id] of ids.entries())
    await sendTwice(`/v1/members/${id}/stages`, { stage: 'P5', happenedOn: '2021-11-09', note: noteOf(i) })
  for (const [i, id] of ids.entries()) await sendTwice(`/v1/members/${id}/notes`, { text: noteOf(i) })
  await sendTwice(`/v1/members/${a}/stages`, {
    stage: 'P2',
    happenedOn: '2021-11-10',
    evidence: evidenceOf(0, 'sertifikat'),
  })
  await sendTwice('/v1/classes', {
    stage: 'P3',
    happenedOn: '2021-11-12',
    memberIds: [a, b, nobodysNumber()],
    evidence: { kind: 'catatan_pendamping', number: 'KELAS-7' },
  })
  await sendTwice(`/v1/members/${a}/reversals`, { stage: 'P2', reason: 'wrong_person', note: noteOf(0) })
  await sendTwice(`/v1/members/${b}/reclassifications`, { gender: 'female', category: 'naik_kelas', reason: 'other' })
  await sendTwice(`/v1/members/${c}/withdrawals`, { on: '2021-11-30' })
  await sendTwice(`/v1/members/${c}/returns`)
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
  const merged = MergeAnswer.parse(
    await sendTwice('/v1/merges', { from: a, into: b, reason: 'duplicate_registration' }),
  )
  await send('GET', `/v1/merges/${merged.mergeId}`)
  await sendTwice(`/v1/merges/${merged.mergeId}/undoings`)
  await sendTwice('/v1/merges', { from: d, into: b, reason: 'duplicate_registration' })
  world.deps.clock.set('2021-12-06T05:00:00.000Z')
  await send('POST', '/v1/months/closings', {})
  for (const path of ['figures', 'figures.csv', 'figures/series', 'targets', 'issues', 'months', 'repairs'])
    await send('GET', `/v1/${path}`)
  await send('GET', '/v1/figures/entries?month=2021-11&stage=P1')
  await send('GET', '/v1/months/2021-11/issues/1')
  await send('POST', '/v1/months/2021-11/recounts')
}

/** Sends requests that are refused, with personal data in every field where somebody might put them. */
async function makeMistakes() {
  const [a = '', b = ''] = ids
  const [nik = '', phone = '', email = '', name = '', code = ''] = refusedSecrets
  await send('POST', '/v1/members', { ...registrationOf(0), person: { name, nik, phone, email } })
  await send('POST', '/v1/members', { ...registrationOf(1), [name]: 1 })
  await send('POST', '/v1/members', { ...registrationOf(2), area: code, agency: code, category: code })
  await send('POST', '/v1/members', registrationOf(1))
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
  await send('POST', '/v1/members', registrationOf(3), { 'Idempotency-Key': people[0]?.nik ?? '' })
  await world.call('POST', '/v1/members', { as: 'other-office', body: registrationOf(0) })
  // A secret in the URL is refused and not logged.
  for (const secret of [people[0]?.nik, people[0]?.phone, name])
    for (const path of [`members/${secret}`, `figures?area=${secret}`, `nowhere/${secret}`, `merges/${secret}`])
      await world.call('GET', `/v1/${encodeURI(path)}`)
  await world.call('POST', '/v1/members', { raw: JSON.stringify(registrationOf(0)).slice(0, -3) })
}

describe('no personal data are in clear text', () => {
  const secrets = [...plantedSecrets, ...refusedSecrets]

  test('in the table', async () => {
    const items = await tableContents(world.deps.tableName)
    expect(items.length).toBeGreaterThan(30)
    expect(findSecrets(items.flatMap(readTexts).join('\n'), secrets)).toEqual([])
  })

  test('in the file store', async () => {
    const texts = await readObjects(world.deps)
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

  test('in any rendering of the month’s report', async () => {
    const texts = await renderEverything(world.deps, '2021-11')
    expect(texts.every((text) => text.length > 1000)).toBe(true)
    expect(findSecrets(texts.join('\n'), [...secrets, ...ids])).toEqual([])
  })

  test('but the check finds it after decryption', async () => {
    const texts = await decryptEverything(world.deps)
    // The members, and the reasons: of a correction, a reclassification, two merges on each record, breaking glass, and a reveal.
    expect(texts).toHaveLength(people.length + 8)
    expect(findSecrets(texts.join('\n'), plantedSecrets)).toEqual(plantedSecrets)
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
  // The fourth person's record was merged into the second's, so both are emptied.
  const gone = [...secretsOf(1), ...secretsOf(3)]
  let before: unknown

  beforeAll(async () => {
    before = JSON.parse((await send('GET', '/v1/figures?month=2021-12')).text)
    await sendTwice(`/v1/members/${ids[1]}/erasures`)
  })

  test('none of their data can be decrypted anywhere', async () => {
    const texts = await decryptEverything(world.deps)
    // The remaining reasons are those of the first person's record: of a merge, breaking glass, and a reveal.
    expect(texts).toHaveLength(people.length + 3)
    expect(findSecrets(texts.join('\n'), gone)).toEqual([])
    const items = await tableContents(world.deps.tableName)
    expect(
      findSecrets(
        [...items.flatMap(readTexts), ...(await readObjects(world.deps)), ...world.deps.logged].join('\n'),
        plantedSecrets,
      ),
    ).toEqual([])
  })

  test('the data of the others is complete', async () => {
    const left = [...secretsOf(0), ...secretsOf(2)]
    expect(findSecrets((await decryptEverything(world.deps)).join('\n'), left)).toEqual(left)
  })

  test('no answer mentions them, and no figure has changed', async () => {
    const told: string[] = []
    for (const id of [ids[1], ids[3]])
      for (const path of ['', '/history', '/trail']) told.push((await send('GET', `/v1/members/${id}${path}`)).text)
    for (const i of [1, 3]) told.push((await send('POST', '/v1/members/searches', { nik: people[i]?.nik })).text)
    expect(findSecrets(told.join('\n'), gone)).toEqual([])
    expect(JSON.parse((await send('GET', '/v1/figures?month=2021-12')).text)).toEqual(before)
  })

  test('the merge of an erased record cannot be undone', async () => {
    const items = await tableContents(world.deps.tableName)
    const merge = items.find(({ from, undoneAt }) => from === ids[3] && undoneAt === undefined)
    expect((await send('POST', `/v1/merges/${merge?.id}/undoings`)).status).toBe(409)
  })

  test('a person who registers again gets the old number back and is not counted twice', async () => {
    for (const i of [1, 3]) {
      const again = await send('POST', '/v1/members', registrationOf(i))
      if (i === 1) expect([again.status, JSON.parse(again.text).memberId]).toEqual([201, ids[1]])
      // The fourth person was merged into the second, who is registered by now.
      else expect(again.status).toBe(409)
    }
    expect(JSON.parse((await send('GET', '/v1/figures?month=2021-12')).text)).toEqual(before)
  })
})
