import * as z from 'zod'
import { DeliveryMoved } from '../../data/deliveries.ts'
import type { Deps } from '../../deps.ts'
import { conflict, notFound } from '../../domain/app-error.ts'
import { dayOf } from '../../domain/calendar.ts'
import {
  countStates,
  type Delivery,
  DeliveryState,
  idOfDelivery,
  mayRepeat,
  planDelivery,
} from '../../domain/delivery.ts'
import { Email } from '../../domain/email.ts'
import type { Caller } from '../../domain/grant.ts'
import type { Renderers } from '../../domain/mail-rendering.ts'
import { replayed } from '../../domain/obligation.ts'
import { authorise, can, permit } from '../../domain/policy.ts'
import { Exclusion, exclusionOn, Recipient } from '../../domain/recipient.ts'
import { once, type Request } from '../once.ts'
import { reportsOfIssue } from '../reports.ts'
import { scopeOf } from './compose.ts'
import { pageLink } from './links.ts'
import { mailLine } from './mailing.ts'
import { recipientOf } from './recipients.ts'

type Edition = { month: string; number: number }

/** A mail as a recipient would get it; nothing of it was sent, and nobody is unsubscribed by its link. */
export const MailPreview = z
  .object({ subject: z.string(), html: z.string(), text: z.string(), htmlBytes: z.int() })
  .meta({ id: 'MailPreview' })

const previewUrl = (publicUrl: string) => `${publicUrl}/mail/unsubscriptions/preview`

/** An issue as a mail to a recipient, to look at. */
export async function previewMail(
  deps: Pick<Deps, 'recipients' | 'issues' | 'files' | 'frame' | 'publicUrl' | 'pagesUrl'>,
  renderers: Pick<Renderers, 'mail'>,
  caller: Caller,
  id: string,
  asked: Edition,
): Promise<z.infer<typeof MailPreview>> {
  const { recipient } = await recipientOf(deps, caller, id)
  const reportOf = await reportsOfIssue(deps, asked)
  const mail = renderers.mail(reportOf(scopeOf(recipient)), {
    language: recipient.language,
    links: { ...pageLink(deps, asked, recipient.language), unsubscribe: previewUrl(deps.publicUrl) },
    attached: [],
    isSecondCopy: false,
    isTest: false,
  })
  return { ...mail, htmlBytes: Buffer.byteLength(mail.html) }
}

const PlannedMail = Recipient.pick({ id: true, office: true, area: true, agency: true, language: true, formats: true })
  .extend({
    excluded: Exclusion.optional().describe('Why it gets nothing'),
    state: DeliveryState.optional().describe('Of the mail that it got already'),
  })
  .meta({ id: 'PlannedMail' })

/** Who would get an issue if it were mailed now. */
export const MailPlan = z.object({ items: z.array(PlannedMail) }).meta({ id: 'MailPlan' })

/** Who gets an issue, in which language and as what, without sending anything. */
export async function dryRun(
  deps: Pick<Deps, 'recipients' | 'deliveries' | 'issues' | 'frame' | 'now'>,
  caller: Caller,
  { month, number }: Edition,
): Promise<z.infer<typeof MailPlan>> {
  permit(caller, 'recipients.manage')
  if (!(await deps.issues.get(month, number))) throw notFound()
  const day = dayOf(deps.now(), deps.frame.programme.zone)
  const states = new Map((await deps.deliveries.ofIssue(month, number)).map((each) => [each.recipientId, each.state]))
  const items = (await deps.recipients.all())
    .filter((recipient) => can(deps.frame.areas, caller, 'recipients.manage', recipient))
    .map((recipient) => {
      const excluded = exclusionOn(recipient, day)
      const state = states.get(recipient.id)
      return PlannedMail.parse({ ...recipient, ...(excluded && { excluded }), ...(state && { state }) })
    })
  return { items }
}

/** The deliveries of an issue to recipients within the caller's scope, and how many are in each state. */
export async function deliveriesOfIssue(
  deps: Pick<Deps, 'recipients' | 'deliveries' | 'issues' | 'frame'>,
  caller: Caller,
  { month, number }: Edition,
): Promise<{ items: Delivery[]; states: Partial<Record<DeliveryState, number>> }> {
  permit(caller, 'recipients.manage')
  if (!(await deps.issues.get(month, number))) throw notFound()
  const visible = new Set(
    (await deps.recipients.all())
      .filter((recipient) => can(deps.frame.areas, caller, 'recipients.manage', recipient))
      .map(({ id }) => id),
  )
  const items = (await deps.deliveries.ofIssue(month, number)).filter(({ recipientId }) => visible.has(recipientId))
  return { items, states: countStates(items) }
}

export const NewTestMail = z.strictObject({
  month: z.string(),
  number: z.int().min(1).max(9999),
  to: Email.describe('Where to: your own address. It is forgotten two days later'),
})

export const TestMail = z.object({ testId: z.string(), recipientId: z.string() }).meta({ id: 'TestMail' })

/** Sends an issue, as a recipient would get it, to another address to look at; it says that it is a test. */
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
  request: Request,
  recipientId: string,
  { month, number, to }: Edition & { to: Email },
) {
  await recipientOf(deps, caller, recipientId)
  if (!(await deps.issues.get(month, number))) throw notFound()
  return once(deps, caller, request, TestMail, async (claiming) => {
    const delivery = planDelivery({ month, number, recipientId, testId: deps.newId('tst') }, deps.now(), false)
    const answer = { testId: delivery.testId ?? '', recipientId }
    const due = { ...mailLine, id: idOfDelivery(delivery) }
    const obligation = await deps.obligations.begin(due, deps.now().toISOString())
    const day = dayOf(deps.now(), deps.frame.programme.zone)
    await deps.commit(
      claiming(answer),
      deps.allowances.use({ subject: caller.subject, what: 'test_mail', day }),
      deps.deliveries.add({ delivery, obligation, to }),
    )
    return answer
  })
}

/** A person says that a mail which waits for him is to be tried again, as a further copy if nobody knows of the others. */
export async function replayDelivery(
  deps: Pick<Deps, 'recipients' | 'deliveries' | 'frame' | 'claims' | 'commit' | 'now'>,
  caller: Caller,
  request: Request,
  id: Edition & { recipientId: string },
) {
  const { recipient } = await recipientOf(deps, caller, id.recipientId)
  authorise(deps.frame.areas, caller, 'recipients.manage', recipient)
  return once(deps, caller, request, DeliveryReplayed, async (claiming) => {
    const stored = await deps.deliveries.get(id)
    if (!stored) throw notFound()
    const { obligation, delivery } = stored
    if (obligation.state !== 'parked') throw conflict('delivery_not_waiting')
    const answer = { recipientId: id.recipientId, state: delivery.state }
    const again = { ...stored, delivery: mayRepeat(delivery), obligation: replayed(obligation, deps.now()) }
    await deps.commit(claiming(answer), deps.deliveries.save(again)).catch((error: unknown) => {
      throw error instanceof DeliveryMoved ? conflict('delivery_not_waiting') : error
    })
    return answer
  })
}

export const DeliveryReplayed = z
  .object({ recipientId: z.string(), state: DeliveryState })
  .meta({ id: 'DeliveryReplayed' })
