import { beforeEach, expect, test } from 'vitest'
import type { Write } from '../../../shared/data/table.ts'
import { dischargeObligation, parkObligation } from '../../../shared/domain/jobs/obligation.ts'
import { makeDeliveryId, planDelivery } from '../../../shared/domain/mail/delivery.ts'
import { LostRace } from '../../../shared/domain/problems/lost-race.ts'
import { nextVersion } from '../../../shared/domain/values/version.ts'
import { replayDelivery } from '../../../shared/usecases/mail/deliveries.ts'
import { unsubscribeUrl } from '../../../shared/usecases/mail/links.ts'
import { mailQueue } from '../../../shared/usecases/mail/mailing.ts'
import { changeRecipientFor } from '../../../shared/usecases/mail/recipients.ts'
import { unsubscribe } from '../../../shared/usecases/mail/unsubscribe.ts'
import { admin, endedMonth, month, office } from '../../support/mailing.ts'
import { refusalOf } from '../../support/refusal-of.ts'
import { request, type TestDeps } from '../../support/test-deps.ts'

let deps: TestDeps
beforeEach(async () => {
  deps = await endedMonth()
})

const idOf = (recipientId: string) => ({ month, number: 1, recipientId })

/** A mail to an office: it waits for a person, or was skipped while the office was paused. */
async function mailTo(recipientId: string, isPassedOver = false): Promise<void> {
  const delivery = planDelivery(idOf(recipientId), deps.now(), isPassedOver)
  const due = await deps.obligations.begin({ ...mailQueue, id: makeDeliveryId(delivery) }, deps.now().toISOString())
  const obligation = isPassedOver
    ? dischargeObligation(due, deps.now())
    : parkObligation(due, 'mail_unknown', deps.now())
  await deps.commit(deps.deliveries.add({ delivery, obligation }))
}

/** Lets somebody else change the delivery just before the next write. */
const withRival = (recipientId: string): TestDeps => ({
  ...deps,
  async commit(...writes: Write[]) {
    const stored = await deps.deliveries.get(idOf(recipientId))
    if (stored) await deps.commit(deps.deliveries.save({ ...stored, delivery: nextVersion(stored.delivery) }))
    await deps.commit(...writes)
  },
})

test('retrying a mail that somebody else has just handled is refused as stale', async () => {
  const id = await office(deps)
  await mailTo(id)
  const again = replayDelivery(withRival(id), admin, request(), idOf(id))
  expect(await refusalOf(again)).toEqual(['delivery_not_waiting'])
  expect(await refusalOf(replayDelivery(deps, admin, request(), idOf(id)))).toEqual([])
})

test('resuming an office whose last mail changes meanwhile asks to try again', async () => {
  const id = await office(deps)
  const { version } = await changeRecipientFor(deps, admin, id, 1, { paused: true })
  await mailTo(id, true)
  const resume = (by: TestDeps) => refusalOf(changeRecipientFor(by, admin, id, version, { paused: false }))
  expect(await resume(withRival(id))).toEqual(['busy'])
  expect(await resume(deps)).toEqual([])
})

test('the end of a subscription is not confirmed when it could not be stored', async () => {
  const id = await office(deps)
  const token = unsubscribeUrl(deps, id).split('/').at(-1) ?? ''
  const refusingDeps: TestDeps = {
    ...deps,
    pause: async () => {},
    commit: () => Promise.reject(new LostRace('recipient')),
  }
  expect(await refusalOf(unsubscribe(refusingDeps, token))).toEqual(['busy'])
  expect((await deps.recipients.get(id))?.recipient.pausedAt).toBeUndefined()
})
