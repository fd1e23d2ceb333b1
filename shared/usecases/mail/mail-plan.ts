import * as z from 'zod'
import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { can, permit } from '../../domain/access/policy.ts'
import { dayOf } from '../../domain/calendar.ts'
import { DeliveryState } from '../../domain/mail/delivery.ts'
import type { IssueRef } from '../../domain/mail/mailing.ts'
import { Exclusion, findExclusion, Recipient } from '../../domain/mail/recipient.ts'
import { notFound } from '../../domain/problems/app-error.ts'
import { makeUntouchedTest } from './untouched.ts'

const PlannedMail = Recipient.pick({ id: true, office: true, area: true, agency: true, language: true, formats: true })
  .extend({
    excluded: z
      .enum([...Exclusion.options, 'untouched'])
      .optional()
      .describe('Why it gets nothing; untouched: the correction lies outside its scope'),
    state: DeliveryState.optional().describe('Of the mail already sent'),
  })
  .meta({ id: 'PlannedMail' })

/** Who would get an issue if it were mailed now. */
export const MailPlan = z.object({ items: z.array(PlannedMail) }).meta({ id: 'MailPlan' })

/** Lists who would get an issue, in which language and formats, without sending anything. */
export async function previewMailing(
  deps: Pick<Deps, 'recipients' | 'deliveries' | 'issues' | 'files' | 'frame' | 'now'>,
  caller: Caller,
  { month, number }: IssueRef,
): Promise<z.infer<typeof MailPlan>> {
  permit(caller, 'recipients.manage')
  if (!(await deps.issues.get(month, number))) throw notFound()
  const day = dayOf(deps.now(), deps.frame.programme.zone)
  const states = new Map((await deps.deliveries.ofIssue(month, number)).map((each) => [each.recipientId, each.state]))
  const isUntouched = await makeUntouchedTest(deps, { month, number })
  const known = (await deps.recipients.all()).filter((recipient) =>
    can(deps.frame.areas, caller, 'recipients.manage', recipient),
  )
  const items = await Promise.all(
    known.map(async (recipient) => {
      const exclusion = findExclusion(recipient, day) ?? ((await isUntouched(recipient)) ? 'untouched' : undefined)
      const state = states.get(recipient.id)
      return PlannedMail.parse({ ...recipient, ...(exclusion && { excluded: exclusion }), ...(state && { state }) })
    }),
  )
  return { items }
}
