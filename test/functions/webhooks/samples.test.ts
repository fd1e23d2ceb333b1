import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findFreePort } from '../../../infra/local/free-port.ts'
import { listen } from '../../../infra/local/listen.ts'
import { LoanEvent } from '../../../shared/domain/loan/loan-event.ts'
import { loanEvent, testEvent } from '../../support/loan-event.ts'
import {
  expectSnapSample,
  expectWebhookSample,
  isProgramMissing,
  usualPrograms,
} from '../../support/sample-programs.ts'
import { testPartners } from '../../support/test-partners.ts'

let partners: Awaited<ReturnType<typeof testPartners>>
let server: Awaited<ReturnType<typeof listen>>

beforeAll(async () => {
  partners = await testPartners()
  server = await listen(partners.app, await findFreePort(18_600))
})
afterAll(() => server.stop())

const connect = () => ({ partners, server })

describe.each(usualPrograms)('the sample in %s', (extension) => {
  test.skipIf(isProgramMissing(extension))('signs a test event by Standard Webhooks', () =>
    expectWebhookSample(connect(), extension),
  )
  test.skipIf(isProgramMissing(extension))('signs a test event by SNAP', () => expectSnapSample(connect(), extension))
})

test('the sample of openssl signs by RSA in hex', () =>
  expectSnapSample(connect(), 'sh', { mode: 'rsa', encoding: 'hex' }))

test('the page shows every sample in both languages, and loads nothing from elsewhere', async () => {
  for (const [language, title] of [
    ['id', 'Menyambung dalam sepuluh menit'],
    ['en', 'Connected in ten minutes'],
  ]) {
    const answer = await partners.app.request(`/partners?lang=${language}`)
    const html = await answer.text()
    expect([answer.status, answer.headers.get('content-security-policy')]).toEqual([
      200,
      "default-src 'none'; style-src 'unsafe-inline'",
    ])
    expect(html).toContain(title)
    expect(html.match(/<details>/g)).toHaveLength(12)
    for (const [, link = ''] of html.matchAll(/href="([^"]*)"/g))
      expect([link, (await partners.app.request(link)).status]).toEqual([link, 200])
    const [, example = ''] = /<pre><code>(\{.*?\})<\/code>/s.exec(html) ?? []
    expect(LoanEvent.safeParse(JSON.parse(example.replaceAll('&quot;', '"'))).error).toBeUndefined()
  }
})

test('the schema of events accepts the events that we accept', async () => {
  const schema: unknown = await (await partners.app.request('/partners/event.schema.json')).json()
  const ajv = new Ajv2020({ strict: false, validateFormats: false })
  const validate = ajv.compile(typeof schema === 'object' && schema !== null ? schema : false)
  expect([loanEvent(), testEvent()].map((event) => validate(event))).toEqual([true, true])
  expect([loanEvent({ type: 'lost or not' }), { ...testEvent(), id: '' }].map((event) => validate(event))).toEqual([
    false,
    false,
  ])
})
