import type { Bilingual } from '../../../shared/domain/bilingual.ts'
import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import type { ParkReason } from '../../../shared/domain/loan/loan-record.ts'
import type { LoanView, ParkedLoan } from '../../../shared/domain/loan/loan-view.ts'
import { formatMemberNumber } from '../../../shared/domain/values/member-number.ts'
import { html, type Markup } from '../../../shared/render/markup.ts'
import { type FormState, newForm } from '../form/form-state.ts'
import { formSummary, formView } from '../form/form-view.ts'
import { doneBox } from '../layout/done.ts'
import { backLink, box, facts, nextLink, table, tag } from '../layout/parts.ts'
import { reasonWords } from '../layout/reason-words.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'
import { loanStateNames } from '../members/member-words.ts'

const parkReasons: Record<ParkReason, Bilingual> = {
  member_unknown: {
    id: 'Anggota belum terdaftar; pinjaman otomatis dihitung setelah orangnya terdaftar.',
    en: 'The member is not registered; the loan is counted automatically once the person registers.',
  },
  identity_unsettled: {
    id: 'NIK-nya disengketakan atau belum diverifikasi; selesaikan sengketanya atau verifikasi dahulu.',
    en: 'The NIK is disputed or not verified; settle the dispute or verify it first.',
  },
  member_erased: { id: 'Data orangnya sudah dihapus.', en: "The person's data was erased." },
  member_restricted: {
    id: 'Pemrosesan data orangnya sedang dibatasi.',
    en: "Processing of the person's data is restricted at present.",
  },
}
/** The link to the page on which an officer can do what a parked loan waits for. */
const linkToSolution = ({ say }: DeskWording, reason: ParkReason): Markup | undefined => {
  if (reason === 'member_unknown')
    return html` ${say('Tanyakan kepada mitra, dengan nomor pinjaman ini, siapa orangnya, lalu', 'Ask the partner, by the number of this loan, who it is, and')} <a href="/members/new">${say('daftarkan dengan NIK-nya', 'register the person with the NIK')}</a>.`
  if (reason === 'identity_unsettled')
    return html` <a href="/disputes">${say('Lihat sengketa NIK', 'See the disputes over a NIK')}</a>`
  return undefined
}

/** The names of the steps of a loan. Its dates and amounts are named by them. */
export const loanStepNames = new Map<string, Bilingual>([
  ...Object.entries(loanStateNames),
  ['applied', { id: 'Diajukan', en: 'Applied for' }],
])
const reviewReasons: Record<LoanView['review'][number]['why'], Bilingual> = {
  jump: { id: 'Statusnya tidak mungkin menyusul status sebelumnya', en: 'Its state cannot follow the one before' },
  dates: { id: 'Tanggalnya saling bertentangan', en: 'Its dates contradict each other' },
}

/** The lists of loans, with their paths. */
const listNames: [path: string, name: Bilingual][] = [
  ['/loans/search', { id: 'Cari', en: 'Find' }],
  ['/loans', { id: 'Tertahan', en: 'Parked' }],
  ['/loans/review', { id: 'Perlu diputus', en: 'To be decided' }],
  ['/loans/ahead', { id: 'Bertanggal mendatang', en: 'Dated ahead' }],
  ['/loans/twins', { id: 'Mungkin dilaporkan dua kali', en: 'Possibly reported twice' }],
]
type ListPath = '/loans' | '/loans/review' | '/loans/ahead' | '/loans/twins'

/** The links between the lists of loans. */
const listLinks = ({ say, sayOf }: DeskWording, here: ListPath): Markup =>
  html`<nav class="buttons tabs" aria-label="${say('Daftar pinjaman', 'Lists of loans')}">${listNames.map(
    ([path, name]) =>
      html`<a class="button" href="${path}"${path === here && html` aria-current="page"`}>${sayOf(name)}</a>`,
  )}</nav>`

const emptyNote = ({ say }: DeskWording): Markup => html`<p>${say('Tidak ada.', 'None.')}</p>`

type Page<T> = { items: T[]; next: string | undefined; namePartner: (code: string) => string }

export function parkedView(
  wording: DeskWording,
  { programme: { zone } }: Frame,
  { items, next, namePartner }: Page<ParkedLoan>,
): View {
  const { say, sayOf, formats } = wording
  const title = say('Pinjaman yang tertahan', 'Parked loans')
  return {
    title,
    content: html`<h1>${title}</h1><p>${say('Mitra melaporkannya, tetapi belum dapat dihitung untuk seorang anggota.', 'A partner has reported them, but they cannot be counted for a member yet.')}</p>${listLinks(wording, '/loans')}
${
  items.length === 0
    ? emptyNote(wording)
    : table(
        title,
        [
          say('Pinjaman', 'Loan'),
          say('Anggota yang disebut', 'Member as reported'),
          say('Alasan', 'Why'),
          { heading: say('Hari tertahan', 'Days parked'), isNumber: true },
        ],
        items.map(({ id, partner, number, reason, since, days, member }) => [
          html`<a href="/loans/${id}">${number}</a><br><span class="small">${namePartner(partner)}</span>`,
          member,
          html`${sayOf(parkReasons[reason])}<br><span class="small">${say('sejak', 'since')} ${formats.instant(since, zone)}</span>`,
          formats.number(days),
        ]),
      )
}${nextLink('/loans?from=', next, wording)}`,
  }
}

export function reviewView(wording: DeskWording, { items, next, namePartner }: Page<LoanView>): View {
  const { say } = wording
  const title = say('Pinjaman yang perlu diputus', 'Loans to be decided')
  return {
    title,
    content: html`<h1>${title}</h1>${listLinks(wording, '/loans/review')}
${items.length === 0 ? emptyNote(wording) : loansTable(wording, namePartner, title, items)}${nextLink('/loans/review?from=', next, wording)}`,
  }
}

export function aheadView(
  wording: DeskWording,
  { programme: { zone } }: Frame,
  { items, next, namePartner }: Page<LoanView>,
): View {
  const { say, formats } = wording
  const title = say('Peristiwa bertanggal mendatang', 'Events dated ahead')
  return {
    title,
    content: html`<h1>${title}</h1><p>${say('Waktu menurut mitra belum tiba. Peristiwa diterapkan setelah waktunya tiba; bila terlalu jauh, jam mitra mungkin salah.', 'The partner gave a time in the future. The event is applied at that time. A time far ahead may come from a wrong clock.')}</p>${listLinks(wording, '/loans/ahead')}
${
  items.length === 0
    ? emptyNote(wording)
    : table(
        title,
        [
          say('Pinjaman', 'Loan'),
          say('Anggota', 'Member'),
          say('Menunggu sejak', 'Waiting since'),
          say('Sampai', 'Until'),
        ],
        items.map((loan) => [
          html`<a href="/loans/${loan.id}">${loan.number}</a><br><span class="small">${namePartner(loan.partner)}</span>`,
          memberLink(loan),
          loan.ahead && formats.instant(loan.ahead.since, zone),
          loan.ahead && formats.instant(loan.ahead.until, zone),
        ]),
      )
}${nextLink('/loans/ahead?from=', next, wording)}`,
  }
}

export function twinsView(
  wording: DeskWording,
  frame: Frame,
  { items, next, namePartner }: Page<{ since: string; loans: LoanView[] }>,
): View {
  const { say, formats } = wording
  const title = say('Mungkin dilaporkan dua kali', 'Possibly reported twice')
  return {
    title,
    content: html`<h1>${title}</h1><p>${say('Dua mitra melaporkan pinjaman satu anggota dengan jumlah dan tanggal yang sama. Keduanya dihitung, kecuali salah satu mitra membatalkannya.', 'Two partners reported a loan of one member with the same amount and day. Both count, unless one of the partners cancels its loan.')}</p>${listLinks(wording, '/loans/twins')}
${items.length === 0 ? emptyNote(wording) : items.map(({ since, loans }) => html`<h2>${say('Ditemukan', 'Found')} ${formats.instant(since, frame.programme.zone)}</h2>${loansTable(wording, namePartner, title, loans)}${dismissLink(wording, loans)}`)}${nextLink('/loans/twins?from=', next, wording)}`,
  }
}

const dismissLink = ({ say }: DeskWording, [one, other]: LoanView[]): Markup | undefined =>
  one && other
    ? html`<p><a href="/loans/${one.id}/twins/${other.id}">${say('Ini dua pinjaman yang berbeda', 'These are two different loans')}</a></p>`
    : undefined

const loansTable = (
  wording: DeskWording,
  namePartner: Page<LoanView>['namePartner'],
  caption: string,
  loans: LoanView[],
): Markup =>
  table(
    caption,
    [
      wording.say('Pinjaman', 'Loan'),
      wording.say('Anggota', 'Member'),
      wording.say('Status', 'State'),
      wording.say('Alasan', 'Why'),
    ],
    loans.map((loan) => [
      html`<a href="/loans/${loan.id}">${loan.number}</a><br><span class="small">${namePartner(loan.partner)}</span>`,
      memberLink(loan),
      loan.state && wording.sayOf(loanStateNames[loan.state]),
      whyText(wording, loan),
    ]),
  )

const memberLink = ({ memberId }: LoanView): Markup | undefined =>
  memberId === undefined ? undefined : html`<a href="/members/${memberId}">${formatMemberNumber(memberId)}</a>`

const whyText = (wording: DeskWording, { review, stageProblems = [], parked, twins }: LoanView): Markup => {
  const { say, sayOf } = wording
  return html`${review.map(({ why }) => html`${sayOf(reviewReasons[why])}. `)}${stageProblems.length > 0 && html`${say('Tahapnya belum dapat dicapai', 'The stage cannot be attained yet')}: ${stageProblems.map((code, at) => html`${at > 0 && '; '}${reasonWords(code, wording)}`)}. `}${parked && sayOf(parkReasons[parked.reason])}${twins.length > 0 && ` ${say('Mungkin sama dengan pinjaman lain.', 'Possibly the same as another loan.')}`}`
}

type Shown = {
  loan: LoanView
  partnerName: string
  /** The member as the partner named it, masked, while the loan is parked. */
  reported: string | undefined
  form: FormState
  done: string | undefined
}

export function loanPageView(wording: DeskWording, { programme: { zone } }: Frame, shown: Shown): View {
  const { loan, partnerName, reported, form, done } = shown
  const { say, sayOf, formats } = wording
  const { id, number, partner, state, product, dates, amounts, daysLate, collectability, events, parked, review } = loan
  const title = `${say('Pinjaman', 'Loan')} ${number}`
  const nameStep = (state: string) => {
    const name = loanStepNames.get(state)
    return name ? sayOf(name) : state
  }
  const days = Object.entries(dates ?? {}).flatMap(([name, day]) =>
    day === undefined ? [] : [html`<li>${nameStep(name)}: ${formats.day(day)}</li>`],
  )
  const sums = Object.entries(amounts ?? {}).flatMap(([name, sum]) =>
    sum === undefined ? [] : [html`<li>${nameStep(name)}: ${formats.rupiah(sum)}</li>`],
  )
  return {
    title,
    content: html`${backLink('/loans', say('Pinjaman', 'Loans'))}${doneBox(done, wording)}${formSummary(form, wording)}<h1>${title} ${loan.isSandbox && tag(say('uji coba', 'sandbox'))}</h1>
${parked && box('heed', say('Tertahan', 'Parked'), html`<p>${sayOf(parkReasons[parked.reason])}${linkToSolution(wording, parked.reason)}</p><p class="small">${say('Sejak', 'Since')} ${formats.instant(parked.since, zone)}</p>`)}
${loan.ahead && box('heed', say('Peristiwa bertanggal mendatang', 'An event dated ahead'), html`<p>${say('Menunggu sampai', 'Waits until')} ${formats.instant(loan.ahead.until, zone)}</p>`)}
${facts([
  [say('Mitra', 'Partner'), html`<a href="/partners/${partner}">${partnerName}</a>`],
  [say('Anggota yang disebut', 'Member as reported'), reported],
  [say('Anggota', 'Member'), memberLink(loan)],
  [say('Status', 'State'), state && sayOf(loanStateNames[state])],
  [say('Produk', 'Product'), product],
  [say('Tanggal', 'Dates'), days.length === 0 ? undefined : html`<ul class="plain-list">${days}</ul>`],
  [say('Jumlah', 'Amounts'), sums.length === 0 ? undefined : html`<ul class="plain-list">${sums}</ul>`],
  [say('Hari menunggak', 'Days in arrears'), daysLate === undefined ? undefined : formats.number(daysLate)],
  [
    say('Kolektibilitas', 'Collectability'),
    collectability && `${collectability.grade} ${sayOf(collectability.name)} (${collectability.basis})`,
  ],
  [
    say('Peristiwa yang dilaporkan', 'Events reported'),
    html`${formats.number(events)} · <a href="/loans/${id}/events">${say('lihat semua', 'see all')}</a>`,
  ],
])}
${review.length > 0 && html`<h2>${say('Perlu diputus', 'To be decided')}</h2>`}
${review.map(({ eventId, why, from, to }) => html`<div class="box heed"><p>${sayOf(reviewReasons[why])}${from && `: ${sayOf(loanStateNames[from])}`}${to && ` → ${sayOf(loanStateNames[to])}`}</p>${decisionForm(wording, newForm([['eventId', eventId]]), id, eventId)}</div>`)}
${loan.stageProblems !== undefined && loan.stageProblems.length > 0 && html`<h2>${say('Tahap permodalan', 'The financing stage')}</h2><p>${whyText(wording, { ...loan, review: [] })}</p>${decisionForm(wording, form, id)}`}
${formView(newForm(), wording, { action: `/loans/${id}/replay`, submit: say('Periksa lagi sekarang', 'Check it again now'), isPlain: true, content: () => html`` })}`,
  }
}

const decisionForm = (wording: DeskWording, form: FormState, id: string, eventId?: string): Markup => {
  const { say } = wording
  return formView(form, wording, {
    action: `/loans/${id}/decision`,
    submit: say('Putuskan', 'Decide'),
    content: ({ radios, area, hidden }) =>
      html`${eventId !== undefined && hidden('eventId')}${radios({
        name: 'outcome',
        label: say('Keputusan', 'Decision'),
        options: [
          { value: 'released', name: say('Terima laporan mitra', "Accept the partner's report") },
          { value: 'rejected', name: say('Abaikan laporan mitra', "Ignore the partner's report") },
        ],
      })}${area({ name: 'reason', label: say('Alasan', 'Reason'), most: 500 })}`,
  })
}
