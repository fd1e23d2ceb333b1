import { beforeAll, expect, test } from 'vitest'
import { capaian } from '../../../../functions/api/client.ts'
import { citizenJourney } from '../../../../infra/local/journeys/citizen.ts'
import { makeWorld, type World } from '../../../support/world.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
  await world.grant({ subject: 'officer-gambir', role: 'officer', area: '31.71.01' })
})

test('a citizen registers himself, is verified, keeps his NIK, and gets a copy of everything', async () => {
  const seen: string[] = []
  await citizenJourney({
    as: (token) =>
      capaian({ url: 'http://capaian', token, fetch: (url, init) => world.app.request(url, init), retries: 0 }),
    say: (line) => seen.push(line),
    today: '2021-11-30',
  })
  const text = seen.join('\n')
  expect(text).toContain('P1 di kecamatan / in the district: 0 -> 1')
  expect(text.match(/unverified/g)).toHaveLength(2)
  expect(text).toContain('2021-11-30  P1 attained  (officer)')
  const acts = [...text.matchAll(/Z {2}(\w+) {2}(\S+)/g)].map(([, act, actor]) => [act, actor])
  expect(acts).toEqual([
    ['registered_self', 'self'],
    ['verified', 'officer-gambir'],
    ['case_opened', 'self'],
    ['corrected', 'officer-gambir'],
    ['case_done', 'admin'],
  ])
})
