import type { OwnQueue } from '../../data/obligations.ts'
import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import { dayOf } from '../../domain/calendar.ts'
import { dischargeObligation } from '../../domain/jobs/obligation.ts'
import { type Delivery, makeDeliveryId, planDelivery } from '../../domain/mail/delivery.ts'
import { type IssueRef, mailAt } from '../../domain/mail/mailing.ts'
import { findExclusion, type Recipient } from '../../domain/mail/recipient.ts'
import { ignoreIfRaceLost } from '../../domain/problems/lost-race.ts'
import { nextVersion } from '../../domain/values/version.ts'
import { mapAtOnce } from '../map-at-once.ts'
import type { Handler } from '../sweep.ts'
import { makeUntouchedTest } from './untouched.ts'

export type MailingDeps = Pick<Deps, 'mailings' | 'obligations' | 'schedule' | 'frame' | 'now'>

/** The queue of issues to mail, and the queue of mails to send. */
const mailingQueue: OwnQueue = { kind: 'mailing', owner: 'reports' }
export const mailQueue: OwnQueue = { kind: 'mail', owner: 'reports' }

const atOnce = 16

/**
 * Plans the mailing of an issue, or records that none is needed because a newer report replaces it. Belongs in the
 * transaction that makes the issue, so that no issue is without a mailing.
 */
export async function makeMailing(deps: MailingDeps, { month, number }: IssueRef): Promise<Write> {
  const now = deps.now()
  const dueAt =
    mailAt(month, deps.schedule, deps.frame.programme.zone, now) ?? ((await wasMailed(deps, month)) ? now : undefined)
  const obligationKey = { ...mailingQueue, id: `${month}.${number}` }
  const obligation = await deps.obligations.begin(obligationKey, (dueAt ?? now).toISOString())
  const mailing = { month, number, version: 1 }
  if (dueAt) return deps.mailings.add({ mailing, obligation })
  const history = { ...mailing, plannedAt: now.toISOString(), planned: 0 }
  return deps.mailings.add({ mailing: history, obligation: dischargeObligation(obligation, now) })
}

/**
 * Whether anybody got an issue of the month, or will get one. A correction is sent only to people who received other
 * figures.
 */
async function wasMailed({ mailings }: Pick<Deps, 'mailings'>, month: string): Promise<boolean> {
  return (await mailings.ofMonth(month)).some(({ planned }) => planned !== 0)
}

type PlanDeps = Pick<
  Deps,
  'mailings' | 'issues' | 'files' | 'recipients' | 'deliveries' | 'obligations' | 'frame' | 'commit' | 'now' | 'log'
>

/**
 * Plans a delivery of an issue for every recipient, once each even if it runs again. A delivery to a paused recipient
 * is marked as paused. If an issue was corrected before it was mailed, only the correction is sent. A correction is not
 * sent to recipients for whose scope nothing changed.
 */
export const makeMailingHandler = (deps: PlanDeps): Handler => ({
  patience: { leaseMs: 60_000, firstWaitMs: 10_000, longestWaitMs: 600_000, mostTries: 20 },
  atOnce: 1,
  async carryOut({ key, obligation }) {
    const stored = await deps.mailings.at(key)
    if (!stored || stored.mailing.plannedAt !== undefined) return { outcome: 'done' }
    const { month, number } = stored.mailing
    const isCorrected = (await deps.issues.get(month, number + 1)) !== undefined
    if (!isCorrected) await planDeliveries(deps, stored.mailing)
    const plannedCount = (await deps.deliveries.ofIssue(month, number)).length
    await deps.commit(
      deps.mailings.save({
        mailing: { ...nextVersion(stored.mailing), plannedAt: deps.now().toISOString(), planned: plannedCount },
        obligation: dischargeObligation(obligation, deps.now()),
      }),
    )
    deps.log('info', 'An issue is being mailed', { month, number, recipients: plannedCount, isCorrected })
    return { outcome: 'discharged' }
  },
})

/** Plans the deliveries that are not planned yet. */
async function planDeliveries(deps: PlanDeps, issue: IssueRef): Promise<void> {
  const day = dayOf(deps.now(), deps.frame.programme.zone)
  const addressees = (await deps.recipients.all()).filter((recipient) => {
    const exclusion = findExclusion(recipient, day)
    return exclusion === undefined || exclusion === 'paused'
  })
  const isUntouched = await makeUntouchedTest(deps, issue)
  await mapAtOnce(addressees, atOnce, async (recipient) => {
    if (await isUntouched(recipient)) return
    await deps.commit(await makeDelivery(deps, issue, recipient)).catch(ignoreIfRaceLost('delivery'))
  })
}

/** Makes a delivery of an issue: due at once, or passed over while its recipient is paused. */
async function makeDelivery(deps: PlanDeps, { month, number }: IssueRef, recipient: Recipient): Promise<Write> {
  const isPaused = recipient.pausedAt !== undefined
  const delivery: Delivery = planDelivery({ month, number, recipientId: recipient.id }, deps.now(), isPaused)
  const due = await deps.obligations.begin({ ...mailQueue, id: makeDeliveryId(delivery) }, deps.now().toISOString())
  return deps.deliveries.add({ delivery, obligation: isPaused ? dischargeObligation(due, deps.now()) : due })
}
