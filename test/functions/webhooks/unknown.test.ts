import { beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { loanKey } from '../../../shared/domain/loan/loan-record.ts'
import { makeReceiptId } from '../../../shared/domain/receipt/receipt.ts'
import { listConflicts } from '../../../shared/usecases/partners/conflicts.ts'
import { listPassedOver } from '../../../shared/usecases/partners/receipts.ts'
import { tellLoan } from '../../../shared/usecases/receiving/tell-loan.ts'
import { loanEvent } from '../../support/loan-event.ts'
import { testPartners } from '../../support/test-partners.ts'

let partners: Awaited<ReturnType<typeof testPartners>>

beforeAll(async () => {
  partners = await testPartners({ tellLoan })
})

const listPassedOverPlaces = async (code: string) =>
  (await listPassedOver(partners.deps, partners.admin, code, { limit: 50 })).items

describe('an unknown part', () => {
  test('of an event is kept, ignored, counted once and shown to its partner', async () => {
    const { code, signed } = await partners.fintech('more-fields')
    const event = loanEvent({
      branch: 'Senen',
      loan: { number: 'L-1', product: 'Monas', officer: { name: 'x' } },
      dates: { submitted: '2021-11-02', approved: '2021-11-29', surveyed: '2021-11-10' },
    })
    for (let n = 0; n < 2; n++) {
      const answer = await partners.send(signed(JSON.stringify(event)))
      expect([answer.status, await answer.json()]).toEqual([
        200,
        { receipt: makeReceiptId(code, 'evt-1'), passedOver: '/loan/officer /dates/surveyed /branch' },
      ])
    }
    expect(await listPassedOverPlaces(code)).toMatchObject([
      { place: '/branch', times: 1, lastEvent: 'evt-1' },
      { place: '/dates/surveyed', times: 1 },
      { place: '/loan/officer', times: 1 },
    ])
    const stored = await partners.deps.receipts.get(makeReceiptId(code, 'evt-1'))
    expect(stored?.words.body).toContain('"officer":{"name":"x"}')
    const [record] = await partners.deps.loans.getMany([loanKey({ partner: code, number: 'L-1' })])
    expect(record?.loan?.dates).toEqual({ submitted: '2021-11-02', approved: '2021-11-29' })
  })

  test('is a type: the event is kept and changes no loan, unless it names no member', async () => {
    const { code, signed } = await partners.fintech('more-types')
    const restructured = loanEvent({ type: 'loan.restructured' })
    const promoted = { id: 'evt-2', type: 'promo.started', who: '3171016703980001' }
    for (const event of [restructured, promoted]) {
      const answer = await partners.send(signed(JSON.stringify(event), { id: event.id }))
      expect(await answer.json()).toMatchObject({ passedOver: `type ${event.type}` })
    }
    const stored = await Promise.all(
      ['evt-1', 'evt-2'].map((id) => partners.deps.receipts.get(makeReceiptId(code, id))),
    )
    expect(stored.map((each) => [each?.receipt.outcome, each?.words.body !== undefined])).toEqual([
      ['passed_over', true],
      ['passed_over', false],
    ])
    expect(await partners.deps.loans.getMany([loanKey({ partner: code, number: 'L-1' })])).toEqual([])
    expect(await listPassedOverPlaces(code)).toMatchObject([
      { place: 'type loan.restructured', times: 1 },
      { place: 'type promo.started', times: 1 },
    ])
  })
})

test('an event with another order of fields, other blanks and other unknown fields is the same event', async () => {
  const { code, signed } = await partners.fintech('rewriter')
  const event = loanEvent({ attempt: 1 })
  const { loan, ...rest } = event
  const anew = { loan: { product: loan.product, number: loan.number }, ...rest, attempt: 2, sequence: 0 }
  const answers = await Promise.all(
    [JSON.stringify(event), JSON.stringify(anew, null, 2)].map(async (body) =>
      (await partners.send(signed(body))).json(),
    ),
  )
  expect(answers[1]).toEqual(answers[0])
  expect((await partners.send(signed(JSON.stringify({ ...anew, daysLate: 1 })))).status).toBe(409)
  expect((await listConflicts(partners.deps, partners.admin, code, { limit: 5 })).items).toHaveLength(1)
})

describe('a sandbox', () => {
  const Outcome = z.object({ outcome: z.string(), loan: z.record(z.string(), z.unknown()) })

  test.each([
    ['a member', { number: 'SANDBX12' }, {}, { state: 'approved', review: [] }],
    ['a NIK', { nik: '3171011503900001' }, {}, { state: 'approved', review: [] }],
    ['nobody', { nik: '3171016703980001' }, {}, { state: 'approved', parked: 'member_unknown', review: [] }],
    ['an unverified member', { number: 'SANDBX24' }, {}, { parked: 'identity_unsettled' }],
    ['a member who left', { number: 'SANDBX5A' }, {}, { stageProblems: ['member_inactive'] }],
    [
      'impossible dates',
      { number: 'SANDBX12' },
      {
        type: 'loan.signed',
        dates: { submitted: '2021-11-02', approved: '2021-11-29', signed: '2021-11-29', rejected: '2021-11-20' },
      },
      { review: [{ eventId: 'evt-1', why: 'dates', to: 'signed' }] },
    ],
  ])('goes through every step, counts nowhere, and can read the result: %s', async (what, member, more, loan) => {
    const code = `play-${what.replaceAll(' ', '-').toLowerCase()}`
    const { signed } = await partners.fintech(code, { isSandbox: true })
    expect((await partners.send(signed(JSON.stringify(loanEvent({ member, ...more }))))).status).toBe(200)
    const path = `/hooks/${code}/outcome?event=evt-1`
    const asked = signed(`GET ${path}`, { id: 'ask-1', path })
    const answer = await partners.send({ ...asked, method: 'GET' })
    expect(Outcome.parse(await answer.json())).toMatchObject({ outcome: 'sandbox', loan: { number: 'L-1', ...loan } })
    for (const list of ['parked', 'review', 'ahead'] as const)
      expect((await partners.deps.loans.pageOfList(list, { partner: code, limit: 5 })).items).toEqual([])
  })

  test('reads nothing of another partner, nor does one by SNAP', async () => {
    const { signed, code } = await partners.fintech('reader', { isSandbox: true })
    const path = `/hooks/${code}/outcome?event=evt-1`
    expect((await partners.send({ ...signed(`GET ${path}`, { id: 'ask-1', path }), method: 'GET' })).status).toBe(404)
  })
})
