import { expect, test } from 'vitest'
import { deskOver } from '../../support/test-desk.ts'
import { makeWorld } from '../../support/world.ts'

const areas = ['31.71.01.1001', '31.71.01.1002', '31.71.01', '31.71.02.1001', '31.71.02', '31.72.01.1001']

test('a short page of entries is filled by one more request', async () => {
  const world = await makeWorld()
  for (const area of areas) await world.member({ area, registeredOn: '2021-11-02' })
  for (const area of areas.slice(0, 4)) await world.member({ area, registeredOn: '2021-10-02' })
  const admin = deskOver(world.deps).visitor()
  await admin.signIn('admin')
  const rows = (page: string) => page.split('<tr>').length - 2
  const first = await (await admin.get('/figures/entries?month=2021-11&stage=P1&span=cumulative')).text()
  expect(rows(first)).toBeLessThan(10)
  const next = /class="more"><a class="button" href="([^"]*)"/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const rest = await (await admin.get(`${next}&fill=${50 - rows(first)}`)).text()
  expect(rows(first) + rows(rest)).toBe(10)
  expect(rest).not.toContain('class="more"')
  expect(rest).toContain('Jumlah seluruhnya: 10.')
})
