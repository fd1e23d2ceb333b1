import type { Dispute } from '../../../shared/domain/acts/dispute.ts'
import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import { SeenDocument } from '../../../shared/domain/member/identity.ts'
import type { MemberView } from '../../../shared/domain/member/member-view.ts'
import { formatMemberNumber } from '../../../shared/domain/values/member-number.ts'
import { html, type Markup } from '../../../shared/render/markup.ts'
import type { NamedDispute } from '../../../shared/usecases/members/disputes.ts'
import type { FormState } from '../form/form-state.ts'
import { formSummary, formView } from '../form/form-view.ts'
import { doneBox } from '../layout/done.ts'
import { namesIn } from '../layout/names.ts'
import { reasonOptions } from '../layout/options.ts'
import { backLink, nextLink, table } from '../layout/parts.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'
import { displayName, seenNames } from '../members/member-words.ts'
import { recordFacts } from '../members/record-facts.ts'

export function disputesView(
  wording: DeskWording,
  frame: Frame,
  { disputes, next, done }: { disputes: NamedDispute[]; next?: string | undefined; done?: string | undefined },
): View {
  const { say, formats } = wording
  const title = say('Sengketa NIK', 'Disputes over a NIK')
  return {
    title,
    content: html`${doneBox(done, wording)}<h1>${title}</h1>
<p>${say('Seseorang mendaftar sendiri dengan NIK yang sudah tercatat atas anggota lain. Pendaftar tidak diberi tahu dan belum dihitung.', 'Somebody registered online with a NIK that another record holds. The person is not told, and does not count yet.')}</p>
${
  disputes.length === 0
    ? html`<p>${say('Tidak ada sengketa yang menunggu keputusan.', 'No disputes wait for a decision.')}</p>`
    : table(
        title,
        [
          say('Dibuka', 'Opened'),
          say('Pendaftar mandiri', 'Registered online'),
          say('Pemegang NIK saat ini', 'Present holder of the NIK'),
          say('Wilayah', 'Area'),
        ],
        disputes.map(({ id, openedAt, area, claimant, holder, names }) => [
          html`<a href="/disputes/${id}">${formats.instant(openedAt, frame.programme.zone)}</a>`,
          nameRecord(claimant, names.claimant),
          nameRecord(holder, names.holder),
          namesIn(frame, wording).area(area),
        ]),
      )
}
${nextLink('/disputes?from=', next, wording)}`,
  }
}

const nameRecord = (id: string, name: string | undefined): Markup =>
  html`${name !== undefined && html`${name}<br>`}<span class="small nowrap">${formatMemberNumber(id)}</span>`

export function disputeView(
  wording: DeskWording,
  frame: Frame,
  form: FormState,
  { id, state }: Dispute,
  { claimant, holder }: { claimant: MemberView; holder: MemberView },
): View {
  const { say, sayOf } = wording
  const title = say('NIK ini milik siapa?', 'Whose NIK is this?')
  const side = (heading: string, member: MemberView) =>
    html`<section class="box"><h2>${heading}: <a href="/members/${member.id}">${displayName(member)}</a></h2>${recordFacts(wording, frame, member)}</section>`
  return {
    title,
    content: html`${backLink('/disputes', say('Sengketa NIK', 'Disputes over a NIK'))}${formSummary(form, wording)}<h1>${title}</h1>
<div class="pair">${side(say('Pendaftar mandiri', 'Registered online'), claimant)}${side(say('Pemegang NIK saat ini', 'Present holder of the NIK'), holder)}</div>
${
  state === 'open'
    ? formView(form, wording, {
        action: `/disputes/${id}`,
        submit: say('Simpan keputusan', 'Store the decision'),
        content: ({ radios, select }) => html`${radios({
          name: 'outcome',
          label: say('Keputusan', 'Decision'),
          options: [
            {
              value: 'same_person',
              name: say('Satu orang: gabungkan kedua catatan', 'One person: merge the two records'),
            },
            {
              value: 'claimant',
              name: say('Milik pendaftar mandiri', 'It belongs to the person who registered online'),
            },
            { value: 'holder', name: say('Tetap milik pemegang saat ini', 'It stays with the present holder') },
          ],
        })}
${radios({ name: 'seen', label: say('Dokumen yang diperiksa', 'Document seen'), options: SeenDocument.options.map((value) => ({ value, name: sayOf(seenNames[value]) })) })}
${select({ name: 'reason', label: say('Alasan', 'Reason'), options: reasonOptions({ frame }, wording), none: say('Pilih alasan', 'Choose a reason') })}`,
      })
    : html`<p>${say('Sengketa ini sudah ditutup.', 'This dispute is closed.')}</p>`
}`,
  }
}
