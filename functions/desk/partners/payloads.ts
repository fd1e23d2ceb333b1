import { Hono } from 'hono'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import {
  type ConflictEvents,
  PayloadReveal,
  type ReceiptView,
  type RevealedConflict,
} from '../../../shared/domain/receipt/payload.ts'
import type { ReceivedWords } from '../../../shared/domain/receipt/receipt.ts'
import { readAt } from '../../../shared/domain/values/json-pointer.ts'
import { html, type Markup } from '../../../shared/render/markup.ts'
import { readConflict } from '../../../shared/usecases/partners/conflicts.ts'
import { revealConflict, revealReceipt } from '../../../shared/usecases/partners/payload-reveals.ts'
import { readReceipt } from '../../../shared/usecases/partners/receipts.ts'
import type { DeskEnv } from '../desk-env.ts'
import { addFormPage } from '../form/form-page.ts'
import type { FormState } from '../form/form-state.ts'
import { formSummary, formView } from '../form/form-view.ts'
import { backLink, facts, table } from '../layout/parts.ts'
import { readPathName } from '../layout/path-id.ts'
import { reasonWords } from '../layout/reason-words.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'

/** Pages of what a partner sent: masked, and unmasked for a reason. */
export function payloadRoutes(deps: DeskDeps) {
  const routes = new Hono<DeskEnv>()
  const { zone } = deps.frame.programme

  addFormPage(routes, deps, '/partners/:code/receipts/:id', PayloadReveal, async (c) => {
    const { caller, wording } = c.var
    const at = { code: readPathName(c, 'code'), id: readPathName(c, 'id') }
    const receipt = await readReceipt(deps, caller, at.code, at.id)
    return {
      show: (form) => receiptView(wording, zone, receipt, { form }),
      async act(input, { request }) {
        const { answer } = await revealReceipt(deps, caller, request, at, input)
        return receiptView(wording, zone, receipt, { payload: answer.payload })
      },
    }
  })

  addFormPage(routes, deps, '/partners/:code/conflicts/:id', PayloadReveal, async (c) => {
    const { caller, wording } = c.var
    const at = { code: readPathName(c, 'code'), id: readPathName(c, 'id') }
    const conflict = await readConflict(deps, caller, at.code, at.id)
    return {
      show: (form) => conflictView(wording, zone, conflict, { form }),
      async act(input, { request }) {
        const { answer } = await revealConflict(deps, caller, request, at, input)
        return conflictView(wording, zone, conflict, { revealed: answer })
      },
    }
  })

  return routes
}

function receiptView(
  wording: DeskWording,
  zone: string,
  receipt: ReceiptView,
  { form, payload }: { form?: FormState; payload?: ReceivedWords },
): View {
  const { say, formats } = wording
  const { id, partner, eventId, type, receivedAt, outcome, reason, event } = receipt
  return {
    title: eventId,
    content: html`${backLink(`/partners/${partner}/calls`, say('Panggilan', 'Calls'))}${form && formSummary(form, wording)}<h1>${eventId}</h1>
${facts([
  [say('Tanda terima', 'Receipt'), id],
  [say('Jenis', 'Type'), type],
  [say('Diterima', 'Received'), formats.instant(receivedAt, zone)],
  [say('Hasil', 'Outcome'), outcome && reasonWords(outcome, wording)],
  [say('Tertahan karena', 'Parked because of'), reason && reasonWords(reason, wording)],
])}
<h2>${say('Isi', 'Content')}</h2>
${payload ? payloadView(payload) : eventView(wording, event)}${form && event !== undefined && revealForm(wording, form, `/partners/${partner}/receipts/${id}`)}`,
  }
}

function conflictView(
  wording: DeskWording,
  zone: string,
  conflict: ConflictEvents,
  { form, revealed }: { form?: FormState; revealed?: RevealedConflict },
): View {
  const { say, formats } = wording
  const { id, partner, eventId, why, at, differs, first, refused } = conflict
  const [firstName, refusedName] = [say('Yang pertama', 'The first'), say('Yang ditolak', 'The refused one')]
  const caption = say('Yang berbeda', 'What differs')
  return {
    title: eventId,
    content: html`${backLink(`/partners/${partner}/conflicts`, say('Pertentangan', 'Conflicts'))}${form && formSummary(form, wording)}<h1>${eventId}</h1>
<p>${why === 'event_differs' ? say('Peristiwa yang sama dengan isi lain', 'The same event with other content') : say('X-EXTERNAL-ID dipakai peristiwa lain pada hari itu', 'X-EXTERNAL-ID of another event on that day')} · ${formats.instant(at, zone)}</p>
${
  differs.length > 0 &&
  html`<h2>${caption}</h2>${table(
    caption,
    [say('Kolom', 'Field'), firstName, refusedName],
    differs.map((place) => [
      html`<code>${place}</code>`,
      valueText(readAt(first, place)),
      valueText(readAt(refused, place)),
    ]),
  )}`
}
<div class="columns"><div><h2>${firstName}</h2>${revealed?.first ? payloadView(revealed.first) : eventView(wording, first)}</div><div><h2>${refusedName}</h2>${revealed ? payloadView(revealed.refused) : eventView(wording, refused)}</div></div>
${form && (first !== undefined || refused !== undefined) && revealForm(wording, form, `/partners/${partner}/conflicts/${id}`)}`,
  }
}

const valueText = (value: unknown): string => (value === undefined ? '–' : JSON.stringify(value))

const eventView = ({ say }: DeskWording, event: unknown): Markup =>
  event === undefined
    ? html`<p>${say('Tidak disimpan, atau orangnya sudah dihapus.', 'Not kept, or its person was erased.')}</p>`
    : html`<pre>${JSON.stringify(event, null, 2)}</pre>`

const payloadView = ({ body = '', signature, timestamp }: ReceivedWords): Markup =>
  html`<pre>${body}</pre><pre class="small">${timestamp}
${signature}</pre>`

const revealForm = (wording: DeskWording, form: FormState, action: string): Markup => {
  const { say } = wording
  return html`<h2>${say('Lihat seperti diterima', 'See it as it arrived')}</h2><p>${say('Alasannya tercatat dalam jejak anggota yang disebut.', 'The trail of the member named keeps the reason.')}</p>${formView(
    form,
    wording,
    {
      action,
      submit: say('Tampilkan lengkap', 'Show in full'),
      isRisky: true,
      content: ({ area }) => area({ name: 'reason', label: say('Alasan', 'Reason'), most: 500 }),
    },
  )}`
}
