import { beforeAll, describe, expect, test } from 'vitest'
import { webhooksApp } from '../../../functions/webhooks/app.ts'
import type { SnapProfile } from '../../../shared/domain/signing/snap-profile.ts'
import { listConflicts } from '../../../shared/usecases/partners/conflicts.ts'
import { loanEvent, testEvent } from '../../support/loan-event.ts'
import { testPartners } from '../../support/test-partners.ts'

let partners: Awaited<ReturnType<typeof testPartners>>

beforeAll(async () => {
  partners = await testPartners()
})

const readReply = async (response: Response) => [response.status, await response.json()]
const reply = (responseCode: string, responseMessage: string) => [
  Number(responseCode.slice(0, 3)),
  { responseCode, responseMessage },
]
const successful = reply('2008800', 'Successful')

test('an access token is valid for 900 seconds, and the reply says so as text', async () => {
  const { signed, tokenRequest } = await partners.bank('tokens')
  const answer = await partners.send(tokenRequest())
  expect([answer.status, answer.headers.get('x-timestamp')]).toEqual([200, '2021-11-30T12:00:00+07:00'])
  const body = await answer.json()
  expect(body).toEqual({
    responseCode: '2007300',
    responseMessage: 'Successful',
    accessToken: expect.stringMatching(/^[\w-]{60,2048}$/),
    tokenType: 'Bearer',
    expiresIn: '900',
  })
  const token = await tokenOf(body)
  expect(await readReply(await partners.send(signed(JSON.stringify(testEvent('t-1')), { token })))).toEqual(successful)
  partners.deps.clock.set('2021-11-30T05:15:00.000Z')
  expect(await readReply(await partners.send(signed(JSON.stringify(testEvent('t-2')), { token })))).toEqual(
    reply('4018801', 'Invalid Token (B2B)'),
  )
  partners.deps.clock.set('2021-11-30T05:00:00.000Z')
})

async function tokenOf(body: unknown): Promise<string> {
  return typeof body === 'object' && body !== null && 'accessToken' in body ? String(body.accessToken) : ''
}

test('a token of another partner, or an invented one, gets another reply than a wrong signature', async () => {
  const { signed } = await partners.bank('token-thief')
  const other = await partners.bank('token-owner')
  for (const token of [await other.token(), 'made-up'])
    expect(await readReply(await partners.send(signed(JSON.stringify(testEvent()), { token })))).toEqual(
      reply('4018801', 'Invalid Token (B2B)'),
    )
})

const settings = (['hmac_with_token', 'rsa'] as const).flatMap((mode) =>
  (['hex', 'base64'] as const).flatMap((encoding) =>
    (['in', 'out'] as const).map((query) => ({ mode, encoding, query })),
  ),
)

const event = JSON.stringify(loanEvent({ id: 'ID' }))
/** The event as different partners may write it, each with the same text without the blanks outside strings. */
const written: Record<string, { body: string; minified: string }> = {
  'on one line': { body: event, minified: event },
  'with CRLF and tabs': {
    body: JSON.stringify(JSON.parse(event), null, '\t').replaceAll('\n', '\r\n'),
    minified: event,
  },
  'with blanks in texts': {
    body: event.replace('Monas Pemula', '  Monas   Pemula '),
    minified: event.replace('Monas Pemula', '  Monas   Pemula '),
  },
  'with slashes escaped': {
    body: event.replace('Monas Pemula', 'Monas\\/Pemula \\" : , { x'),
    minified: event.replace('Monas Pemula', 'Monas\\/Pemula \\" : , { x'),
  },
  'with letters escaped': {
    body: event.replace('Monas', 'Mon\\u00e9s \\u00E9').replace('{', '{ '),
    minified: event.replace('Monas', 'Mon\\u00e9s \\u00E9'),
  },
  'with 1.0 and 1e0': {
    body: event.replace('{"applied"', ' {"applied"').replace('"dates"', '"daysLate" : 1.0, "note": 1e0,"dates"'),
    minified: event.replace('"dates"', '"daysLate":1.0,"note":1e0,"dates"'),
  },
  'with a big integer and keys like numbers': {
    body: event.replace('"dates"', '"b": 12345678901234567890, "10": 1, "2": null, "dates"'),
    minified: event.replace('"dates"', '"b":12345678901234567890,"10":1,"2":null,"dates"'),
  },
}

describe.each(settings)('signed by $mode in $encoding, query $query', ({ mode, encoding, query }) => {
  test('an event is received in every encoding', async () => {
    const code = `way-${mode === 'rsa' ? 'rsa' : 'hmac'}-${encoding}-${query}`
    const { signed, token: makeToken } = await partners.bank(code, { mode, encoding, query, externalId: 'any' })
    const token = mode === 'rsa' ? '' : await makeToken()
    for (const [i, [what, { body, minified }]] of Object.entries(written).entries()) {
      const own = (of: string) => of.replace('"ID"', `"evt-${i}"`)
      const sent = signed(own(body), {
        token,
        minified: own(minified),
        query: i % 2 ? 'b=2&a=%20x' : '',
        externalId: `x-${i}`,
      })
      expect([what, ...(await readReply(await partners.send(sent)))]).toEqual([what, ...successful])
    }
    expect(partners.told.filter(({ partner }) => partner === code)).toHaveLength(Object.keys(written).length)
    const twice = `{"id":"a","id":"b"}`
    const answer = await partners.send(signed(twice, { token, externalId: 'x-t' }))
    expect(await readReply(answer)).toEqual(reply('4008800', 'Bad Request'))
  })
})

describe('the number of a call', () => {
  const bankWithSender = async (code: string, more: Partial<SnapProfile> = {}) => {
    const bank = await partners.bank(code, { mode: 'rsa', ...more })
    return {
      ...bank,
      send: async (of: object, externalId: string) =>
        readReply(await partners.send(bank.signed(JSON.stringify(of), { externalId }))),
    }
  }

  test('belongs to one event for a day in WIB', async () => {
    const { code, send } = await bankWithSender('numbers')
    const [a, b] = [loanEvent({ id: 'a' }), loanEvent({ id: 'b', loan: { number: 'L-2', product: 'Monas' } })]
    expect(await send(a, '1')).toEqual(successful)
    expect(await send(b, '1')).toEqual(reply('4098800', 'Conflict'))
    const { items } = await listConflicts(partners.deps, partners.admin, code, { limit: 10 })
    expect(items).toMatchObject([{ why: 'external_id_reused', eventId: 'b', differs: [] }])
    // An honest retry: the same event, under the same number and under another.
    expect(await send(a, '1')).toEqual(successful)
    expect(await send(a, '2')).toEqual(successful)
    expect(await send(loanEvent({ id: 'a', daysLate: 1 }), '3')).toEqual(reply('4048818', 'Inconsistent Request'))
    expect(await send(b, '4')).toEqual(successful)
    partners.deps.clock.set('2021-11-30T17:00:00.000Z')
    expect(await send(loanEvent({ id: 'c' }), '1')).toEqual(successful)
    partners.deps.clock.set('2021-11-30T05:00:00.000Z')
    expect(partners.told.filter(({ partner }) => partner === code).map((each) => each.event.id)).toEqual([
      'a',
      'b',
      'c',
    ])
  })

  test('is required, and consists of the characters that the profile allows', async () => {
    const { send } = await bankWithSender('numeric-numbers', { externalId: 'numeric' })
    expect(await send(testEvent(), '')).toEqual(reply('4008802', 'Invalid Mandatory Field X-EXTERNAL-ID'))
    expect(await send(testEvent(), 'a-1')).toEqual(reply('4008801', 'Invalid Field Format X-EXTERNAL-ID'))
    expect(await send(testEvent(), '9'.repeat(36))).toEqual(successful)
    const any = await bankWithSender('any-numbers', { externalId: 'any' })
    expect(await any.send(testEvent(), '7c9e6679-7425-40de-944b-e07fc1f90ae7')).toEqual(successful)
  })
})

test('the reply to a wrong event names the first wrong field', async () => {
  const { signed } = await partners.bank('field', { mode: 'rsa', service: '91' })
  const answer = async (of: object) => readReply(await partners.send(signed(JSON.stringify(of))))
  expect(await answer(loanEvent({ member: undefined }))).toEqual(reply('4009102', 'Invalid Mandatory Field member'))
  expect(await answer(loanEvent({ occurredAt: 'today' }))).toEqual(reply('4009101', 'Invalid Field Format occurredAt'))
})

test.each([
  ['POST', '/snap', '4048801'],
  ['POST', '/snap/nobody', '4048801'],
  ['GET', '/snap/nobody/v1.0/balance-inquiry', '4048801'],
  ['POST', '/snap/nobody/v1.0/loan/notify/', '4048801'],
  ['POST', '/snap/%FF/v1.0/loan/notify', '4018800'],
  ['GET', '/snap/nobody/v1.0/loan/notify', '4058800'],
  ['PUT', '/snap/nobody/v1.0/access-token/b2b', '4057300'],
  ['POST', '/snap/nobody/v1.0/access-token/b2b', '4017300'],
  ['DELETE', '/snap/nobody/v1.0/loan/notify', '4058800'],
  ['POST', '/snap/nobody/v1.0/loan/notify', '4018800'],
])('%s %s gets a reply of SNAP', async (method, path, responseCode) => {
  const answer = await partners.app.request(path, { method, ...(method === 'POST' && { body: '{' }) })
  expect([answer.status, await answer.json()]).toEqual([
    Number(responseCode.slice(0, 3)),
    { responseCode, responseMessage: expect.any(String) },
  ])
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
  expect(answer.headers.get('x-timestamp')).toBe('2021-11-30T12:00:00+07:00')
})

test('an unsupported method gets a reply with the service code of the path', async () => {
  await partners.bank('service', { service: '91' })
  const answer = async (path: string) => readReply(await partners.app.request(`/snap/service/v1.0/${path}`))
  expect(await answer('loan/notify')).toEqual(reply('4059100', 'Requested Function Is Not Supported'))
  expect(await answer('access-token/b2b')).toEqual(reply('4057300', 'Requested Function Is Not Supported'))
})

test('a body of a megabyte and a failure of ours get replies of SNAP', async () => {
  const { signed } = await partners.bank('large', { mode: 'rsa' })
  expect(await readReply(await partners.send(signed(JSON.stringify('a'.repeat(1_000_000)))))).toEqual(
    reply('4008800', 'Bad Request'),
  )
  const broken = webhooksApp(
    { ...partners.doors, partners: { ...partners.deps.partners, get: () => Promise.reject(new Error('away')) } },
    () => '',
  )
  const answer = await broken.request('/snap/large/v1.0/loan/notify', { method: 'POST', body: '{}' })
  expect(await readReply(answer)).toEqual(reply('5008801', 'Internal Server Error'))
  const token = await broken.request('/snap/large/v1.0/access-token/b2b', { method: 'POST', body: '{}' })
  expect(await readReply(token)).toEqual(reply('5007301', 'Internal Server Error'))
})

test('the published test vectors are accepted at the endpoints', async () => {
  const { deps, send } = partners
  const snap = await partners.bank('midtrans', { publicPath: '/v1.0/qr/qr-mpm-generate', externalId: 'any' })
  await withSecret('midtrans', 'myclientsecret')
  deps.clock.set('2024-03-05T10:37:16.196Z')
  const body =
    '{"partnerReferenceNo":"2020102900000000000001","amount":{"value":"12345678.00","currency":"IDR"},"feeAmount":{"value":"12345678.00","currency":"IDR"},"merchantId":"00007100010926","terminalId":"213141251124","validityPeriod":"2009-07-03T12:08:56-07:00"}'
  const headers = {
    Authorization: 'Bearer myaccesstoken',
    'X-TIMESTAMP': '2024-03-05T10:37:16.196Z',
    'X-SIGNATURE': 'wmzT7yjg1SxxCsxNsFgCR9SYXiZGGbceF6fV8xe97sAMHxZ+7OEBMIBmvb6Sj6GcksGp3iv77DiomgSbcST3XQ==',
    'X-EXTERNAL-ID': 'v1',
  }
  // The signature is right, but the token is not ours.
  expect(await readReply(await send({ path: '/snap/midtrans/v1.0/loan/notify', headers, body }))).toEqual(
    reply('4018801', 'Invalid Token (B2B)'),
  )
  expect(snap.code).toBe('midtrans')
  await partners.fintech('published')
  await withSecret('published', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')
  deps.clock.set('2021-02-25T15:02:10.000Z')
  const published = {
    path: '/hooks/published',
    headers: {
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    },
    body: '{"test": 2432232314}',
  }
  // The signature is right, but the body is no event.
  expect((await send(published)).status).toBe(422)
  deps.clock.set('2021-11-30T05:00:00.000Z')
})

/** Gives a partner a secret that was made elsewhere. */
async function withSecret(code: string, value: string): Promise<void> {
  const { deps } = partners
  const signer = await deps.partners.get(code)
  if (!signer) throw new Error('There is no such partner')
  const version = signer.partner.version + 1
  const secret = { id: 'crd_published', kind: 'secret' as const, value, from: '2020-01-01T00:00:00.000Z' }
  await deps.commit(deps.partners.save({ partner: { ...signer.partner, version }, credentials: [secret] }))
}
