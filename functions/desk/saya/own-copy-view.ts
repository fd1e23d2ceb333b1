import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import type { PersonalCopy } from '../../../shared/domain/rights/personal-copy.ts'
import { formatMemberNumber } from '../../../shared/domain/values/member-number.ts'
import { html, type Markup } from '../../../shared/render/markup.ts'
import { genderOfPerson, namesIn } from '../layout/names.ts'
import { backLink, facts, table } from '../layout/parts.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'
import { statusNames } from '../members/member-tags.ts'
import { actNames, caseKindNames, caseStateNames, factName, loanStateNames } from '../members/member-words.ts'
import { trailTable } from '../members/trail-view.ts'
import { nameRecipient, referralStateNames } from '../referrals/referral-words.ts'
import { nameActor } from './own-data-view.ts'

type Copied = PersonalCopy['records'][number]

/** The copy of a person's data to read or print. It has everything that the file has, except ids and hashes. */
export function readableCopyView(
  wording: DeskWording,
  frame: Frame,
  { basis, madeAt, records, rows }: PersonalCopy,
): View {
  const { say, sayOf, formats } = wording
  const title = say('Salinan data Anda', 'A copy of your data')
  return {
    title,
    content: html`${backLink('/me/copy', title)}<h1>${title}</h1>
<p>${formats.instant(madeAt, frame.programme.zone)} · ${say('Dasar pemrosesan', 'Basis of the processing')}: ${sayOf(basis)}</p>
<p class="small">${say('Data tidak disamarkan. Bila ingin menyimpannya di atas kertas, cetak halaman ini.', 'Unmasked. To keep it on paper, print this page.')}</p>
${records.map((record) => recordPart(wording, frame, record))}
${listPart(
  say('Baris berkas impor yang masih disimpan', 'Rows of imported files that are still kept'),
  [say('Baris', 'Row'), say('Isi', 'Content')],
  rows.map(({ line, cells }) => [line, cells.filter((cell) => cell !== '').join(' · ')]),
)}`,
  }
}

/** A table with a heading, or nothing if there are no rows. */
const listPart = (title: string, columns: string[], rows: Parameters<typeof table>[2]): Markup | undefined =>
  rows.length === 0 ? undefined : html`<h2>${title}</h2>${table(title, columns, rows)}`

function recordPart(wording: DeskWording, frame: Frame, record: Copied): Markup {
  const { say, sayOf, formats } = wording
  const { zone } = frame.programme
  const { member, entries, trail, brokenGlass, cases, files, news, loans, consents, referrals } = record
  const [when, stage] = [say('Waktu', 'When'), say('Tahap', 'Stage')]
  const at = (instant: string) => html`<span class="nowrap">${formats.instant(instant, zone)}</span>`
  return html`<h2>${say('Catatan', 'Record')} ${formatMemberNumber(member.id)}</h2>${memberFacts(wording, frame, member)}
${listPart(
  say('Tahap dan pinjaman yang tercatat', 'Recorded stages and loans'),
  [say('Catatan', 'Entry'), say('Tanggal', 'Day'), say('Bulan pembukuan', 'Posted in'), say('Oleh', 'By')],
  entries.map((entry) => [
    html`${'stage' in entry ? entry.stage : sayOf(factName(entry))} · ${sayOf(actNames[entry.kind])}`,
    formats.day(entry.happenedOn),
    formats.month(entry.postedIn),
    entry.actor,
  ]),
)}
${listPart(
  say('Bukti', 'Evidence'),
  [stage, say('Jenis', 'Kind'), say('Nomor', 'Number'), say('Penerbit', 'Issuer')],
  Object.entries(member.evidence).map(([code, { kind, number, issuer }]) => [code, kind, number, issuer]),
)}
${listPart(
  say('Berkas bukti', 'Evidence files'),
  [stage, say('Jenis', 'Kind'), say('Ditambahkan', 'Added'), say('Oleh', 'By')],
  files.map((file) => [file.stage, file.type, at(file.addedAt), file.addedBy]),
)}
${listPart(
  say('Catatan petugas', 'Notes of officers'),
  [when, say('Oleh', 'By'), say('Isi', 'Text')],
  (member.remarks ?? []).map((remark) => [at(remark.at), remark.by, remark.text]),
)}
${listPart(
  say('Pinjaman', 'Loans'),
  [say('Pinjaman', 'Loan'), say('Mitra', 'Lender'), say('Status', 'State'), say('Kejadian', 'Events')],
  loans.map(({ loan, told }) => [
    loan.number,
    loan.partner,
    loan.state && sayOf(loanStateNames[loan.state]),
    told.length,
  ]),
)}
${listPart(
  say('Persetujuan rujukan', 'Consents to be referred'),
  [
    say('Diberikan', 'Given'),
    say('Kepada', 'To'),
    say('Sampai', 'Until'),
    say('Diminta oleh', 'Asked by'),
    say('Berakhir', 'Ended'),
  ],
  consents.map((each) => [
    at(each.givenAt),
    nameRecipient(each.to, [], wording),
    formats.day(each.until),
    each.askedBy,
    each.endedAt && at(each.endedAt),
  ]),
)}
${listPart(
  say('Rujukan ke lembaga pembiayaan', 'Referrals to lenders'),
  [say('Lembaga', 'Lender'), say('Keadaan', 'State'), say('Dikirim', 'Sent'), say('Yang dikirim', 'What was sent')],
  referrals.map((each) => [
    each.partner,
    sayOf(referralStateNames[each.state]),
    each.sentAt && at(each.sentAt),
    each.sent,
  ]),
)}
${listPart(
  say('Permintaan Anda', 'Your requests'),
  [when, say('Jenis', 'Kind'), say('Status', 'State'), say('Isi', 'Text')],
  cases.map((each) => [
    at(each.openedAt),
    sayOf(caseKindNames[each.kind]),
    sayOf(caseStateNames[each.state]),
    each.request,
  ]),
)}
${listPart(
  say('Kabar lewat surel', 'News by mail'),
  [when, say('Kabar', 'News')],
  news.map((each) => [at(each.plannedAt), each.news.length]),
)}
${listPart(
  say('Akses darurat', 'Emergency access'),
  [when, say('Pelaku', 'Who'), say('Alasan', 'Reason')],
  brokenGlass.map((each) => [at(each.from), each.subject, each.reason]),
)}
${trail.length > 0 && html`<h2>${say('Riwayat akses dan perubahan', 'Who saw and changed it')}</h2>${trailTable(wording, frame, { items: trail }, nameActor(wording))}`}`
}

function memberFacts(wording: DeskWording, frame: Frame, member: Copied['member']): Markup {
  const { say, sayOf, formats } = wording
  const names = namesIn(frame, wording)
  const { person, business } = member
  return facts([
    [say('Nama', 'Name'), person?.name],
    ['NIK', person?.nik],
    ['NPWP', person?.npwp],
    [say('Telepon', 'Phone'), person?.phone],
    [say('Surel', 'E-mail'), person?.email],
    [say('Tanggal lahir', 'Date of birth'), person?.birthDate && formats.day(person.birthDate)],
    [say('Jenis kelamin', 'Gender'), sayOf(genderOfPerson[member.gender])],
    [say('Kategori', 'Category'), names.category(member.category)],
    [say('Wilayah', 'Area'), names.area(member.area)],
    [say('Perangkat daerah', 'Agency'), names.agency(member.agency)],
    [say('Usaha', 'Business'), business?.name],
    ['NIB', business?.nib],
    [say('Terdaftar', 'Registered'), formats.instant(member.registeredAt, frame.programme.zone)],
    [say('Status', 'Status'), sayOf(statusNames[member.status])],
  ])
}
