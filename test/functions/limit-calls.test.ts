import { expect, test } from 'vitest'
import { callCounts, callStep } from '../../shared/data/call-counts.ts'
import { tableNamed } from '../../shared/data/table.ts'
import { apiOver } from '../support/test-api.ts'
import { testDeps } from '../support/test-deps.ts'

test('a caller who calls too often is refused until the next minute by every function', async () => {
  const deps = await testDeps()
  const another = () =>
    apiOver({ ...deps, callsPerMinute: callStep, callCounts: callCounts(tableNamed(deps.tableName)) })
  const [one, two] = [another(), another()]
  await one.grant({ subject: 'hasty', role: 'viewer' })
  await one.grant({ subject: 'calm', role: 'viewer' })
  const ask = async (api: typeof one, as: string) => (await api.call('GET', '/v1/programme', { as })).status
  for (let calls = 0; calls < callStep; calls++) expect(await ask(one, 'hasty')).toBe(200)
  for (let calls = 1; calls < callStep; calls++) expect(await ask(two, 'hasty')).toBe(200)
  const refusal = await two.call('GET', '/v1/programme', { as: 'hasty' })
  expect([refusal.status, refusal.headers.get('Retry-After'), await refusal.json()]).toMatchObject([
    429,
    '60',
    { problems: [{ code: 'calls_too_many', message: { en: expect.stringContaining(`${callStep} requests`) } }] },
  ])
  expect(await ask(two, 'calm')).toBe(200)
  deps.clock.set(new Date(deps.now().getTime() + 60_000).toISOString())
  expect(await ask(two, 'hasty')).toBe(200)
})
