import type { Bilingual } from '../../../shared/domain/bilingual.ts'
import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import type { PartnerCall } from '../../../shared/domain/receipt/call.ts'
import type { ConflictClosing, ConflictView, ParkedReceipt } from '../../../shared/domain/receipt/receipt.ts'
import type { RefusalReason, RefusedCalls } from '../../../shared/domain/receipt/refused-calls.ts'
import { html, type Markup } from '../../../shared/render/markup.ts'
import { type FormState, newForm } from '../form/form-state.ts'
import { formSummary, formView } from '../form/form-view.ts'
import { doneBox } from '../layout/done.ts'
import { backLink, nextLink, table, tag } from '../layout/parts.ts'
import { reasonWords } from '../layout/reason-words.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'

type ListShown<T> = { code: string; name: string; items: T[]; next: string | undefined }
type FormListShown<T> = ListShown<T> & { form: FormState; done: string | undefined }

const doorNames: Record<PartnerCall['door'], Bilingual> = {
  event: { id: 'peristiwa', en: 'event' },
  token: { id: 'minta token', en: 'token' },
  parked: { id: 'baca pinjaman yang tertahan', en: 'reads parked loans' },
  outcome: { id: 'baca hasil peristiwa', en: 'reads the outcome of an event' },
  fit: { id: 'uji pengaturan', en: 'tries settings' },
}
const refusalNames: Record<RefusalReason, Bilingual> = {
  header_missing: { id: 'tajuk tanda tangan tidak ada', en: 'no signature header' },
  header_shape: { id: 'tajuk tanda tangan salah bentuk', en: 'malformed signature header' },
  signature: { id: 'tanda tangan tidak cocok', en: 'wrong signature' },
  stale: { id: 'waktunya terlalu jauh dari jam kami', en: 'its time is too far from our clock' },
  address: { id: 'alamat tidak diizinkan', en: 'address not allowed' },
  scheme: { id: 'alamat untuk skema lain', en: 'the door of another scheme' },
  too_often: { id: 'terlalu sering', en: 'too often' },
}
const closingNames: Record<ConflictClosing['outcome'], Bilingual> = {
  partner_told: { id: 'Mitra sudah diberi tahu', en: 'The partner was informed' },
  told_again: {
    id: 'Mitra melaporkannya lagi dengan nomor sendiri',
    en: 'The partner sent it again under an id of its own',
  },
  harmless: { id: 'Tidak bermaksud apa-apa', en: 'The difference has no meaning' },
}

const emptyNote = ({ say }: DeskWording): Markup => html`<p>${say('Tidak ada.', 'None.')}</p>`

export function callsView(
  wording: DeskWording,
  { programme: { zone } }: Frame,
  { code, name, items, next, refused }: ListShown<PartnerCall> & { refused: RefusedCalls[] },
): View {
  const { say, sayOf, formats } = wording
  const title = say('Panggilan mitra', "The partner's calls")
  return {
    title: `${title}: ${name}`,
    content: html`${backLink(`/partners/${code}`, name)}<h1>${title}</h1><p>${say('90 hari terakhir, yang terbaru dahulu.', 'The last 90 days, the latest first.')} <a href="/partners/${code}/passed-over">${say('Isi yang tidak dikenal', 'Content that is not known')}</a></p>
${
  items.length === 0
    ? emptyNote(wording)
    : table(
        title,
        [say('Waktu', 'When'), say('Apa', 'What'), say('Jawaban', 'Answer'), say('Hasil', 'Outcome')],
        items.map(({ id, at, door, status, reason, place, eventId, outcome }) => [
          html`<span class="nowrap">${formats.instant(at, zone)}</span>`,
          html`${sayOf(doorNames[door])}${eventId !== undefined && html`<br><span class="small">${outcome === undefined ? eventId : html`<a href="/partners/${code}/receipts/${id}">${eventId}</a>`}</span>`}`,
          html`${tag(String(status), status < 300 ? 'good' : 'bad')} ${reasonWords(reason, wording)}${place !== undefined && html`<br><span class="small">${place}</span>`}`,
          outcome && reasonWords(outcome, wording),
        ]),
      )
}${nextLink(`/partners/${code}/calls?from=`, next, wording)}${refused.length > 0 && refusedTable(wording, zone, refused)}`,
  }
}

function refusedTable(wording: DeskWording, zone: string, refusedCalls: RefusedCalls[]): Markup {
  const { say, sayOf, formats } = wording
  const title = say('Tidak dipercaya', 'Not believed')
  return html`<h2>${title}</h2><p>${say('Panggilan atas nama mitra ini dalam 14 hari terakhir yang tidak diterima; isinya tidak disimpan.', 'Calls under the name of this partner that were refused in the last 14 days. Their content is not kept.')}</p>${table(
    title,
    [
      say('Hari', 'Day'),
      say('Alasan', 'Reason'),
      { heading: say('Paling sedikit', 'At least'), isNumber: true },
      say('Terakhir', 'Last'),
    ],
    refusedCalls.map(({ day, reason, times, lastAt }) => [
      formats.day(day),
      sayOf(refusalNames[reason]),
      formats.number(times),
      formats.instant(lastAt, zone),
    ]),
  )}`
}

export function parkedReceiptsView(
  wording: DeskWording,
  { programme: { zone } }: Frame,
  { code, name, items, next, form, done }: FormListShown<ParkedReceipt>,
): View {
  const { say, formats } = wording
  const title = say('Panggilan yang tertahan', 'Parked calls')
  return {
    title: `${title}: ${name}`,
    content: html`${backLink(`/partners/${code}`, name)}${doneBox(done, wording)}${formSummary(form, wording)}<h1>${title}</h1><p>${say('Diterima, tetapi berkali-kali gagal diterapkan.', 'Received, but applying them failed too often.')} <a href="/partners/${code}/replays">${say('Coba lagi menurut saringan', 'Try again by a filter')}</a></p>
${
  items.length === 0
    ? emptyNote(wording)
    : table(
        title,
        [
          say('Peristiwa', 'Event'),
          say('Diterima', 'Received'),
          say('Tertahan', 'Parked'),
          say('Alasan', 'Why'),
          say('Tindakan', 'Action'),
        ],
        items.map(({ id, eventId, type, receivedAt, parkedAt, reason }) => [
          html`<a href="/partners/${code}/receipts/${id}">${eventId}</a><br><span class="small">${type}</span>`,
          formats.instant(receivedAt, zone),
          formats.instant(parkedAt, zone),
          reasonWords(reason, wording),
          formView(newForm(), wording, {
            action: `/partners/${code}/receipts/${id}/replay`,
            submit: say('Coba lagi', 'Try again'),
            isPlain: true,
            content: () => html``,
          }),
        ]),
      )
}${nextLink(`/partners/${code}/receipts?from=`, next, wording)}`,
  }
}

export function conflictsView(
  wording: DeskWording,
  { programme: { zone } }: Frame,
  { code, name, items, next, form, done }: FormListShown<ConflictView>,
): View {
  const { say, sayOf, formats } = wording
  const title = say('Pertentangan', 'Conflicts')
  const options = Object.entries(closingNames).map(([value, name]) => ({ value, name: sayOf(name) }))
  return {
    title: `${title}: ${name}`,
    content: html`${backLink(`/partners/${code}`, name)}${doneBox(done, wording)}${formSummary(form, wording)}<h1>${title}</h1><p>${say('Isi berbeda dengan nomor yang sudah dipakai: ditolak, disimpan, dan menunggu diperiksa petugas.', 'Events with the id of a known event but other content. They were refused, and wait for a decision.')}</p>
${items.length === 0 && emptyNote(wording)}
${items.map(
  ({
    id,
    eventId,
    why,
    at,
    differs,
  }) => html`<section class="box heed"><h2><a href="/partners/${code}/conflicts/${id}">${eventId}</a></h2><p>${why === 'event_differs' ? say('Peristiwa yang sama dengan isi lain', 'The same event with other content') : say('X-EXTERNAL-ID dipakai peristiwa lain pada hari itu', 'X-EXTERNAL-ID of another event on that day')} · ${formats.instant(at, zone)}</p>
${differs.length > 0 && html`<p>${say('Yang berbeda', 'What differs')}: ${differs.map((place) => html`<code>${place}</code> `)}</p>`}
${formView(newForm(), wording, { action: `/partners/${code}/conflicts/${id}/closing`, submit: say('Tutup', 'Close'), content: ({ select }) => select({ name: 'outcome', label: say('Hasil', 'Outcome'), options }) })}</section>`,
)}
${nextLink(`/partners/${code}/conflicts?from=`, next, wording)}`,
  }
}
