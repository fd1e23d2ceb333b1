import { beforeAll, describe, expect, test } from 'vitest'
import { tableContents } from '../../support/table-contents.ts'
import { loanEvent, testEvent, testPartners } from '../../support/test-partners.ts'

let partners: Awaited<ReturnType<typeof testPartners>>

beforeAll(async () => {
  partners = await testPartners()
})

describe('an event by Standard Webhooks', () => {
  test('is stored before it is answered, told to its loan, and answered the same when told again', async () => {
    const { signed } = await partners.fintech('fintech-1')
    const body = JSON.stringify(loanEvent(), null, 2)
    const first = await partners.send(signed(body))
    expect(first.status).toBe(200)
    const answer = await first.text()
    expect(JSON.parse(answer)).toEqual({ receipt: expect.stringMatching(/^rcp_[0-9A-Z]{26}$/) })
    expect(partners.told).toMatchObject([{ partner: 'fintech-1', event: { id: 'evt-1' } }])
    const again = await partners.send(signed(JSON.stringify(loanEvent())))
    expect([again.status, await again.text()]).toEqual([200, answer])
    expect(partners.told).toHaveLength(1)
  })
})

test('an event by SNAP is answered as SNAP does', async () => {
  const { signed, token } = await partners.bank('bank-1')
  const answer = await partners.send(signed(JSON.stringify(loanEvent()), { token: await token() }))
  expect([answer.status, await answer.json()]).toEqual([
    200,
    { responseCode: '2008800', responseMessage: 'Successful' },
  ])
  expect(partners.told.at(-1)).toMatchObject({ partner: 'bank-1', event: { id: 'evt-1' } })
})

test('nothing of what was said stands in the clear', async () => {
  const stored = JSON.stringify(await tableContents(partners.deps.tableName))
  expect(stored).not.toContain('3171016703980001')
  expect(stored).not.toContain('Monas Pemula')
  expect(testEvent().id).toBe('test-1')
})
