import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { expect, test, vi } from 'vitest'
import { listPartnerPages } from '../../support/desk-pages.ts'
import { deskOver } from '../../support/test-desk.ts'
import { makeWorld } from '../../support/world.ts'

/** Twelve includes the reads of the session. A class page also reads each participant; this class has one. */
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
  const target = await world.target({ area: '31.71' })
  const sent = vi.spyOn(DynamoDBDocumentClient.prototype, 'send')
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
    '/months/2021-10',
    '/months/2021-10/issues/1',
    '/months/2021-10/reissue',
    '/targets',
    `/targets/${target}`,
    '/recipients',
    '/people',
    ...listPartnerPages(code, loan),
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
