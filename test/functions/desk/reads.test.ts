import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { expect, test, vi } from 'vitest'
import type { Programme } from '../../../shared/domain/programme/programme.ts'
import { jakpreneur } from '../../../shared/programme/jakpreneur.ts'
import { giveGrant } from '../../../shared/usecases/access/give-grant.ts'
import { registerMember } from '../../../shared/usecases/members/registration.ts'
import { openCaseFor } from '../../../shared/usecases/rights/rights-cases.ts'
import { listPartnerPages, listSubscriberPages } from '../../support/desk-pages.ts'
import { fewAreas } from '../../support/few-areas.ts'
import { callerAs, request, type TestDeps, testDeps } from '../../support/test-deps.ts'
import { deskOver } from '../../support/test-desk.ts'
import { inside, makeWorld, newNik } from '../../support/world.ts'

/** Twelve includes the reads of the session. */
test('a page takes at most twelve reads', async () => {
  const world = await makeWorld()
  const desk = deskOver(world.deps)
  await world.grant({ subject: 'siti', role: 'officer', area: '31.71.01' })
  const siti = desk.visitor()
  await siti.signIn('siti')
  await siti.get('/')
  const head = desk.visitor()
  await head.signIn('admin')
  await head.get('/figures')
  const id = await world.addTrained()
  const { id: list } = await world.classList()
  const pair = await world.duplicate()
  const { code } = await world.partnerConflict()
  const loan = await world.loan()
  const recipient = await world.recipient()
  const subscriber = (await world.subscriber()).id
  const target = await world.target({ area: '31.71' })
  const sent = vi.spyOn(DynamoDBDocumentClient.prototype, 'send')
  await siti.get('/account')
  expect(sent.mock.calls, 'Grants and sign-outs are one read').toHaveLength(1)
  const reads: [string, number][] = []
  for (const path of [
    '/',
    '/members',
    '/members/new',
    `/members/${id}`,
    `/members/${id}/trail`,
    `/members/${id}/rights`,
    `/members/${id}/stages`,
    `/members/${id}/correction`,
    '/worklist',
    '/verifications',
    `/classes/${list}`,
    '/duplicates',
    `/duplicates/${pair}`,
    '/disputes',
    '/cases',
    '/imports',
    '/exports',
    '/obstacles',
  ]) {
    sent.mockClear()
    await siti.get(path)
    reads.push([path.replace(id, 'ID').replace(list, 'ID').replace(pair, 'ID'), sent.mock.calls.length])
  }
  for (const path of [
    '/figures',
    '/figures?area=31.71.01&month=2021-10',
    '/figures/series',
    '/figures/entries?month=2021-11&stage=P1',
    '/figures/entries?month=2021-11&stage=P1&span=cumulative',
    '/months',
    '/months/closings',
    '/months/closings/progress',
    '/months/2021-10',
    '/months/2021-10/issues/1',
    '/months/2021-10/reissue',
    '/targets',
    `/targets/${target}`,
    '/recipients',
    '/people',
    ...listPartnerPages(code, loan),
    ...listSubscriberPages(subscriber),
    '/work',
    '/work/repairs',
    '/people/siti',
    `/recipients/${recipient}`,
    `/recipients/${recipient}/preview`,
    '/months/2021-10/issues/1/deliveries',
  ]) {
    sent.mockClear()
    await head.get(path)
    reads.push([path, sent.mock.calls.length])
  }
  await world.registerVerified('budi')
  const budi = desk.visitor()
  await budi.signIn('budi')
  for (const path of ['/me', '/me/stages', '/me/trail', '/me/requests', '/me/copy']) {
    sent.mockClear()
    await budi.get(path)
    reads.push([path, sent.mock.calls.length])
  }
  sent.mockRestore()
  expect(reads.filter(([, n]) => n > 12)).toEqual([])
})

/** Callers with several places, and the pages that read most for them. */
const broad: [name: string, programme: Programme, places: string[]][] = [
  ['districts of a kota', fewAreas, ['31.71.01', '31.71.02']],
  ['districts of two kota', fewAreas, ['31.71.01', '31.71.02', '31.72.01']],
  ['a kota', fewAreas, ['31.71']],
  ['all Jakarta', jakpreneur, ['31']],
]

test.each(broad)('a page of an officer of %s takes at most twelve reads', async (_, programme, places) => {
  const deps = await testDeps({ programme, firstMonth: '2021-11' })
  const desk = deskOver({ ...deps, tokens: { verifySubject: async (token: string) => token } })
  for (const area of places)
    await giveGrant(deps, {
      subject: 'siti',
      role: 'officer',
      area,
      from: '2021-01-01T00:00:00.000Z',
      grantedBy: 'test',
    })
  const siti = desk.visitor()
  await siti.signIn('siti')
  for (const path of ['/', '/figures']) await siti.get(path)
  // Every list has an item, so that reading items is counted too.
  const waiting = await registerInside(deps, '2021-11-01')
  await registerInside(deps, '2021-11-01')
  await openCaseFor(deps, callerAs('admin'), request(), waiting, { kind: 'access' })
  const sent = vi.spyOn(DynamoDBDocumentClient.prototype, 'send')
  const reads: [string, number][] = []
  for (const path of [
    '/',
    '/worklist?days=0',
    '/verifications',
    '/members',
    '/duplicates',
    '/disputes',
    '/cases',
    '/obstacles',
    '/figures',
    '/figures/series',
    '/months',
    '/exports',
  ]) {
    sent.mockClear()
    const { status } = await siti.get(path)
    reads.push([`${path} ${status}`, sent.mock.calls.length])
  }
  sent.mockRestore()
  expect(reads.filter(([, n]) => n > 12)).toEqual([])
  expect(reads.filter(([path]) => !path.endsWith(' 200'))).toEqual([])
})

/** Registers somebody with the same name, birth date and phone each time, so that they are duplicates. */
async function registerInside(deps: TestDeps, registeredOn: string): Promise<string> {
  const person = { name: 'Sri Wahyuni', nik: newNik(), birthDate: '1990-05-17', phone: '+628610000001' }
  const asked = { person, gender: 'male' as const, category: 'pemula', ...inside, registeredOn }
  return (await registerMember(deps, callerAs('admin'), request(), asked)).answer.memberId
}
