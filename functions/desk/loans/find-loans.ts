import { Hono } from 'hono'
import * as z from 'zod'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import type { Bilingual } from '../../../shared/domain/bilingual.ts'
import type { LoanStep } from '../../../shared/domain/loan/loan-history.ts'
import { LoanState } from '../../../shared/domain/loan/loan-state.ts'
import type { LoanView } from '../../../shared/domain/loan/loan-view.ts'
import type { Partner } from '../../../shared/domain/partner/partner.ts'
import type { Problem } from '../../../shared/domain/problems/app-error.ts'
import { sentence } from '../../../shared/domain/problems/problem-texts.ts'
import { listSchemaProblems } from '../../../shared/domain/problems/schema-problems.ts'
import { formatMemberNumber } from '../../../shared/domain/values/member-number.ts'
import { html, type Markup } from '../../../shared/render/markup.ts'
import { findLoans, LoanFilter, listReceivedEvents } from '../../../shared/usecases/loans/find-loans.ts'
import { readLoan } from '../../../shared/usecases/loans/list-loans.ts'
import { listPartners } from '../../../shared/usecases/partners/partners.ts'
import type { DeskEnv } from '../desk-env.ts'
import { openPlace, sealPlace } from '../layout/paging.ts'
import { backLink, box, nextLink, table, tag } from '../layout/parts.ts'
import { readPathName } from '../layout/path-id.ts'
import { addressOf } from '../layout/read-query.ts'
import { render, type View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'
import { loanStateNames } from '../members/member-words.ts'
import { loanStepNames } from './loans-view.ts'

const loansPerPage = 25
const Query = LoanFilter.extend({ from_place: z.string().optional() })

/** Pages that find a loan, and show its events in order. */
export function findLoanRoutes(deps: DeskDeps) {
  const routes = new Hono<DeskEnv>()

  routes.get('/loans/search', async (c) => {
    const typed = Object.fromEntries(Object.entries(c.req.query()).filter(([, value]) => value !== ''))
    const partners = await listPartners(deps, c.var.caller)
    const { data, error } = Query.safeParse(typed)
    if (error) {
      const problems = listSchemaProblems(error, typed)
      return render(c, searchView(c.var.wording, { typed, problems, partners, items: undefined, next: undefined }), 422)
    }
    const { from_place: place, ...filter } = data
    const isAsked = [filter.number, filter.event, filter.member, filter.partner].some((each) => each !== undefined)
    const page = { after: openPlace(deps, c, place), limit: loansPerPage }
    const found = isAsked ? await findLoans(deps, c.var.caller, filter, page) : undefined
    const next = found?.last === undefined ? undefined : sealPlace(deps, c, found.last)
    return render(c, searchView(c.var.wording, { typed, problems: [], partners, items: found?.items, next }))
  })

  routes.get('/loans/:id/events', async (c) => {
    const id = readPathName(c, 'id')
    const loan = await readLoan(deps, c.var.caller, id)
    const steps = await listReceivedEvents(deps, c.var.caller, loan)
    return render(c, eventsView(c.var.wording, deps.frame.programme.zone, loan, steps))
  })

  return routes
}

type Found = {
  /** The fields of the search as they were typed. */
  typed: Record<string, string | undefined>
  problems: Problem[]
  partners: Partner[]
  items: LoanView[] | undefined
  next: string | undefined
}

function searchView(wording: DeskWording, { typed, problems, partners, items, next }: Found): View {
  const { say, sayOf } = wording
  const title = say('Cari pinjaman', 'Find loans')
  const text = (name: 'number' | 'event' | 'member', label: string): Markup =>
    html`<div class="field"><label for="${name}">${label}</label><input type="text" id="${name}" name="${name}" value="${typed[name] ?? ''}"></div>`
  const day = (name: 'from' | 'to', label: string): Markup =>
    html`<div class="field"><label for="${name}">${label}</label><input type="date" id="${name}" name="${name}" value="${typed[name] ?? ''}"></div>`
  const option = (value: string, name: string, chosen: string | undefined): Markup =>
    html`<option value="${value}"${value === chosen && html` selected`}>${name}</option>`
  return {
    title,
    content: html`${backLink('/loans', say('Pinjaman', 'Loans'))}<h1>${title}</h1>
${problems.length > 0 && box('bad', say('Ada yang perlu diperbaiki', 'Please correct the following'), html`<ul>${problems.map(({ code, params }) => html`<li>${sayOf(sentence(code, params))}</li>`)}</ul>`)}
<p>${say('Isi nomor pinjaman, nomor peristiwa, nomor anggota, atau mitra; status dan waktu mempersempit hasil.', 'Enter a number, an event, a member or a partner. State and time narrow the result.')}</p>
<form action="/loans/search" method="get"><div class="columns"><div>
${text('number', say('Nomor pinjaman', 'Loan number'))}${text('event', say('Nomor peristiwa', 'Event id'))}${text('member', say('Nomor anggota', 'Member number'))}</div><div>
<div class="field"><label for="partner">${say('Mitra', 'Partner')}</label><select id="partner" name="partner"><option value="">${say('Semua', 'All')}</option>${partners.map(({ code, name }) => option(code, name, typed.partner))}</select></div>
<div class="field"><label for="state">${say('Status', 'State')}</label><select id="state" name="state"><option value="">${say('Semua', 'All')}</option>${LoanState.options.map((state) => option(state, sayOf(loanStateNames[state]), typed.state))}</select></div>
${day('from', say('Peristiwa terakhir sejak', 'Latest event since'))}${day('to', say('Sampai', 'Until'))}</div></div>
<div class="buttons"><button class="main">${say('Cari', 'Find')}</button></div></form>
${items && foundTable(wording, title, { items, partners, hasMore: next !== undefined })}${nextLink(`${addressOf('/loans/search', { ...typed, from_place: undefined })}&from_place=`, next, wording)}`,
  }
}

type FoundLoans = { items: LoanView[]; partners: Partner[]; hasMore: boolean }

function foundTable(wording: DeskWording, caption: string, { items, partners, hasMore }: FoundLoans): Markup {
  const { say, sayOf } = wording
  if (items.length === 0)
    return html`<p>${hasMore ? say('Tidak ada pada halaman ini.', 'None on this page.') : say('Tidak ada.', 'None.')}</p>`
  return table(
    caption,
    [say('Pinjaman', 'Loan'), say('Anggota', 'Member'), say('Status', 'State'), say('Peristiwa', 'Events')],
    items.map(({ id, number, partner, memberId, state, isSandbox }) => [
      html`<a href="/loans/${id}">${number}</a> ${isSandbox && tag(say('uji coba', 'sandbox'))}<br><span class="small">${partners.find(({ code }) => code === partner)?.name ?? partner}</span>`,
      memberId === undefined ? undefined : html`<a href="/members/${memberId}">${formatMemberNumber(memberId)}</a>`,
      state && sayOf(loanStateNames[state]),
      html`<a href="/loans/${id}/events">${say('Lihat', 'See')}</a>`,
    ]),
  )
}

const effectNames = {
  changed: { id: 'mengubah pinjaman', en: 'changed the loan' },
  unchanged: { id: 'tidak mengubah apa pun', en: 'changed nothing' },
  in_review: { id: 'perlu diputus', en: 'to be decided' },
  ahead: { id: 'bertanggal mendatang', en: 'dated ahead' },
  rejected: { id: 'diputuskan tidak berlaku', en: 'decided to change nothing' },
} satisfies Record<LoanStep['effect'], { id: string; en: string }>

type ReceivedStep = Awaited<ReturnType<typeof listReceivedEvents>>[number]

function eventsView(
  wording: DeskWording,
  zone: string,
  { id, number, partner }: LoanView,
  steps: ReceivedStep[],
): View {
  const { say, sayOf, formats } = wording
  const title = say('Peristiwa pinjaman', "The loan's events")
  return {
    title: `${title}: ${number}`,
    content: html`${backLink(`/loans/${id}`, number)}<h1>${title}</h1><p>${say('Dari yang tertua, menurut waktu mitra.', "From the oldest, by the partner's time.")}</p>${table(
      title,
      [say('Waktu', 'When'), say('Peristiwa', 'Event'), say('Akibat', 'Effect'), say('Perubahan', 'Changes')],
      steps.map(({ eventId, receiptId, occurredAt, effect, changes }) => [
        formats.instant(occurredAt, zone),
        receiptId === undefined ? eventId : html`<a href="/partners/${partner}/receipts/${receiptId}">${eventId}</a>`,
        sayOf(effectNames[effect]),
        html`${changes.map((change) => html`<div>${changeText(wording, change)}</div>`)}`,
      ]),
    )}`,
  }
}

/** The names of a loan's fields. Dates and amounts have a value for each step of the loan (`loanStepNames`). */
const fieldNames: Record<string, Bilingual> = {
  state: { id: 'Status', en: 'State' },
  product: { id: 'Produk', en: 'Product' },
  member: { id: 'Anggota', en: 'Member' },
  dates: { id: 'Tanggal', en: 'Date' },
  amounts: { id: 'Jumlah', en: 'Amount' },
  daysLate: { id: 'Hari menunggak', en: 'Days in arrears' },
  collectability: { id: 'Kolektibilitas', en: 'Collectability' },
}

function changeText({ sayOf, formats }: DeskWording, { field, before, after }: LoanStep['changes'][number]): string {
  const [group = '', part] = field.split('.')
  const [name, ofPart] = [fieldNames[group], part === undefined ? undefined : loanStepNames.get(part)]
  const fieldName = name ? [sayOf(name), ...(ofPart ? [sayOf(ofPart).toLowerCase()] : [])].join(' ') : field
  if (before === undefined && after === undefined) return fieldName
  const show = (value: string | undefined): string => {
    if (value === undefined) return '–'
    const state = LoanState.safeParse(value).data
    if (field === 'state' && state) return sayOf(loanStateNames[state])
    if (group === 'dates') return formats.day(value)
    return group === 'amounts' ? formats.rupiah(value) : value
  }
  return `${fieldName}: ${show(before)} → ${show(after)}`
}
