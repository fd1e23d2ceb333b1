import { generateKeyPairSync } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { webhooksApp } from '../../../functions/webhooks/app.ts'
import { listRefusedCalls } from '../../../shared/usecases/partners/receipts.ts'
import { loanEvent, testEvent } from '../../support/loan-event.ts'
import { refusalOf } from '../../support/refusal-of.ts'
import { tableContents } from '../../support/table-contents.ts'
import { callerAs } from '../../support/test-deps.ts'
import { type SignedCall, testPartners } from '../../support/test-partners.ts'

const text = JSON.stringify(loanEvent(), null, 1)
const early = new Date('2021-11-30T04:54:59.000Z')
const late = new Date('2021-11-30T05:05:01.000Z')
const strangersSecret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const strangersKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey

let partners: Awaited<ReturnType<typeof testPartners>>

beforeAll(async () => {
  partners = await testPartners()
})

const withHeader = (sent: SignedCall, name: string, value: (was: string) => string): SignedCall => ({
  ...sent,
  headers: { ...sent.headers, [name]: value(sent.headers[name] ?? '') },
})
function without(sent: SignedCall, name: string): SignedCall {
  const { [name]: _, ...headers } = sent.headers
  return { ...sent, headers }
}
/** Flips the last bit of the last byte, in hex or base64. */
const flipLastBit =
  (encoding: 'hex' | 'base64', prefix = '') =>
  (was: string) => {
    const bytes = Buffer.from(was.slice(prefix.length), encoding)
    bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1
    return prefix + bytes.toString(encoding)
  }

/** The table without the counts of refused calls, which hold a partner's code, a day, a reason and a number. */
const contentsButCounts = async () =>
  (await tableContents(partners.deps.tableName)).filter(({ pk }) => !String(pk).startsWith('REFUSED#'))

/**
 * Sends forged calls. All must get the same answer, headers included, and leave the table unchanged apart
 * from counts.
 */
async function expectRefusedAlike(forgeries: Record<string, SignedCall>, answer: { status: number; body: unknown }) {
  const before = await contentsButCounts()
  const measured = partners.measured.length
  const logged = partners.deps.logged.length
  const likenesses = new Set<string>()
  for (const [what, sent] of Object.entries(forgeries)) {
    const response = await partners.send(sent)
    const body = await response.text()
    expect([what, response.status, JSON.parse(body)]).toEqual([what, answer.status, answer.body])
    likenesses.add(JSON.stringify([response.status, [...response.headers].toSorted(), body]))
  }
  expect(likenesses.size).toBe(1)
  expect(await contentsButCounts()).toEqual(before)
  expect(partners.measured.slice(measured)).toEqual(Object.keys(forgeries).map(() => ({ Refused: 1 })))
  const reasons = partners.deps.logged.slice(logged).filter((line) => line.includes('A call could not be verified'))
  expect(reasons).toHaveLength(Object.keys(forgeries).length)
}

const notSigned = {
  status: 401,
  body: expect.objectContaining({ problems: [expect.objectContaining({ code: 'signature_invalid' })] }),
}

describe('forged, stale, truncated, re-encoded and foreign calls get the same refusal, and nothing of them is kept', () => {
  test('by Standard Webhooks', async () => {
    const { code, signed } = await partners.fintech('target', { allowedFrom: ['203.0.113.0/24'] })
    const other = await partners.fintech('other')
    await partners.bank('speaks-snap')
    const good = signed(text)
    const signature = 'webhook-signature'
    const forgeries: Record<string, SignedCall> = {
      'a stranger’s secret': signed(text, { by: strangersSecret }),
      'the secret of another partner': signed(text, { by: other.secret }),
      'another partner’s call': { ...other.signed(text), path: `/hooks/${code}` },
      'its own call at another door': { ...good, path: '/hooks/other' },
      'at the door of nobody': { ...good, path: '/hooks/nobody' },
      'at a door that no code could have': { ...good, path: '/hooks/NIEMAND%20%23' },
      'at the door of who speaks SNAP': { ...good, path: '/hooks/speaks-snap' },
      'from another address': withHeader(good, 'x-test-address', () => '198.51.100.7'),
      'from no address': withHeader(good, 'x-test-address', () => 'unknown'),
      'five minutes ago and a second': signed(text, { at: early }),
      'in five minutes and a second': signed(text, { at: late }),
      'a year ago': signed(text, { at: new Date('2020-11-30T05:00:00.000Z') }),
      'another time': withHeader(good, 'webhook-timestamp', (was) => String(Number(was) + 1)),
      'a time with a fraction': withHeader(good, 'webhook-timestamp', (was) => `${was}.0`),
      'a time with a zero before it': withHeader(good, 'webhook-timestamp', (was) => `0${was}`),
      'no time': without(good, 'webhook-timestamp'),
      'another id': withHeader(good, 'webhook-id', () => 'evt-2'),
      'no id': without(good, 'webhook-id'),
      'the id with what follows': {
        ...good,
        headers: { ...good.headers, 'webhook-id': `evt-1.${good.headers['webhook-timestamp']}` },
      },
      'no signature': without(good, signature),
      'an empty signature': withHeader(good, signature, () => 'v1,'),
      'a signature cut short': withHeader(good, signature, (was) => was.slice(0, -4)),
      'a signature without padding': withHeader(good, signature, (was) => was.replace(/=+$/, '')),
      'a signature in base64url': withHeader(good, signature, () => `v1,${'-_'.repeat(21)}-=`),
      'a signature in hex': withHeader(
        good,
        signature,
        (was) => `v1,${Buffer.from(was.slice(3), 'base64').toString('hex')}`,
      ),
      'a bit of the signature': withHeader(good, signature, flipLastBit('base64', 'v1,')),
      'a signature of another version': withHeader(good, signature, (was) => was.replace('v1', 'v2')),
      'a signature without version': withHeader(good, signature, (was) => was.slice(3)),
      'zeros for a signature': withHeader(good, signature, () => `v1,${Buffer.alloc(32).toString('base64')}`),
      'the body cut short': { ...good, body: text.slice(0, -1) },
      'the body and a blank': { ...good, body: `${text} ` },
      'the body written anew': { ...good, body: JSON.stringify(JSON.parse(text)) },
      'the body with Windows’ line ends': { ...good, body: text.replaceAll('\n', '\r\n') },
      'another amount': { ...good, body: text.replace('8000000.00', '9000000.00') },
      'an escape in place of a letter': { ...good, body: text.replace('Monas', '\\u004donas') },
      'a mark before the body': { ...good, body: `\ufeff${text}` },
      'the body packed': { ...good, body: new Uint8Array(gzipSync(text)) },
      'a body in UTF-16': { ...good, body: new Uint8Array(Buffer.from(text, 'utf16le')) },
      'a body that is no text': { ...good, body: Uint8Array.of(0xff, 0xfe, 0xfd) },
      'no body': { ...good, body: '' },
    }
    expect(Object.keys(forgeries)).toHaveLength(40)
    await expectRefusedAlike(forgeries, notSigned)
    expect((await partners.send(good)).status).toBe(200)
  })

  test.each([
    ['hmac_with_token', 'base64'],
    ['hmac_with_token', 'hex'],
    ['rsa', 'base64'],
    ['rsa', 'hex'],
  ] as const)('by SNAP, %s in %s', async (mode, encoding) => {
    const code = `snap-${mode.replaceAll('_', '-')}-${encoding}`
    const { signed, token: makeToken } = await partners.bank(code, { mode, encoding, query: 'in' })
    const other = await partners.bank(`${code}-x`, { mode, encoding })
    const token = mode === 'rsa' ? '' : await makeToken()
    const minified = JSON.stringify(JSON.parse(text))
    const call = { token, minified, query: 'a=1' }
    const good = signed(text, call)
    const signature = 'X-SIGNATURE'
    const forgeries: Record<string, SignedCall> = {
      'a stranger’s key': signed(text, { ...call, by: strangersSecret, key: strangersKey }),
      'the keys of another partner': signed(text, { ...call, by: other.secret, key: other.privateKey }),
      'at the door of nobody': { ...good, path: '/snap/nobody/v1.0/loan/notify?a=1' },
      'at the door of another': { ...good, path: `/snap/${code}-x/v1.0/loan/notify?a=1` },
      'over the path that the gateway makes': signed(text, { ...call, publicPath: `/snap/${code}/v1.0/loan/notify` }),
      'without its query': { ...good, path: good.path.replace('?a=1', '') },
      'with another query': { ...good, path: good.path.replace('a=1', 'a=2') },
      'five minutes ago and a second': signed(text, { ...call, at: early }),
      'in five minutes and a second': signed(text, { ...call, at: late }),
      'another time': withHeader(good, 'X-TIMESTAMP', (was) => was.replace('05:00:00', '05:00:01')),
      'the same time in another writing': withHeader(good, 'X-TIMESTAMP', () => '2021-11-30T12:00:00+07:00'),
      'no time': without(good, 'X-TIMESTAMP'),
      'no signature': without(good, signature),
      'a signature cut short': withHeader(good, signature, (was) => was.slice(0, -2)),
      'a signature in the other writing': withHeader(good, signature, (was) =>
        Buffer.from(was, encoding).toString(encoding === 'hex' ? 'base64' : 'hex'),
      ),
      'a signature in capitals': withHeader(good, signature, (was) => was.toUpperCase()),
      'a bit of the signature': withHeader(good, signature, flipLastBit(encoding)),
      'zeros for a signature': withHeader(good, signature, (was) =>
        Buffer.alloc(Buffer.from(was, encoding).length).toString(encoding),
      ),
      'another amount': { ...good, body: text.replace('8000000.00', '9000000.00') },
      'a blank within a text': { ...good, body: text.replace('Monas Pemula', 'Monas  Pemula') },
      'an escape in place of a letter': { ...good, body: text.replace('Monas', '\\u004donas') },
      'a number written otherwise': { ...good, body: text.replace('"dates"', '"daysLate":1.0,"dates"') },
      'the body cut short': { ...good, body: text.slice(0, -2) },
      'something behind the body': { ...good, body: `${text}{}` },
      'no body': { ...good, body: '' },
      ...(mode === 'hmac_with_token' && {
        'no token': without(good, 'Authorization'),
        'a token that was not signed': withHeader(good, 'Authorization', () => 'Bearer abc'),
        'a token of another kind': withHeader(good, 'Authorization', (was) => was.replace('Bearer', 'Basic')),
      }),
    }
    await expectRefusedAlike(forgeries, {
      status: 401,
      body: { responseCode: '4018800', responseMessage: 'Unauthorized. Signature' },
    })
    expect(await (await partners.send(good)).json()).toMatchObject({ responseCode: '2008800' })
  })

  test('when a token is requested', async () => {
    const { code, tokenRequest, secret } = await partners.bank('asks')
    const other = await partners.bank('asks-too')
    const good = tokenRequest()
    await expectRefusedAlike(
      {
        'a stranger’s key': tokenRequest({ key: strangersKey }),
        'the key of another partner': tokenRequest({ key: other.privateKey }),
        'another partner’s request': { ...other.tokenRequest(), path: good.path },
        'another client': tokenRequest({ clientKey: 'client-asks-too' }),
        'at the door of nobody': { ...good, path: '/snap/nobody/v1.0/access-token/b2b' },
        'an hour ago': tokenRequest({ at: new Date('2021-11-30T04:00:00.000Z') }),
        'no signature': without(good, 'X-SIGNATURE'),
        'no client': without(good, 'X-CLIENT-KEY'),
        'the secret for a signature': withHeader(good, 'X-SIGNATURE', () => secret),
      },
      { status: 401, body: { responseCode: '4017300', responseMessage: 'Unauthorized. Signature' } },
    )
    expect(await (await partners.send(good)).json()).toMatchObject({ responseCode: '2007300' })
    expect(code).toBe('asks')
  })
})

test('refused calls of a partner are counted by reason, and calls of strangers are not counted', async () => {
  const { deps, admin, send } = partners
  const { code, signed } = await partners.fintech('counted', { allowedFrom: ['203.0.113.0/24'] })
  const good = signed(JSON.stringify(testEvent()))
  const wrong = withHeader(good, 'webhook-signature', flipLastBit('base64', 'v1,'))
  for (let n = 0; n < 3; n++) await send(wrong)
  await send(signed(JSON.stringify(testEvent()), { at: new Date('2021-11-30T04:00:00.000Z') }))
  await send({ ...good, headers: { ...good.headers, 'x-test-address': '198.51.100.7' } })
  await send({ ...good, path: `/snap/${code}/v1.0/loan/notify` })
  await send({ ...good, path: '/hooks/nobody-here' })
  const refused = await listRefusedCalls(deps, admin, code)
  expect(refused.map(({ day, reason, times }) => [day, reason, times]).toSorted()).toEqual([
    ['2021-11-30', 'address', 1],
    ['2021-11-30', 'scheme', 1],
    ['2021-11-30', 'signature', 3],
    ['2021-11-30', 'stale', 1],
  ])
  const keys = (await tableContents(deps.tableName)).map(({ pk }) => String(pk))
  expect(keys.filter((pk) => pk.includes('nobody-here'))).toEqual([])
  expect(await refusalOf(listRefusedCalls(deps, callerAs('officer'), code))).toEqual(['not_allowed'])
  expect(await refusalOf(listRefusedCalls(deps, admin, 'nobody-here'))).toEqual(['not_found'])
})

test('a refused call gets the same answer when it cannot be counted', async () => {
  const { doors, send, signed } = { ...partners, ...(await partners.fintech('uncounted')) }
  const broken = { ...doors, refusedCalls: { ...doors.refusedCalls, count: () => Promise.reject(new Error('Away')) } }
  const { path, headers, body } = withHeader(signed('{}'), 'webhook-signature', flipLastBit('base64', 'v1,'))
  const answer = await webhooksApp(broken, () => '203.0.113.7').request(path, { method: 'POST', headers, body })
  expect([answer.status, await answer.json()]).toEqual([401, await (await send({ path, headers, body })).json()])
})
