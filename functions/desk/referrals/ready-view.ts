import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import { formatMemberNumber } from '../../../shared/domain/values/member-number.ts'
import { html, type Markup } from '../../../shared/render/markup.ts'
import type { LenderView } from '../../../shared/usecases/referral/lender.ts'
import type { ReadyMember } from '../../../shared/usecases/referral/list-ready.ts'
import type { ReferralPreview, ReferralsMade } from '../../../shared/usecases/referral/refer.ts'
import type { Fields, Option } from '../form/fields.ts'
import { type FormState, newForm } from '../form/form-state.ts'
import { formSummary, formView } from '../form/form-view.ts'
import { doneBox } from '../layout/done.ts'
import { filterForm } from '../layout/filter.ts'
import { namesIn } from '../layout/names.ts'
import { backLink, nextLink, table } from '../layout/parts.ts'
import { addressOf } from '../layout/read-query.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'
import { nameRecipient } from './referral-words.ts'

export const lenderSelect = ({ say }: DeskWording, { select }: Fields, lenders: LenderView[]): Markup =>
  select({
    name: 'partner',
    label: say('Rujuk kepada', 'Refer to'),
    none: say('Pilih lembaga', 'Choose a lender'),
    options: lenders.map(({ code, name }) => ({ value: code, name })),
  })

type Shown = {
  members: ReadyMember[]
  lenders: LenderView[]
  areas: Option[]
  area: string | undefined
  next: string | undefined
  form: FormState
  done: string | undefined
}

/** Members who are ready and wait for a lender, with a form that refers the ticked ones. */
export function readyView(wording: DeskWording, frame: Frame, shown: Shown): View {
  const { say, formats } = wording
  const { members, lenders, areas, area, next, form, done } = shown
  const names = namesIn(frame, wording)
  const title = say('Siap dan menunggu lembaga', 'Ready and waiting for a lender')
  const mark = (member: ReadyMember) =>
    html`<input type="checkbox" name="memberIds[]" value="${member.memberId}" aria-label="${member.name ?? member.number}">`
  return {
    title,
    content: html`${doneBox(done, wording)}${formSummary(form, wording)}<h1>${title}</h1>
<p class="lead">${say('Anggota yang memenuhi syarat rujukan, telah setuju, tidak memiliki pinjaman berjalan, dan belum dirujuk.', 'Members who meet the terms of referral, have agreed, have no running loan, and are not referred yet.')}</p>
<p class="more"><a href="/referrals/sent">${say('Rujukan dan jawabannya', 'Referrals and their answers')}</a> · <a href="/figures#rujukan">${say('Angka rujukan', 'Figures of referrals')}</a></p>
${filterForm(wording, '/referrals', [{ name: 'area', label: say('Wilayah', 'Area'), options: areas, chosen: area, none: say('Semua', 'All') }])}
${
  members.length === 0
    ? html`<p>${next === undefined ? say('Tidak ada yang menunggu.', 'Nobody waits.') : say('Tidak ada pada halaman ini.', 'Nobody on this page.')}</p>`
    : formView(form, wording, {
        action: '/referrals',
        submit: say('Periksa dahulu', 'Check first'),
        content: (fields) =>
          html`${table(
            title,
            [
              say('Nama', 'Name'),
              say('Pilih', 'Choose'),
              say('Wilayah', 'Area'),
              say('Setuju kepada', 'Agreed to'),
              { heading: say('Menunggu (hari)', 'Waiting (days)'), isNumber: true },
            ],
            members.map((member) => [
              html`<a href="/members/${member.memberId}/referrals">${member.name ?? member.number}</a><br><span class="small nowrap">${member.number}</span>`,
              mark(member),
              names.area(member.area),
              member.consents.map(({ to }) => nameRecipient(to, lenders, wording)).join('; '),
              formats.number(member.days),
            ]),
          )}${lenderSelect(wording, fields, lenders)}`,
      })
}
${nextLink(`${addressOf('/referrals', { area: area ?? '' })}&from=`, next, wording)}`,
  }
}

/** The members who could not be referred after all, because something changed since the check. */
export function refusedView(wording: DeskWording, { members, prepared, partner }: ReferralsMade): View {
  const { say, sayOf, formats } = wording
  const title = say('Tidak semua dirujuk', 'Not everybody was referred')
  return {
    title,
    content: html`${backLink(addressOf('/referrals/sent', { partner }), say('Rujukan dan jawabannya', 'Referrals and their answers'))}<h1>${title}</h1>
<p class="lead">${say(`${formats.number(prepared)} dirujuk. Yang berikut tidak, karena datanya berubah sejak diperiksa.`, `${formats.number(prepared)} were referred. These were not, because something changed since the check.`)}</p>
${table(
  title,
  [say('Anggota', 'Member'), say('Sebab', 'Reason')],
  members
    .filter(({ problems }) => problems.length > 0)
    .map(({ memberId, problems }) => [
      formatMemberNumber(memberId),
      problems.map(({ message }) => sayOf(message)).join(' '),
    ]),
)}`,
  }
}

/** Who would be referred and who would not, before anything is stored. */
export function previewView(
  wording: DeskWording,
  { members, eligible, partner }: ReferralPreview,
  lender: string,
): View {
  const { say, sayOf, formats } = wording
  const title = say(`Rujuk kepada ${lender}`, `Refer to ${lender}`)
  const caption = say('Pemeriksaan', 'Check')
  return {
    title,
    content: html`${backLink('/referrals', say('Siap dan menunggu lembaga', 'Ready and waiting for a lender'))}<h1>${title}</h1>
<p class="lead">${say(`${formats.number(eligible)} dapat dirujuk dari ${formats.number(members.length)}. Belum ada yang tersimpan.`, `${formats.number(eligible)} of ${formats.number(members.length)} can be referred. Nothing has been stored.`)}</p>
${table(
  caption,
  [say('Anggota', 'Member'), say('Hasil', 'Result')],
  members.map(({ number, name, problems }) => [
    html`${name ?? number}<br><span class="small nowrap">${number}</span>`,
    problems.length === 0
      ? say('akan dirujuk', 'will be referred')
      : html`${problems.map(({ message }) => sayOf(message)).join(' ')}`,
  ]),
)}
${
  eligible > 0 &&
  formView(newForm(), wording, {
    action: '/referrals',
    submit: say('Rujuk sekarang', 'Refer now'),
    content: () =>
      html`<input type="hidden" name="confirm" value="yes"><input type="hidden" name="partner" value="${partner}">${members.filter(({ problems }) => problems.length === 0).map(({ memberId }) => html`<input type="hidden" name="memberIds[]" value="${memberId}">`)}`,
  })
}`,
  }
}
