import { randomInt } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { callStep } from '../../../shared/data/call-counts.ts'
import { PartnerCall } from '../../../shared/domain/receipt/call.ts'
import { makeReceiptId } from '../../../shared/domain/receipt/receipt.ts'
import { limitCalls } from '../../../shared/usecases/access/limit-calls.ts'
import { listConflicts } from '../../../shared/usecases/partners/conflicts.ts'
import { listCalls } from '../../../shared/usecases/partners/receipts.ts'
import { makeReceiptHandler } from '../../../shared/usecases/receiving/apply-receipt.ts'
import { sweep } from '../../../shared/usecases/sweep.ts'
import { loanEvent, testEvent } from '../../support/loan-event.ts'
import { tableContents } from '../../support/table-contents.ts'
import { testPartners } from '../../support/test-partners.ts'

let partners: Awaited<ReturnType<typeof testPartners>>

beforeAll(async () => {
  partners = await testPartners()
})

const toldBy = (code: string) => partners.told.filter(({ partner }) => partner === code)
const readAnswer = async (answer: Response) => ({ status: answer.status, body: await answer.text() })

async function callsOf(code: string) {
  const { deps, admin } = partners
  const { items } = await listCalls(deps, admin, code, { limit: 50 })
  return items.map((call) => PartnerCall.parse(call))
}

describe('by Standard Webhooks', () => {
  test('an event is applied to its loan, and a repeat gets the first answer', async () => {
    const { signed } = await partners.fintech('told-again')
    const first = await readAnswer(await partners.send(signed(JSON.stringify(loanEvent(), null, 2))))
    expect(first).toEqual({ status: 200, body: JSON.stringify({ receipt: makeReceiptId('told-again', 'evt-1') }) })
    expect(toldBy('told-again')).toMatchObject([{ event: { id: 'evt-1', loan: { number: 'L-1' } } }])
    // Other blanks, another time: still the same event.
    partners.deps.clock.set('2021-11-30T05:04:00.000Z')
    expect(await readAnswer(await partners.send(signed(JSON.stringify(loanEvent()))))).toEqual(first)
    expect(toldBy('told-again')).toHaveLength(1)
    partners.deps.clock.set('2021-11-30T05:00:00.000Z')
    expect(await callsOf('told-again')).toMatchObject([
      { status: 200, reason: 'repeated', eventId: 'evt-1' },
      { status: 200, reason: 'received', eventId: 'evt-1', outcome: 'applied' },
    ])
  })

  test('other content under a known id is refused, kept once, and described by the names of its fields only', async () => {
    const { code, event } = await partners.fintech('conflicting')
    await partners.send(event(loanEvent()))
    const other = loanEvent({ member: { nik: '3171010101900002' }, daysLate: 3 })
    const answers = [await partners.send(event(other)), await partners.send(event(other))]
    expect(answers.map(({ status }) => status)).toEqual([409, 409])
    expect(await answers[0]?.json()).toMatchObject({ problems: [{ code: 'event_differs' }] })
    expect(toldBy(code)).toHaveLength(1)
    const { items } = await listConflicts(partners.deps, partners.admin, code, { limit: 10 })
    expect(items).toMatchObject([{ why: 'event_differs', eventId: 'evt-1', differs: ['/member/nik', '/daysLate'] }])
    // A repeat of the first content still gets the first answer.
    expect((await partners.send(event(loanEvent()))).status).toBe(200)
  })

  test('an unreadable event is refused with its field, leaves no receipt, and can be sent again corrected', async () => {
    const { code, signed, event } = await partners.fintech('unreadable')
    const twice = '{"id":"evt-1","id":"evt-1"}'
    for (const [body, status, reason, place] of [
      ['{', 400, 'body_malformed'],
      [twice, 400, 'body_field_twice'],
      [JSON.stringify(loanEvent({ type: 'lost or not' })), 422, 'value_choice', '/type'],
      [JSON.stringify(loanEvent({ id: 'evt-2' })), 422, 'event_id_differs', '/id'],
      [JSON.stringify(loanEvent({ amounts: { applied: { value: '1', currency: 'IDR' } } })), 422, 'amount_shape'],
    ] as const) {
      expect([(await partners.send(signed(body))).status, (await callsOf(code))[0]]).toMatchObject([
        status,
        { status, reason, ...(place && { place }) },
      ])
    }
    expect(await partners.deps.receipts.get(makeReceiptId(code, 'evt-1'))).toBeUndefined()
    expect((await partners.send(event(loanEvent()))).status).toBe(200)
  })

  test('a sandbox and a test event are received, answered and listed, and reach no real loan', async () => {
    const { event } = await partners.fintech('sandbox', { isSandbox: true })
    expect((await partners.send(event(loanEvent()))).status).toBe(200)
    const live = await partners.fintech('live')
    expect((await partners.send(live.event(testEvent()))).status).toBe(200)
    expect([...toldBy('sandbox'), ...toldBy('live')].map(({ isSandbox }) => isSandbox)).toEqual([true])
    expect(await callsOf('sandbox')).toMatchObject([{ status: 200, outcome: 'sandbox' }])
    expect(await callsOf('live')).toMatchObject([{ status: 200, outcome: 'test' }])
  })

  test('a suspended partner is refused from its next call on', async () => {
    const { code, event } = await partners.fintech('suspended')
    const signer = await partners.deps.partners.get(code)
    if (signer)
      await partners.deps.commit(
        partners.deps.partners.save({
          ...signer,
          partner: { ...signer.partner, status: 'suspended', version: signer.partner.version + 1 },
        }),
      )
    expect((await partners.send(event(loanEvent()))).status).toBe(403)
    expect(await callsOf(code)).toMatchObject([{ status: 403, reason: 'partner_suspended' }])
  })
})

test('a partner that calls too often must wait for the next minute, and no other partner must', async () => {
  const busy = await testPartners({ callsPerMinute: callStep })
  const hasty = await busy.fintech('hasty')
  const call = hasty.event(testEvent())
  for (let calls = 1; calls < 2 * callStep; calls++) expect((await busy.send(call)).status).toBe(200)
  const refusal = await busy.send(call)
  expect([refusal.status, refusal.headers.get('Retry-After')]).toEqual([429, '60'])
  const calm = await busy.fintech('calm')
  expect((await busy.send(calm.event(testEvent()))).status).toBe(200)
  const bank = await busy.bank('bank', { mode: 'rsa' })
  for (let calls = 1; calls < 2 * callStep; calls++)
    await limitCalls({ ...busy.deps, callsPerMinute: callStep }, 'partner', 'bank')
  const reply = await busy.send(bank.signed(JSON.stringify(testEvent())))
  expect([reply.status, await reply.json()]).toMatchObject([429, { responseMessage: 'Too Many Requests' }])
  busy.deps.clock.set('2021-11-30T05:01:00.000Z')
  expect((await busy.send(hasty.event(testEvent()))).status).toBe(200)
})

test('ten copies at one instant have one effect and one answer', async () => {
  const { code, event } = await partners.fintech('twins')
  const answers = await Promise.all(Array.from({ length: 10 }, () => partners.send(event(loanEvent()))))
  const bodies = await Promise.all(answers.map(readAnswer))
  expect(new Set(bodies.map((each) => JSON.stringify(each)))).toEqual(new Set([JSON.stringify(bodies[0])]))
  expect(bodies[0]?.status).toBe(200)
  expect(toldBy(code)).toHaveLength(1)
})

describe('when applying fails', () => {
  test('the answer is the same, and the sweep makes up for it', async () => {
    let isUp = false
    const own = await testPartners({
      tellLoan:
        ({ commit }) =>
        async ({ otherWrites }) => {
          if (!isUp) throw new Error('The loans are away')
          await commit(...otherWrites)
        },
    })
    const { code, event } = await own.fintech('patient')
    const answer = await own.send(event(loanEvent()))
    expect(answer.status).toBe(200)
    const id = makeReceiptId(code, 'evt-1')
    expect((await own.deps.receipts.get(id))?.obligation.state).toBe('due')
    isUp = true
    own.deps.clock.set('2021-11-30T06:00:00.000Z')
    await sweep(own.deps, { receipt: makeReceiptHandler(own.deps, own.doors.tellLoan) }, 500)
    expect(await own.deps.receipts.get(id)).toMatchObject({
      receipt: { outcome: 'applied' },
      obligation: { state: 'discharged' },
    })
  })

  test('a receipt that was emptied meanwhile is not applied', async () => {
    const never = () => Promise.reject(new Error('It was told'))
    const own = await testPartners({ tellLoan: () => never })
    const { code, event } = await own.fintech('forgotten')
    await own.send(event(loanEvent()))
    const id = makeReceiptId(code, 'evt-1')
    await own.deps.receipts.forget({ nik: '3171016703980001' })
    own.deps.clock.set('2021-11-30T06:00:00.000Z')
    await sweep(own.deps, { receipt: makeReceiptHandler(own.deps, never) }, 500)
    expect(await own.deps.receipts.get(id)).toMatchObject({
      receipt: { outcome: 'forgotten' },
      words: { signature: '' },
      obligation: { state: 'discharged' },
    })
    // A repeat is still recognised.
    own.deps.clock.set('2021-11-30T05:00:00.000Z')
    expect((await own.send(event(loanEvent()))).status).toBe(200)
  })
})

/** A body of the largest size that is promised to be accepted: an event, and `more` for the rest. */
function fullBody(id: string, more: (bytes: number) => string): string {
  const text = JSON.stringify({ ...loanEvent({ id }), more: '' })
  return text.replace('"more":""', () => `"more":"${more(256 * 1024 - text.length)}"`)
}

/** One of the many characters of three bytes each, so that compression saves nothing. */
const anySign = () => String.fromCodePoint(randomInt(0x0800, 0xd800))

test.each<[string, (bytes: number) => string]>([
  ['quotes', (bytes) => '\\"'.repeat(bytes / 2)],
  ['backslashes', (bytes) => '\\\\'.repeat(bytes / 2)],
  ['signs that nothing foretells', (bytes) => Array.from({ length: bytes / 3 }, anySign).join('')],
])('a body of 256 KB of %s is received, kept and applied', async (what, more) => {
  const { code, signed } = await partners.fintech(`full-${what.slice(0, 4)}`)
  const body = fullBody('evt-1', more)
  expect(Buffer.byteLength(body)).toBeGreaterThan(256 * 1024 - 3)
  expect((await partners.send(signed(body))).status).toBe(200)
  expect(toldBy(code)).toMatchObject([{ event: { id: 'evt-1' } }])
  const storedReceipt = await partners.deps.receipts.get(makeReceiptId(code, 'evt-1'))
  expect(storedReceipt?.words.body === body).toBe(true)
})

test('no content of events and no secret is in the table in the clear, or in the log', async () => {
  const { secret, event } = await partners.fintech('sealed')
  await partners.send(event(loanEvent()))
  const stored = JSON.stringify(await tableContents(partners.deps.tableName)) + partners.deps.logged.join('\n')
  for (const text of ['3171016703980001', '3171010101900002', 'Monas Pemula', '8000000.00', secret.slice(6)])
    expect(stored).not.toContain(text)
})
