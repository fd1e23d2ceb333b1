import { expect, test } from 'vitest'
import { verifyMember } from '../../../shared/usecases/members/verifications.ts'
import { callerAs, request } from '../../support/test-deps.ts'
import { deskOver, readPage } from '../../support/test-desk.ts'
import { makeWorld } from '../../support/world.ts'

test('people who registered online wait on the start page and in a list until somebody verifies them', async () => {
  const world = await makeWorld()
  await world.grant({ subject: 'siti', role: 'officer', area: '31.71.01' })
  const siti = deskOver(world.deps).visitor()
  await siti.signIn('siti')
  const readPageAt = async (path: string) => readPage(await (await siti.get(path)).text())
  expect(await readPageAt('/')).toContain('0 Menunggu verifikasi identitas')
  expect(await readPageAt('/verifications')).toContain('Tidak ada yang menunggu verifikasi.')
  await world.addTrained()
  const [first, second] = [await world.registerUnverified(), await world.registerUnverified()]
  expect(await readPageAt('/')).toContain('2 Menunggu verifikasi identitas')
  const list = await (await siti.get('/verifications')).text()
  const listedIds = [...list.matchAll(/href="\/members\/(\w+)\/verification"/g)].map(([, id]) => id)
  // Both registered at the same instant of the test's clock, so their order is by number.
  expect(listedIds.toSorted()).toEqual([first, second].toSorted())
  const seen = { by: 'officer', outcome: 'matches', seen: 'ktp' } as const
  await verifyMember(world.deps, callerAs('admin'), request(), second, seen)
  expect(await readPageAt('/')).toContain('1 Menunggu verifikasi identitas')
  expect(await (await siti.get('/verifications')).text()).not.toContain(second)
})
