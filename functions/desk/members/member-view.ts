import type { Entry } from '../../../shared/domain/ledger/entry.ts'
import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import { isLate } from '../../../shared/domain/ledger/lateness.ts'
import type { LoanView } from '../../../shared/domain/loan/loan-view.ts'
import type { Remark } from '../../../shared/domain/member/member.ts'
import type { MemberView } from '../../../shared/domain/member/member-view.ts'
import { html, type Markup } from '../../../shared/render/markup.ts'
import { doneBox } from '../layout/done.ts'
import { namesIn } from '../layout/names.ts'
import { box, table } from '../layout/parts.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'
import { statusTags } from './member-tags.ts'
import { actNames, factName, loanStateNames } from './member-words.ts'
import { recordFacts } from './record-facts.ts'

type PageParts = {
  entries: Entry[]
  entryNotes: Record<string, string>
  notes: Remark[]
  loans: LoanView[]
  namePartner: (code: string) => string
  /** Whether the caller may open the pages of the loans. */
  canOpenLoans: boolean
  done?: string | undefined
}

/** The page of a member: the person, the stages held, and what can be done next. */
export function memberPageView(wording: DeskWording, frame: Frame, member: MemberView, shown: PageParts): View {
  const { say, sayOf, formats } = wording
  const names = namesIn(frame, wording)
  const { person, warnings } = member
  const title = person?.name ?? say('Data dihapus', 'Erased')
  const isActive = member.status === 'active'
  const isUnverified = member.identity?.status === 'unverified'
  const holdsAll = frame.programme.stages.every(({ code }) => member.stages[code] !== undefined)
  const here = `/members/${member.id}`
  return {
    title: `${title}, ${member.number}`,
    content: html`${doneBox(shown.done, wording)}${shown.done === 'registered' && html`<p class="trailing"><a href="/members/new">${say('Daftarkan anggota berikutnya', 'Register the next member')}</a></p>`}
<h1>${title}</h1>
<p class="lead">${member.number} · ${names.area(member.area)} ${statusTags(member, wording)}</p>
${warnings.length > 0 && box('heed', say('Perhatikan', 'Please note'), html`<ul>${warnings.map(({ message }) => html`<li>${sayOf(message)}</li>`)}</ul>`)}
${stageList(wording, frame, member)}
<div class="buttons">${isUnverified && html`<a class="button main" href="${here}/verification">${say('Verifikasi identitas', 'Verify the identity')}</a>`}
${isActive && !holdsAll && html`<a class="button${!isUnverified && ' main'}" href="${here}/stages">${say('Catat tahap', 'Record a stage')}</a>`}
${isActive && html`<a class="button" href="${here}/correction">${say('Perbaiki data', 'Correct the data')}</a>`}
<a class="button" href="${here}/notes">${say('Tulis catatan', 'Write a note')}</a></div>
<div class="columns"><div>
<h2>${say('Riwayat', 'History')}</h2>
${historyTable(wording, frame, shown)}
${shown.loans.length > 0 && loans(wording, shown)}
<h2>${say('Catatan petugas', 'Notes')}</h2>
${shown.notes.length === 0 ? html`<p class="small">${say('Belum ada catatan.', 'No notes yet.')}</p>` : shown.notes.toReversed().map(({ text, at, by }) => html`<p>${text}<br><span class="small">${formats.instant(at, frame.programme.zone)} · ${by}</span></p>`)}
</div><div>
<h2>${say('Data', 'Data')}</h2>
${recordFacts(wording, frame, member)}
<h2>${say('Lainnya', 'More')}</h2>
<ul>
${
  isActive &&
  html`<li><a href="${here}/reversals">${say('Batalkan tahap', 'Reverse a stage')}</a></li>
<li><a href="${here}/reclassification">${say('Reklasifikasi', 'Reclassify')}</a></li>
<li><a href="${here}/withdrawal">${say('Catat mundur', 'Withdraw')}</a></li>`
}
${member.status === 'withdrawn' && html`<li><a href="${here}/return">${say('Aktifkan kembali', 'Record the return')}</a></li>`}
<li><a href="${here}/referrals">${say('Persetujuan dan rujukan', 'Consent and referrals')}</a></li>
<li><a href="${here}/files">${say('Berkas bukti', 'Evidence files')}</a></li>
<li><a href="${here}/trail">${say('Jejak audit', 'Trail: who did what')}</a></li>
<li><a href="${here}/rights">${say('Permintaan atas data pribadi', 'Requests about personal data')}</a></li>
</ul></div></div>`,
  }
}

/** Every stage, with the day on which the member attained it. Stages are a set, so any may be missing. */
function stageList({ say, sayOf, formats }: DeskWording, { programme }: Frame, member: MemberView): Markup {
  const isOpen = member.status === 'active'
  return html`<ol class="steps" aria-label="${say('Tahap', 'Stages')}">${programme.stages.map(({ code, name }) => {
    const standing = member.stages[code]
    return html`<li${standing && html` class="held"`}><b>${code}</b><span>${sayOf(name)}</span>${
      standing
        ? html`<span>✓ ${formats.day(standing.happenedOn)}</span>`
        : html`<span class="small">${say('belum', 'not yet')}</span>${isOpen && html`<a href="/members/${member.id}/stages?stage=${code}">${say(`Catat`, `Record`)}<span class="skip"> ${code}</span></a>`}`
    }</li>`
  })}</ol>`
}

function historyTable(wording: DeskWording, frame: Frame, { entries, entryNotes, namePartner }: PageParts): Markup {
  const { say, sayOf, formats } = wording
  if (entries.length === 0) return html`<p class="small">${say('Belum ada catatan.', 'No entries yet.')}</p>`
  const names = namesIn(frame, wording)
  const what = (entry: Entry) =>
    html`${'stage' in entry ? `${entry.stage === 'ALL' ? say('Semua tahap', 'Every stage') : `${entry.stage} ${names.stage(entry.stage)}`}` : `${sayOf(factName(entry))}, ${namePartner(entry.partner)}`} · ${sayOf(actNames[entry.kind])}${entry.reason !== undefined && html` (${names.reason(entry.reason)})`}${entryNotes[entry.id] !== undefined && html`<br><span class="small">${entryNotes[entry.id]}</span>`}`
  const postingMonthCell = (entry: Entry) =>
    html`${formats.month(entry.postedIn)}${isLate(entry) && html` <span class="small">(${say('terlambat', 'late')})</span>`}`
  const title = say('Riwayat', 'History')
  return table(
    title,
    [
      say('Catatan', 'Entry'),
      say('Tanggal kejadian', 'Happened on'),
      say('Bulan pembukuan', 'Counted in'),
      say('Wilayah', 'Area'),
    ],
    entries.map((entry) => [
      what(entry),
      html`<span class="nowrap">${formats.day(entry.happenedOn)}</span>`,
      postingMonthCell(entry),
      names.area(entry.area.replace(/\.0000$/, '')),
    ]),
  )
}

function loans({ say, sayOf, formats }: DeskWording, { loans: all, namePartner, canOpenLoans }: PageParts): Markup {
  const title = say('Pinjaman', 'Loans')
  return html`<h2>${title}</h2>${table(
    title,
    [say('Mitra dan nomor', 'Partner and number'), say('Status', 'State'), say('Disetujui', 'Approved')],
    all.map(({ id, partner, number, state, amounts, review }) => [
      html`${namePartner(partner)} · ${canOpenLoans ? html`<a href="/loans/${id}">${number}</a>` : number}`,
      html`${state === undefined ? '' : sayOf(loanStateNames[state])}${review.length > 0 && html` <span class="small">(${say('sedang diperiksa', 'under review')})</span>`}`,
      amounts?.approved === undefined ? undefined : formats.rupiah(amounts.approved),
    ]),
  )}`
}
