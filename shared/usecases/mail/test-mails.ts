import * as z from 'zod'
import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { dayOf } from '../../domain/calendar.ts'
import { type Delivery, makeDeliveryId, planDelivery } from '../../domain/mail/delivery.ts'
import type { IssueRef } from '../../domain/mail/mailing.ts'
import { notFound } from '../../domain/problems/app-error.ts'
import { Email } from '../../domain/values/email.ts'
import { type IdempotentRequest, once } from '../once.ts'
import { mailQueue } from './mailing.ts'
import { readRecipient } from './recipients.ts'

export const NewTestMail = z.strictObject({
  month: z.string(),
  number: z.int().min(1).max(9999),
  to: Email.describe('Your own address. It is deleted after two days'),
})

export const TestMail = z.object({ testId: z.string(), recipientId: z.string() }).meta({ id: 'TestMail' })

/** Lists the test mails of an issue for a recipient, with the fate of each. */
export async function listTests(
  deps: Pick<Deps, 'recipients' | 'deliveries' | 'frame'>,
  caller: Caller,
  recipientId: string,
  issue: IssueRef,
): Promise<Delivery[]> {
  await readRecipient(deps, caller, recipientId)
  return deps.deliveries.listTests({ ...issue, recipientId })
}

/** Sends an issue, as a recipient would get it, to another address. The mail says that it is a test. */
export async function sendTest(
  deps: Pick<
    Deps,
    | 'recipients'
    | 'deliveries'
    | 'obligations'
    | 'issues'
    | 'allowances'
    | 'frame'
    | 'claims'
    | 'commit'
    | 'now'
    | 'newId'
  >,
  caller: Caller,
  request: IdempotentRequest,
  recipientId: string,
  { month, number, to }: IssueRef & { to: Email },
) {
  await readRecipient(deps, caller, recipientId)
  if (!(await deps.issues.get(month, number))) throw notFound()
  return once(deps, caller, request, TestMail, async (keepAnswer) => {
    const delivery = planDelivery({ month, number, recipientId, testId: deps.newId('tst') }, deps.now(), false)
    const answer = { testId: delivery.testId ?? '', recipientId }
    const due = { ...mailQueue, id: makeDeliveryId(delivery) }
    const obligation = await deps.obligations.begin(due, deps.now().toISOString())
    const day = dayOf(deps.now(), deps.frame.programme.zone)
    await deps.commit(
      keepAnswer(answer),
      deps.allowances.use({ subject: caller.subject, what: 'test_mail', day }),
      deps.deliveries.add({ delivery, obligation, to }),
    )
    return answer
  })
}
