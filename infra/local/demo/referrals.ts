import type { Deps } from '../../../shared/deps.ts'
import type { Caller } from '../../../shared/domain/access/grant.ts'
import { addDays, type Day, type Month, nextMonth } from '../../../shared/domain/calendar.ts'
import type { Member } from '../../../shared/domain/member/member.ts'
import type { ReferralAnswer } from '../../../shared/domain/referral/referral.ts'
import { findNotice } from '../../../shared/domain/referral/referral-terms.ts'
import { ascending } from '../../../shared/domain/values/text-order.ts'
import { endConsent, recordConsent } from '../../../shared/usecases/consent/consents.ts'
import { mapAtOnce } from '../../../shared/usecases/map-at-once.ts'
import { recordAnswer } from '../../../shared/usecases/referral/answer-referral.ts'
import { referMembers } from '../../../shared/usecases/referral/refer.ts'
import { makeReferralFile } from '../../../shared/usecases/referral/send-by-file.ts'
import { wib } from './calendar.ts'
import { reportApplication } from './loans.ts'

const partner = 'bank-contoh'
const district = '31.71.01'
const consentDays = 300
const atOnce = 4

/** How many members end in each state. */
const counts = { taken: 2, declined: 1, unanswered: 1, sent: 2, received: 1, prepared: 1, withdrawn: 1, ready: 5 }

/**
 * Records consents of members, refers most of these members to the demo's bank, and records the bank's answers about some
 * of them. `runAt` returns deps whose clock shows an instant. Everything happens on the last day of the month, or on days
 * whose trail the demo seals later.
 */
export async function referDemoMembers(
  runAt: (instant: Date) => Deps,
  lastMonth: Month,
  members: Iterable<Member>,
): Promise<void> {
  const [consentDay, fileDay, lastDay]: [Day, Day, Day] = [
    `${lastMonth}-11`,
    `${lastMonth}-12`,
    addDays(`${nextMonth(lastMonth)}-01`, -1),
  ]
  const at = (day: Day, hour: number) => runAt(wib(day, hour * 60))
  const admin = { subject: 'admin', grants: await at(consentDay, 9).grants.ofSubject('admin') }
  const memberIds = chooseMembers(members)
  const take = (state: keyof typeof counts) => memberIds.splice(0, counts[state])

  const consents = await recordConsents(at(consentDay, 13), admin, memberIds, consentDay)
  const [taken, declined, unanswered] = [take('taken'), take('declined'), take('unanswered')]
  await referAll(at(fileDay, 13), admin, [...taken, ...declined, ...unanswered])
  await sendFile(at(fileDay, 14), admin, fileDay)

  const answer = (ids: string[], answerBody: ReferralAnswer) => answerAll(at(lastDay, 9), admin, ids, answerBody)
  await answer(taken, { answer: 'taken' })
  await answer(declined, { answer: 'not_eligible', reason: 'Usaha belum berjalan satu tahun (contoh)' })
  const [sent, received] = [take('sent'), take('received')]
  await referAll(at(lastDay, 11), admin, [...sent, ...received])
  await sendFile(at(lastDay, 12), admin, lastDay)
  await answer(received, { answer: 'received' })
  await reportApplication(at(lastDay, 17), taken[0] ?? '', lastDay)
  const [prepared, withdrawn] = [take('prepared'), take('withdrawn')]
  await referAll(at(lastDay, 13), admin, [...prepared, ...withdrawn])
  for (const memberId of withdrawn)
    await endConsent(at(lastDay, 14), admin, demoRequest(`consent-end-${memberId}`), {
      memberId,
      id: consents.get(memberId) ?? '',
    })
}

const demoRequest = (key: string) => ({ key: `demo-${key}`, fingerprint: key })

/** Chooses members who could be financed. Some of them are in the district of the demo's officer. */
function chooseMembers(members: Iterable<Member>): string[] {
  const wantedCount = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const eligible = [...members]
    .filter(({ status, person, standings }) => status === 'active' && person?.nik && standings.P6 && !standings.P7)
    .toSorted((a, b) => ascending(a.id, b.id))
  const inDistrict = eligible.filter(({ area }) => area.startsWith(district))
  const outsideDistrict = eligible.filter((member) => !inDistrict.includes(member))
  // Takes one from the district and one from elsewhere in turn, so that every state has members of both kinds.
  return eligible
    .flatMap((_, i) => [inDistrict[i], outsideDistrict[i]].flatMap((each) => each?.id ?? []))
    .slice(0, wantedCount)
}

/** Records the consents. Returns their ids by member. */
async function recordConsents(deps: Deps, admin: Caller, ids: string[], today: Day): Promise<Map<string, string>> {
  const { referral } = deps.frame.programme
  const notice = (referral && findNotice(referral, today))?.version ?? ''
  const until = addDays(today, consentDays)
  const consentIds = await mapAtOnce(ids, atOnce, async (id) => {
    const consent = { to: { partner }, until, notice, means: 'signed_form' } as const
    const { answer } = await recordConsent(deps, admin, demoRequest(`consent-${id}`), id, consent)
    return [id, answer.id] as const
  })
  return new Map(consentIds)
}

async function referAll(deps: Deps, admin: Caller, memberIds: string[]): Promise<void> {
  await referMembers(deps, admin, demoRequest(`refer-${memberIds[0]}`), { partner, memberIds })
}

async function sendFile(deps: Deps, admin: Caller, day: Day): Promise<void> {
  await makeReferralFile(deps, admin, demoRequest(`referral-file-${day}`), { partner })
}

async function answerAll(deps: Deps, admin: Caller, ids: string[], answerBody: ReferralAnswer): Promise<void> {
  await mapAtOnce(ids, atOnce, async (memberId) => {
    const id = (await deps.members.get(memberId))?.referrals?.[0]?.id ?? ''
    await recordAnswer(deps, admin, demoRequest(`answer-${id}`), { memberId, id }, answerBody)
  })
}
