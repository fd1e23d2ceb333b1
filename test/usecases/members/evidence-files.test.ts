import { createHash } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { cleanJpeg } from '../../../shared/domain/member/clean-image.ts'
import { EvidenceFile, mostFileBytes } from '../../../shared/domain/member/evidence-file.ts'
import { confirmFile, EvidenceFileAsked, listFiles, openFile } from '../../../shared/usecases/members/evidence-files.ts'
import { mergeMembers } from '../../../shared/usecases/members/merges.ts'
import { document, photo } from '../../support/evidence.ts'
import { codesOfProblem, problemOf } from '../../support/problem.ts'
import { callerAs, request } from '../../support/test-deps.ts'
import { makeWorld, type World } from '../../support/world.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
  await world.grant({ subject: 'siti', role: 'officer', area: '31.71.01' })
  await world.grant({ subject: 'budi', role: 'officer', area: '31.72' })
})

const post = (path: string, body?: unknown, key?: string) =>
  world.call('POST', path, { as: 'siti', body, ...(key !== undefined && { headers: { 'Idempotency-Key': key } }) })
const ask = async (id: string, type = 'image/jpeg') => {
  const answer = await post(`/v1/members/${id}/files`, { stage: 'P1', type })
  expect(answer.status).toBe(201)
  return EvidenceFileAsked.parse(await answer.json())
}
/** Sends the form as a browser does. */
const upload = ({ action, fields }: EvidenceFileAsked['upload'], file: Buffer) => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append('file', new File([new Uint8Array(file)], 'foto.jpg'))
  return fetch(action, { method: 'POST', body: form, redirect: 'manual' })
}
const confirm = (memberId: string, id: string, key?: string) =>
  post(`/v1/members/${memberId}/files/${id}/confirmations`, undefined, key)

test('a photo is uploaded directly to the store, and kept once, cleaned and encrypted, with its hash in the trail', async () => {
  const memberId = await world.member()
  const { id, upload: form } = await ask(memberId)
  expect(codesOfProblem(await problemOf(await confirm(memberId, id)))).toEqual(['evidence_file_missing'])
  expect((await upload(form, photo())).status).toBe(201)
  const [first, again] = [
    await confirm(memberId, id, 'keep-it-once-only'),
    await confirm(memberId, id, 'keep-it-once-only'),
  ]
  const file = EvidenceFile.parse(await first.json())
  expect(EvidenceFile.parse(await again.json())).toEqual(file)
  const clean = cleanJpeg(photo())
  expect(file.sha256).toBe(createHash('sha256').update(clean).digest('hex'))

  const { intake, trail } = world.deps
  expect(await intake.keys('uploads/')).toEqual([])
  const [key = ''] = await intake.keys(`evidence/${memberId}/`)
  const stored = (await intake.read(key, 10_000)) ?? Buffer.of()
  expect(stored.includes(clean.subarray(0, 40))).toBe(false)

  const download = await world.call('GET', `/v1/members/${memberId}/files/${id}/content`, { as: 'siti' })
  expect(Buffer.from(await download.arrayBuffer())).toEqual(clean)
  expect(Object.fromEntries(download.headers)).toMatchObject({
    'content-type': 'image/jpeg',
    'content-disposition': `attachment; filename="P1-${id}.jpg"`,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  })
  const trailLines = (await trail.ofMember(memberId, { limit: 10 })).items.map(({ act, actor, other, changes }) => ({
    act,
    actor,
    other,
    file: changes?.file?.to,
  }))
  expect(trailLines).toEqual([
    { act: 'file_added', actor: 'siti', other: id, file: file.sha256 },
    { act: 'file_opened', actor: 'siti', other: id, file: undefined },
  ])
  for (const path of ['', `/${id}/content`])
    expect((await world.call('GET', `/v1/members/${memberId}/files${path}`, { as: 'budi' })).status).toBe(404)
})

test('a file that two requests confirm at the same moment can be opened', async () => {
  const { deps } = world
  const { id, memberId } = await world.evidenceFile('uploaded')
  let arrivals = 0
  let release = () => {}
  const both = new Promise<void>((resolve) => {
    release = resolve
  })
  const intake = {
    ...deps.intake,
    /** Both requests write the content before either stores the file's key. */
    async put(...content: Parameters<typeof deps.intake.put>) {
      await deps.intake.put(...content)
      if (++arrivals === 2) release()
      await both
    },
  }
  const admin = callerAs('admin')
  const tries = [1, 2].map(() => confirmFile({ ...deps, intake }, admin, request(), { memberId, id }))
  expect((await Promise.allSettled(tries)).map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect((await openFile(deps, admin, { memberId, id })).content).toEqual(cleanJpeg(photo()))
})

test('an officer of the kept record can open files of a record from another kota that was merged into it', async () => {
  const { deps } = world
  const { id, memberId: from } = await world.evidenceFile('kept')
  const into = await world.member({ area: '31.72.01.1001' })
  const admin = callerAs('admin')
  await mergeMembers(deps, admin, request(), { from, into, reason: 'duplicate_registration' })
  const budi = callerAs('officer', { area: '31.72' })
  expect((await listFiles(deps, budi, into)).map((file) => file.id)).toEqual([id])
  expect((await openFile(deps, budi, { memberId: into, id })).content).toEqual(cleanJpeg(photo()))
  await expect(openFile(deps, budi, { memberId: from, id })).rejects.toThrow('not_found')
})

test('a file that is too large, of another type than named, or active, is refused and can be replaced', async () => {
  const memberId = await world.member()
  const { id, upload: form } = await ask(memberId, 'application/pdf')
  for (const [file, code] of [
    [Buffer.alloc(mostFileBytes + 1), 'evidence_file_large /file'],
    [Buffer.alloc(0), 'evidence_file_missing'],
    [photo(), 'evidence_file_type /file'],
    [document('1 0 obj << /S /JavaScript >> endobj'), 'evidence_file_active /file'],
  ] as const) {
    expect((await upload(form, file)).status).toBe(201)
    expect(codesOfProblem(await problemOf(await confirm(memberId, id)))).toEqual([code])
  }
  await upload(form, document())
  expect((await confirm(memberId, id)).status).toBe(201)
  expect((await confirm(memberId, id)).status).toBe(404)
  const other = await post(`/v1/members/${memberId}/files`, { stage: 'P2', type: 'image/jpeg' })
  expect(codesOfProblem(await problemOf(other))).toEqual(['evidence_without_stage /stage'])
})

test('a wrong file is removed once, with its reason in the trail, and cannot be opened any more', async () => {
  const { intake, trail } = world.deps
  const { id, memberId } = await world.evidenceFile('kept')
  const remove = (reason: string) =>
    post(`/v1/members/${memberId}/files/${id}/removals`, { reason }, 'remove-it-once-only')
  expect(codesOfProblem(await problemOf(await remove('because')))).toEqual(['reason_unknown /reason'])
  const [first, again] = [await remove('wrong_person'), await remove('wrong_person')]
  expect([first.status, again.status]).toEqual([201, 201])
  expect(await again.json()).toEqual(await first.json())
  expect(await intake.keys(`evidence/${memberId}/`)).toEqual([])
  const download = await world.call('GET', `/v1/members/${memberId}/files/${id}/content`, { as: 'siti' })
  expect(download.status).toBe(404)
  const [line] = (await trail.ofMember(memberId, { limit: 10 })).items.filter(({ act }) => act === 'file_removed')
  expect(line).toMatchObject({ actor: 'siti', other: id, reason: 'wrong_person' })
})

test('erasing a person empties the files, and an unconfirmed upload belongs to nobody', async () => {
  const memberId = await world.member()
  const [keptFile, awaitedFile] = [await ask(memberId), await ask(memberId)]
  for (const { id, upload: form } of [keptFile, awaitedFile]) {
    await upload(form, photo())
    if (id === keptFile.id) await confirm(memberId, id)
  }
  expect((await world.call('POST', `/v1/members/${memberId}/erasures`, { as: 'admin' })).status).toBe(201)
  expect(await world.deps.intake.keys(`evidence/${memberId}/`)).toEqual([])
  expect(await world.deps.evidenceFiles.findKept(memberId, keptFile.id)).toBeUndefined()
  const late = await confirm(memberId, awaitedFile.id)
  expect([404, 409]).toContain(late.status)
  expect(await world.deps.evidenceFiles.ofMember(memberId)).toEqual([])
})
