import { expect, test } from 'vitest'
import { openCaseFor } from '../../../shared/usecases/rights/rights-cases.ts'
import { callerAs, request } from '../../support/test-deps.ts'
import { deskOver, readPage } from '../../support/test-desk.ts'
import { makeWorld } from '../../support/world.ts'

test('a request about personal data is listed with the name and number of the person', async () => {
  const world = await makeWorld()
  await world.grant({ subject: 'siti', role: 'officer', area: '31.71.01' })
  const siti = deskOver(world.deps).visitor()
  await siti.signIn('siti')
  const id = await world.member()
  await openCaseFor(world.deps, callerAs('admin'), request(), id, { kind: 'access' })
  const name = (await world.deps.members.get(id))?.person?.name
  expect(readPage(await (await siti.get('/cases')).text())).toContain(
    `${name} ${id.slice(0, 4)}-${id.slice(4)} Salinan data`,
  )
})
