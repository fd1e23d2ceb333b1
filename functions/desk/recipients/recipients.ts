import { Hono } from 'hono'
import * as z from 'zod'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import { dayOf, Month } from '../../../shared/domain/calendar.ts'
import { NewRecipient, type Recipient, RecipientChange } from '../../../shared/domain/mail/recipient.ts'
import { notFound } from '../../../shared/domain/problems/app-error.ts'
import { Email } from '../../../shared/domain/values/email.ts'
import { requireRight } from '../../../shared/usecases/access/may.ts'
import { findLatestIssue, previewMail } from '../../../shared/usecases/mail/previews.ts'
import {
  addRecipient,
  changeRecipientOnce,
  listDeliveries,
  listRecipients,
  readRecipient,
} from '../../../shared/usecases/mail/recipients.ts'
import { sendTest } from '../../../shared/usecases/mail/test-mails.ts'
import type { DeskContext, DeskEnv } from '../desk-env.ts'
import { addFormPage } from '../form/form-page.ts'
import { type FormState, newForm } from '../form/form-state.ts'
import { agencyOptions, areaOptions } from '../layout/options.ts'
import { readPathId } from '../layout/path-id.ts'
import { readQuery } from '../layout/read-query.ts'
import { render } from '../layout/render.ts'
import { recipientFormView } from './recipient-form.ts'
import { readNewRecipient, readRecipientChange, recipientValues } from './recipient-values.ts'
import { mailPreviewView, recipientsView, recipientView, testMailView } from './recipients-view.ts'

const number = z.coerce.number().int().min(1).max(9999)
const IssueRef = z.object({ month: Month, number })

/** The offices that get the reports: who, where, in which language, and the state of their mails. */
export function recipientRoutes(deps: DeskDeps) {
  const routes = new Hono<DeskEnv>()
  const { frame } = deps
  const today = () => dayOf(deps.now(), frame.programme.zone)
  const readRecipientId = (c: DeskContext) => readPathId(c, 'rcp')
  const readOne = async (c: DeskContext) => (await readRecipient(deps, c.var.caller, readRecipientId(c))).recipient
  const listChoices = ({ var: { caller } }: DeskContext) => ({
    areas: areaOptions(deps, caller, 'recipients.manage'),
    agencies: agencyOptions(deps, caller, 'recipients.manage'),
  })

  routes.get('/recipients', async (c) => {
    const recipients = await listRecipients(deps, c.var.caller)
    return render(c, recipientsView(c.var.wording, frame, { recipients, today: today() }))
  })

  addFormPage(routes, deps, '/recipients/new', NewRecipient, (c) => {
    const { caller, wording } = c.var
    requireRight(caller, 'recipients.manage')
    return {
      start: newForm([
        ['report', 'internal'],
        ['language', 'id'],
        ['formats[]', 'pdf'],
        ['formats[]', 'xlsx'],
        ['from', today()],
      ]),
      read: readNewRecipient,
      show: (form) => recipientFormView(wording, form, listChoices(c)),
      async act(input, { request }) {
        const { answer } = await addRecipient(deps, caller, request, input)
        return `/recipients/${answer.recipientId}?done=saved`
      },
    }
  })

  const current = async (c: DeskContext) => {
    const now = await readOne(c)
    return { version: now.version, values: recipientValues(now) }
  }

  async function show(c: DeskContext, form?: FormState) {
    const { caller, wording } = c.var
    const recipient = await readOne(c)
    const deliveries = await listDeliveries(deps, caller, recipient.id)
    const done = c.req.query('done')
    return recipientView(wording, frame, {
      recipient,
      deliveries,
      done,
      today: today(),
      form: form ?? newForm([], recipient.version),
    })
  }

  routes.get('/recipients/:id', async (c) => render(c, await show(c)))

  addFormPage(routes, deps, '/recipients/:id/change', RecipientChange, async (c) => {
    const { caller, wording } = c.var
    const recipient = await readOne(c)
    return {
      start: newForm(recipientValues(recipient), recipient.version),
      read: readRecipientChange,
      show: (form) => recipientFormView(wording, form, { ...listChoices(c), recipient }),
      async act(change, { request, version }) {
        await changeRecipientOnce(deps, caller, request, { id: recipient.id, version, change })
        return `/recipients/${recipient.id}?done=saved`
      },
      current: () => current(c),
    }
  })

  addFormPage(routes, deps, '/recipients/:id/pause', z.strictObject({ paused: z.enum(['yes', 'no']) }), async (c) => {
    const { id } = await readOne(c)
    return {
      show: (form) => show(c, form),
      async act({ paused }, { request, version }) {
        const change = { paused: paused === 'yes' }
        await changeRecipientOnce(deps, c.var.caller, request, { id, version, change })
        return `/recipients/${id}?done=${paused === 'yes' ? 'paused' : 'resumed'}`
      },
      current: () => current(c),
    }
  })

  /** The issue that the address names, or the latest one. */
  async function readIssueRef(c: DeskContext): Promise<z.infer<typeof IssueRef> | undefined> {
    const query = readQuery(c, IssueRef.partial())
    if (query.month !== undefined && query.number !== undefined) return { month: query.month, number: query.number }
    return findLatestIssue(deps, c.var.caller)
  }

  addFormPage(routes, deps, '/recipients/:id/test-mail', IssueRef.extend({ to: Email }), async (c) => {
    const { caller, wording } = c.var
    const recipient = await readOne(c)
    return {
      async show(form) {
        const issue = await readIssueRef(c)
        const start =
          issue && form.values.length === 0
            ? ([
                ['month', issue.month],
                ['number', String(issue.number)],
              ] satisfies [string, string][])
            : form.values
        return testMailView(wording, recipient, { ...form, values: start })
      },
      async act(input, { request }) {
        await sendTest(deps, caller, request, recipient.id, input)
        return `/recipients/${recipient.id}?done=tested`
      },
    }
  })

  routes.get('/recipients/:id/preview', async (c) => {
    const { caller, wording } = c.var
    const recipient: Recipient = await readOne(c)
    const issue = await readIssueRef(c)
    if (!issue) throw notFound()
    const { renderMail } = await import('../../../shared/render/report-mail.ts')
    const mail = await previewMail(deps, { mail: renderMail }, caller, recipient.id, issue)
    return render(c, mailPreviewView(wording, recipient, { mail, issue }))
  })

  return routes
}
