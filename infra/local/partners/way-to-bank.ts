import { randomUUID } from 'node:crypto'
import type { Capaian } from '../../../functions/api/client.ts'
import { addDays, type Day, dayOf, type Month, monthOfDay, nextMonth } from '../../../shared/domain/calendar.ts'
import { findNotice } from '../../../shared/domain/referral/referral-terms.ts'
import { jakpreneur } from '../../../shared/programme/jakpreneur.ts'
import { wib } from '../demo/calendar.ts'
import { inventNewcomer } from '../journeys/newcomer.ts'
import { expectThat } from '../journeys/visit.ts'
import { connectBank, makeApproval } from './bank.ts'
import { countStage, type PartnerVisit, waitUntil } from './lenders.ts'
import { connectPortal } from './portal.ts'
import { type Receiver, startReceiver } from './receiver.ts'

/** A partner's visit whose clock can be moved forward. Its day is read from the clock. */
export type WayVisit = Omit<PartnerVisit, 'today'> & { moveClock: (to: Date) => void }

const area = '31.71.01.1001'
const agency = 'PPKUKM'
const consentDays = 90

/**
 * One person's whole way to a loan. She registers herself, attains stages, agrees to a referral and is referred to a
 * bank. The bank answers and approves a loan. P7 counts, the month is closed and issued, and a subscriber gets an
 * event for each step. Throws at the first step that does not happen.
 */
export async function playWayToBank(visit: WayVisit): Promise<void> {
  const bank = await startReceiver(visit.now)
  const portal = await startReceiver(visit.now)
  try {
    await playSteps(visit, bank, portal)
  } finally {
    await Promise.all([bank.stop(), portal.stop()])
  }
}

async function playSteps(visit: WayVisit, bank: Receiver, portal: Receiver): Promise<void> {
  const { as, say, now, moveClock } = visit
  const today = () => dayOf(now(), jakpreneur.zone)
  const admin = as('admin')

  say('1. Bank dan pelanggan peristiwa terhubung / a bank and a subscriber to events connect')
  const { code, sendEvent } = await connectBank(visit, bank)
  const from = await connectPortal(visit, portal)
  if (from > now()) moveClock(from)

  say(
    '2. Seorang warga mendaftar sendiri, dan petugas memverifikasinya / a citizen registers, and an officer verifies her',
  )
  const citizen = as(`warga-${randomUUID()}`)
  const { agency: _, ...person } = inventNewcomer('female', { area, agency, today: today() })
  const { data: registration } = await citizen.post('/v1/me/registration', { body: person })
  const { memberId, number } = registration
  const member = { path: { id: memberId } }
  const verification = { by: 'officer', outcome: 'matches', seen: 'ktp' } as const
  await admin.post('/v1/members/{id}/verifications', { ...member, body: verification })
  await expectStages(visit, portal, 'P1')
  say(`   ${number}  ${person.person.name}`)

  say(
    '3. Ia mengikuti pelatihan dan menyerahkan laporan keuangan / she attends training and hands in a financial report',
  )
  for (const stage of ['P2', 'P6'])
    await admin.post('/v1/members/{id}/stages', { ...member, body: makeStageBody(stage, today()) })
  await expectStages(visit, portal, 'P1 P2 P6')
  say('   P1 P2 P6')

  say('4. Ia setuju dirujuk kepada bank itu / she agrees to be referred to that bank')
  const notice = jakpreneur.referral && findNotice(jakpreneur.referral, today())
  const { data: consent } = await citizen.post('/v1/me/consents', {
    body: { to: { partner: code }, until: addDays(today(), consentDays), notice: notice?.version ?? '' },
  })
  const { data: ready } = await admin.get('/v1/ready-members')
  expectThat(
    ready.items.some((each) => each.memberId === memberId),
    'She is not among those who are ready for a lender.',
  )
  say(`   ${consent.id}: sampai / until ${consent.until}; siap dirujuk / ready`)

  say('5. Petugas merujuknya, dan bank menerimanya / an officer refers her, and the bank gets it')
  const { data: referralResult } = await admin.post('/v1/referrals', { body: { partner: code, memberIds: [memberId] } })
  const referral = referralResult.members[0]?.referral ?? ''
  const readState = async () => (await readReferral(admin, memberId)).state
  await waitUntil(visit, async () => (await readState()) === 'sent', 'The referral was not sent.')
  const push = bank.listTaken().find(({ id }) => id === referral)
  expectThat(push?.subject === memberId, 'The bank did not get the referral.')
  say(`   ${push?.type} ${referral}, tanda tangan sah / its signature is valid`)
  say(`   ${Object.keys(push?.data ?? {}).join(', ')}`)

  say('6. Bank menjawab / the bank answers')
  for (const answer of ['received', 'taken'] as const) {
    await sendEvent({ type: `referral.${answer}`, referral, member: { number: memberId } })
    await waitUntil(visit, async () => (await readState()) === answer, `The answer "${answer}" was not recorded.`)
    say(`   referral.${answer}: tercatat / recorded`)
  }

  say('7. Bank menyetujui pinjamannya, dan P7 bertambah / the bank approves her loan, and P7 grows')
  const before = await readP7(admin)
  await sendEvent(makeApproval(memberId, today()))
  await waitUntil(visit, async () => (await readP7(admin)) === before + 1, 'The approval did not move P7 by one.')
  expectThat((await readReferral(admin, memberId)).loanOn === today(), 'The loan is not tied to the referral.')
  await expectStages(visit, portal, 'P1 P2 P6 P7')
  await waitUntil(visit, () => portal.find('loan.matched') !== undefined, 'The subscriber got no event about the loan.')
  say(`   P7 ${before} -> ${before + 1}`)

  const month = monthOfDay(today())
  say(
    `8. Bulan ${month} berakhir, ditutup, dan diterbitkan laporannya / the month ends, is closed, and its report is issued`,
  )
  moveClock(wib(`${nextMonth(month)}-01`, 6 * 60))
  const hash = await closeMonths(admin, month, before + 1)
  say(`   Terbitan / issue 1, P7 ${before + 1}, SHA-256 ${hash}`)

  say('9. Pelanggan telah menerima semua peristiwa / the subscriber has got every event')
  await waitUntil(
    visit,
    () => portal.find('issue.published') !== undefined,
    'The subscriber got no event about the issue.',
  )
  expectThat(portal.find('issue.published')?.data.hash === hash, 'The event is about another issue.')
  const events = portal.listTaken().filter(({ type }) => type !== 'subscriber.test')
  for (const { type, data } of events)
    say(`   ${[type, data.stage, data.answer, data.month].filter(Boolean).join(' ')}`)
  expectThat(
    !Object.values(person.person).some((value) => JSON.stringify(events).includes(String(value))),
    'An event for the subscriber holds personal data.',
  )
  expectThat(bank.countRefused() + portal.countRefused() === 0, 'A push could not be verified.')
  say(
    `   ${events.length} peristiwa, semuanya sah dan tanpa data pribadi / events, all genuine and without personal data`,
  )
}

/** Waits until the subscriber has got events about exactly these stages, in this order. */
const expectStages = (visit: WayVisit, portal: Receiver, stages: string): Promise<void> => {
  const listStages = () =>
    portal
      .listTaken()
      .filter(({ type }) => type === 'member.attained')
      .map(({ data }) => data.stage)
      .join(' ')
  return waitUntil(visit, () => listStages() === stages, `The subscriber got no events about ${stages}.`)
}

/** The body of a request that records a stage, with a kind of evidence that is enough for it. */
function makeStageBody(stage: string, happenedOn: Day) {
  const evidence = jakpreneur.stages.find(({ code }) => code === stage)?.evidence.find(({ attains }) => attains)
  return { stage, happenedOn, ...(evidence && { evidence: { kind: evidence.code } }) }
}

async function readReferral(api: Capaian, id: string) {
  const { data } = await api.get('/v1/members/{id}/referrals', { path: { id } })
  const [referral] = data.items
  expectThat(referral !== undefined, 'There is no referral.')
  return { state: referral?.state, loanOn: referral?.loanOn }
}

const readP7 = async (api: Capaian): Promise<number> => countStage((await api.get('/v1/figures', {})).data, 'P7')

/** Closes the months that have ended. Checks P7 in the issue of the last one, and returns the hash of that issue. */
async function closeMonths(api: Capaian, month: Month, p7: number): Promise<string> {
  const { data: closing } = await api.post('/v1/months/closings', { body: {} })
  expectThat(closing.issued.at(-1) === month, `The month ${month} was not issued.`)
  const path = { month, number: 1 }
  const { data, etag } = await api.get('/v1/months/{month}/issues/{number}', { path })
  expectThat(countStage(data.figures, 'P7') === p7, 'The issue does not count the loan.')
  return (etag ?? '').replaceAll('"', '')
}
