import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import { type Referral, ReferralState } from '../../../shared/domain/referral/referral.ts'
import type { ReferralFileView } from '../../../shared/domain/referral/referral-file-record.ts'
import { formatMemberNumber } from '../../../shared/domain/values/member-number.ts'
import { html, type Markup } from '../../../shared/render/markup.ts'
import type { LenderView } from '../../../shared/usecases/referral/lender.ts'
import type { FormState } from '../form/form-state.ts'
import { formSummary, formView } from '../form/form-view.ts'
import { doneBox } from '../layout/done.ts'
import { filterForm } from '../layout/filter.ts'
import { namesIn } from '../layout/names.ts'
import { backLink, nextLink, table } from '../layout/parts.ts'
import { addressOf } from '../layout/read-query.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'
import { referralStateNames } from './referral-words.ts'

type Shown = {
  lenders: LenderView[]
  partner: string | undefined
  state: ReferralState | undefined
  referrals: Referral[]
  memberNames: Map<string, string>
  next: string | undefined
  form: FormState
  done: string | undefined
}

/** The referrals to a lender by state, and a form that sends the prepared ones in a file. */
export function sentView(wording: DeskWording, frame: Frame, shown: Shown): View {
  const { say, sayOf, formats } = wording
  const { lenders, partner, state, referrals, memberNames, next, form, done } = shown
  const names = namesIn(frame, wording)
  const title = say('Rujukan dan jawabannya', 'Referrals and their answers')
  const lender = lenders.find(({ code }) => code === partner)
  return {
    title,
    content: html`${doneBox(done, wording)}${formSummary(form, wording)}${backLink('/referrals', say('Siap dan menunggu lembaga', 'Ready and waiting for a lender'))}<h1>${title}</h1>
<p class="more"><a href="/figures#rujukan">${say('Angka rujukan', 'Figures of referrals')}</a></p>
${
  lenders.length === 0
    ? html`<p>${say('Belum ada lembaga yang menerima rujukan.', 'No lender takes referrals yet.')}</p>`
    : filterForm(wording, '/referrals/sent', [
        {
          name: 'partner',
          label: say('Lembaga', 'Lender'),
          options: lenders.map(({ code, name }) => ({ value: code, name })),
          chosen: partner,
        },
        {
          name: 'state',
          label: say('Keadaan', 'State'),
          options: ReferralState.options.map((value) => ({ value, name: sayOf(referralStateNames[value]) })),
          chosen: state,
          none: say('Semua', 'All'),
        },
      ])
}
${lender?.by === 'file' && fileForm(wording, frame, lender, form)}
${
  lender &&
  (referrals.length === 0
    ? html`<p>${say('Tidak ada rujukan.', 'No referrals.')}</p>`
    : table(
        title,
        [
          say('Anggota', 'Member'),
          say('Keadaan', 'State'),
          say('Wilayah', 'Area'),
          say('Dirujuk', 'Referred'),
          say('Jawaban ditunggu sampai', 'Answer awaited until'),
        ],
        referrals.map((each) => [
          memberLink(each.memberId, each.id, memberNames),
          sayOf(referralStateNames[each.state]),
          names.area(each.area.replace(/\.0000$/, '')),
          formats.instant(each.preparedAt, frame.programme.zone),
          each.answerBy && formats.day(each.answerBy),
        ]),
      ))
}
${nextLink(`${addressOf('/referrals/sent', { partner: partner ?? '', state: state ?? '' })}&from=`, next, wording)}`,
  }
}

/** A link to a referral, under the member's name if it is known, and the number. */
function memberLink(memberId: string, referral: string, memberNames: Map<string, string>): Markup {
  const number = formatMemberNumber(memberId)
  const name = memberNames.get(memberId)
  return html`<a href="/members/${memberId}/referrals/${referral}">${name ?? number}</a>${name !== undefined && html`<br><span class="small nowrap">${number}</span>`}`
}

function fileForm(wording: DeskWording, { programme }: Frame, { code, name }: LenderView, form: FormState): Markup {
  const { say, sayOf } = wording
  const empty = (programme.referral?.layouts ?? []).flatMap(({ fields }) =>
    fields.filter(({ from }) => from === undefined),
  )
  return html`<h2>${say(`Kirim kepada ${name} dengan berkas`, `Send to ${name} in a file`)}</h2>
<p>${say('Berkas memuat data lengkap anggota yang menunggu dikirim. Setiap anggota dihitung sebagai orang yang Anda lihat lengkap hari ini.', 'The file holds the full data of the members who wait to be sent. This counts as seeing each of them in full today.')}</p>
${
  empty.length > 0 &&
  html`<details><summary>${say('Isian yang dibiarkan kosong', 'Fields that stay empty')}</summary><ul>${empty.map((field) => html`<li><code>${field.name}</code>${field.why && `: ${sayOf(field.why)}`}</li>`)}</ul></details>`
}
${formView(form, wording, {
  action: '/referrals/sent',
  submit: say('Buat berkas', 'Make the file'),
  content: () => html`<input type="hidden" name="partner" value="${code}">`,
})}`
}

/** The receipts of a file, row by row, with the file itself. */
export function fileView(
  wording: DeskWording,
  frame: Frame,
  { file, lenders, memberNames }: { file: ReferralFileView; lenders: LenderView[]; memberNames: Map<string, string> },
): View {
  const { say, sayOf, formats } = wording
  const title = say('Berkas rujukan', 'Referral file')
  return {
    title,
    content: html`${backLink(addressOf('/referrals/sent', { partner: file.partner }), say('Rujukan dan jawabannya', 'Referrals and their answers'))}<h1>${title}</h1>
<p class="lead">${lenders.find(({ code }) => code === file.partner)?.name ?? file.partner} · ${formats.instant(file.madeAt, frame.programme.zone)} · ${say(`${file.sent} baris terkirim, ${file.left} tidak`, `${file.sent} rows sent, ${file.left} not`)}</p>
<p class="buttons"><a class="button main" href="/referrals/files/${file.id}/file" download>${say('Unduh berkas', 'Download the file')}</a> <a class="button" href="/referrals/files/${file.id}/answers">${say('Unggah jawaban lembaga', "Upload the lender's answers")}</a></p>
${table(
  title,
  [say('Anggota', 'Member'), say('Dalam berkas', 'In the file'), say('Keadaan', 'State')],
  file.rows.map((row) => [
    memberLink(row.memberId, row.referral, memberNames),
    row.isInFile
      ? say('ya', 'yes')
      : say('tidak: berubah selagi berkas ini dibuat', 'no: it changed while this file was made'),
    row.state && sayOf(referralStateNames[row.state]),
  ]),
)}`,
  }
}
