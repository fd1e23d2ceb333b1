import { randomUUID } from 'node:crypto'
import type { Capaian, Figures } from '../../../functions/api/client.ts'
import { inventNewcomer } from '../journeys/newcomer.ts'
import { expectThat, type Visit } from '../journeys/visit.ts'
import { type SignedCall, snapProfile, snapSigner, snapSuccess, webhookSigner } from './signing.ts'

/** What the programs of partners use: `call` sends a call to our endpoint, `now` is the clock, and `wait` waits a moment. */
export type PartnerVisit = Visit & {
  now: () => Date
  call: (signedCall: SignedCall) => Promise<Response>
  wait: () => Promise<void>
}

const home = { area: '31.71.01.1001', agency: 'PPKUKM' }
const mostChecks = 60

/** The states that a loan has reached. In this demo it reaches them all on one day. */
type LoanStates = ('in_review' | 'approved' | 'signed' | 'disbursed' | 'cancelled')[]

/**
 * A bank and a fintech report loans: approvals, one event twice, events out of order, a cancelled loan, two loans of one
 * member, and a loan of somebody who registers later.
 */
export async function playLendersDay(visit: PartnerVisit): Promise<void> {
  const { as, say, today, now, call } = visit
  const admin = as('admin')
  const suffix = randomUUID().slice(0, 8)
  const [bank, fintech] = [`bank-${suffix}`, `fintech-${suffix}`]

  say('1. Daftarkan mitra / register the partners')
  const bankSigner = snapSigner(bank, now)
  await admin.post('/v1/partners', {
    body: { code: bank, name: 'Bank Jakarta', type: 'bank', signing: snapProfile(bank) },
  })
  const { data: bankSecret } = await admin.post('/v1/partners/{code}/credentials', {
    path: { code: bank },
    body: { kind: 'secret' },
  })
  await admin.post('/v1/partners/{code}/credentials', {
    path: { code: bank },
    body: { kind: 'public_key', value: bankSigner.publicKey },
  })
  await admin.post('/v1/partners', {
    body: { code: fintech, name: 'Fintek Sejahtera', type: 'p2p_lender', signing: { scheme: 'standard_webhooks' } },
  })
  const { data: fintechSecret } = await admin.post('/v1/partners/{code}/credentials', {
    path: { code: fintech },
    body: { kind: 'secret' },
  })
  const tokenAnswer = await call(bankSigner.tokenRequest())
  const reply: { accessToken?: string } = JSON.parse(await tokenAnswer.text())
  expectThat(
    tokenAnswer.status === 200 && reply.accessToken !== undefined,
    `The bank got no token: ${tokenAnswer.status}.`,
  )
  const access = { token: reply.accessToken ?? '', secret: bankSecret.secret ?? '' }
  say(`   ${bank} (SNAP), ${fintech} (Standard Webhooks)`)

  // Each event has a later time than the one before, though some arrive out of order.
  let lastEventMs = now().getTime() - 60_000
  const makeEvent = (number: string, member: object, states: LoanStates, amount = '10000000.00') => {
    const dates = Object.fromEntries(['submitted', ...states].map((state) => [state, today]))
    const money = { value: amount, currency: 'IDR' }
    lastEventMs += 1_000
    return {
      id: randomUUID(),
      type: `loan.${states.at(-1) ?? 'submitted'}`,
      occurredAt: new Date(lastEventMs).toISOString(),
      loan: { number, product: 'Monas Pemula' },
      member,
      dates,
      amounts: {
        applied: money,
        ...(states.includes('approved') && { approved: money }),
        ...(states.includes('disbursed') && { disbursed: money }),
      },
    }
  }
  const sendAsBank = async (event: ReturnType<typeof makeEvent>) => {
    const answer = await call(bankSigner.notice(event, access))
    const { responseCode }: { responseCode?: string } = JSON.parse(await answer.text())
    expectThat(responseCode === snapSuccess, `The bank was answered ${answer.status} ${responseCode}.`)
  }
  const sign = webhookSigner(fintech, now)
  const sendAsFintech = async (event: ReturnType<typeof makeEvent>) => {
    const answer = await call(sign(event, fintechSecret.secret ?? ''))
    expectThat(answer.status >= 200 && answer.status < 300, `The fintech was answered ${answer.status}.`)
  }
  const readP7 = async () => countStage(await readFigures(admin), 'P7')
  const start = await readFigures(admin)
  const startP7 = countStage(start, 'P7')
  say(`   P7 ${startP7}`)

  say('2. Tiga anggota / three members')
  const people = [
    inventNewcomer('female', { ...home, today }),
    inventNewcomer('male', { ...home, today }),
    inventNewcomer('female', { ...home, today }),
  ]
  const ids: string[] = []
  for (const person of people) ids.push((await admin.post('/v1/members', { body: person })).data.memberId)
  const [one = '', two = '', three = ''] = ids
  say(`   ${ids.join('  ')}`)

  say('3. Bank menyetujui pinjaman dan mengabarkannya dua kali / the bank approves a loan and reports it twice')
  const first = makeEvent('B-1', { number: one }, ['in_review', 'approved'])
  await Promise.all([sendAsBank(first), sendAsBank(first)])
  await waitUntil(visit, async () => (await readP7()) === startP7 + 1, 'One approval did not move P7 by one.')
  say(`   P7 ${startP7 + 1}`)

  say(
    '4. Fintek: kabar pencairan tiba sebelum kabar persetujuan / a fintech: the disbursement arrives before the approval',
  )
  const approval = makeEvent('F-1', { nik: people[1]?.person.nik }, ['in_review', 'approved'], '7500000.50')
  const disbursement = makeEvent(
    'F-1',
    { nik: people[1]?.person.nik },
    ['in_review', 'approved', 'signed', 'disbursed'],
    '7500000.50',
  )
  await sendAsFintech(disbursement)
  await sendAsFintech(approval)
  await waitUntil(visit, async () => (await readP7()) === startP7 + 2, 'The second loan did not move P7 by one.')
  await expectLoan(admin, two, 'disbursed')
  say(`   P7 ${startP7 + 2}, ${fintech} F-1 disbursed`)

  say('5. Dua pinjaman satu anggota, satu batal / two loans of one member, one of them cancelled')
  await sendAsFintech(makeEvent('F-2', { number: one }, ['in_review', 'approved'], '5000000.00'))
  await sendAsBank(makeEvent('B-1', { number: one }, ['in_review', 'approved', 'cancelled']))
  await waitUntil(
    visit,
    async () => (await readLoanStates(admin, one)) === 'cancelled approved',
    'The two loans are not in the states that were reported.',
  )
  expectThat((await readP7()) === startP7 + 2, 'The other loan did not take over.')
  say(`   P7 tetap / stays ${startP7 + 2}: F-2 menggantikan / takes over`)

  say('6. Pembatalan / a loan is cancelled')
  await sendAsBank(makeEvent('B-2', { number: three }, ['in_review', 'approved']))
  await waitUntil(visit, async () => (await readP7()) === startP7 + 3, 'The third loan did not move P7 by one.')
  await sendAsBank(makeEvent('B-2', { number: three }, ['in_review', 'approved', 'cancelled']))
  await waitUntil(visit, async () => (await readP7()) === startP7 + 2, 'The cancelled loan is still counted.')
  say(`   P7 ${startP7 + 3} -> ${startP7 + 2}`)

  say('7. Pinjaman orang yang belum terdaftar / a loan of somebody who is not registered')
  const later = inventNewcomer('male', { ...home, today })
  await sendAsBank(makeEvent('B-3', { nik: later.person.nik }, ['in_review', 'approved']))
  await waitUntil(
    visit,
    async () => (await listParked(admin, bank)).length === 1,
    'The loan of an unregistered person was not parked.',
  )
  const [parkedLoan] = await listParked(admin, bank)
  say(`   ${parkedLoan?.number}  ${parkedLoan?.member}  ${parkedLoan?.reason}`)
  expectThat(parkedLoan?.member !== later.person.nik, 'The list of parked loans shows a whole NIK.')
  const { data: newMember } = await admin.post('/v1/members', { body: later })
  await waitUntil(
    visit,
    async () => (await listParked(admin, bank)).length === 0,
    'Registering did not empty the list of parked loans.',
  )
  await waitUntil(visit, async () => (await readP7()) === startP7 + 3, 'The loan that was parked did not attain P7.')
  await expectLoan(admin, newMember.memberId, 'approved')
  say(
    `   ${newMember.memberId} terdaftar / registered: P7 ${startP7 + 3}, tidak ada pinjaman yang menunggu / no loan waits`,
  )

  say('8. Angka pinjaman / the figures of loans')
  const end = await readFigures(admin)
  for (const { fact, number, amount } of sumLoans(end, bank, fintech))
    say(`   ${fact.padEnd(10)} ${number}  Rp ${amount}`)
  const actualSums = sumLoans(end, bank, fintech).map(({ fact, number, amount }) => `${fact} ${number} ${amount}`)
  const expectedSums = ['applied 5 42500000.50', 'approved 3 22500000.50', 'disbursed 1 7500000.50', 'rejected 0 0.00']
  expectThat(actualSums.join() === expectedSums.join(), `The loans are counted as ${actualSums.join(', ')}.`)
  const { data: recount } = await admin.post('/v1/months/{month}/recounts', { path: { month: end.month } })
  expectThat(recount.differing === 0, `${recount.differing} counters differ from their entries.`)
  say('   Hitung ulang cocok / a recount agrees')
}

/** Repeats a check until it succeeds, because a received event may be applied a moment later. */
export async function waitUntil(
  { wait }: Pick<PartnerVisit, 'wait'>,
  check: () => boolean | Promise<boolean>,
  message: string,
): Promise<void> {
  for (let checks = 0; checks < mostChecks; checks++) {
    if (await check()) return
    await wait()
  }
  expectThat(false, message)
}

const readFigures = async (api: Capaian): Promise<Figures> => (await api.get('/v1/figures', {})).data

export const countStage = ({ stages }: Figures, code: string): number =>
  stages.find(({ stage }) => stage === code)?.cumulative ?? 0

const listParked = async (api: Capaian, partner: string) =>
  (await api.get('/v1/loans/parked', { query: { partner } })).data.items

async function readLoanStates(api: Capaian, id: string): Promise<string> {
  const { data } = await api.get('/v1/members/{id}/loans', { path: { id } })
  return data.items.map(({ state }) => state).join(' ')
}

async function expectLoan(api: Capaian, id: string, state: string): Promise<void> {
  const states = await readLoanStates(api, id)
  expectThat(states === state, `The loan of ${id} is ${states}, but was reported as ${state}.`)
}

/** Sums the loans of both partners by fact. Amounts are added in sen. */
function sumLoans({ loans }: Figures, ...partners: string[]) {
  return (['applied', 'approved', 'disbursed', 'rejected'] as const).map((fact) => {
    const counts = (loans?.partners ?? [])
      .filter(({ code }) => partners.includes(code))
      .flatMap(({ facts }) => facts[fact]?.cumulative ?? [])
    const sen = counts.reduce((sum, { amount }) => sum + BigInt(amount.replace('.', '')), 0n)
    const digits = String(sen).padStart(3, '0')
    return {
      fact,
      number: counts.reduce((sum, { number }) => sum + number, 0),
      amount: `${digits.slice(0, -2)}.${digits.slice(-2)}`,
    }
  })
}
