import type { Bilingual } from '../../../shared/domain/bilingual.ts'
import type { DuplicateView } from '../../../shared/domain/duplicates/duplicate-view.ts'
import { DifferentReason, type PairReason } from '../../../shared/domain/duplicates/pair.ts'
import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import { html } from '../../../shared/render/markup.ts'
import type { FormState } from '../form/form-state.ts'
import { formSummary, formView } from '../form/form-view.ts'
import { doneBox } from '../layout/done.ts'
import { reasonOptions } from '../layout/options.ts'
import { backLink, nextLink, table } from '../layout/parts.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'
import { membersTable } from '../members/find-view.ts'
import { displayName } from '../members/member-words.ts'
import { recordFacts } from '../members/record-facts.ts'

const reasonNames: Record<PairReason, Bilingual> = {
  same_phone: { id: 'telepon sama', en: 'same phone' },
  same_name_and_place: { id: 'nama, jenis kelamin, dan wilayah sama', en: 'same name, gender and area' },
  same_name_and_birth_date: { id: 'nama dan tanggal lahir sama', en: 'same name and date of birth' },
}
const differenceNames: Record<DifferentReason, Bilingual> = {
  shared_phone: { id: 'Berbagi satu telepon', en: 'They share a phone' },
  namesakes: { id: 'Hanya namanya yang sama', en: 'Namesakes' },
  verified: { id: 'Sudah diperiksa: orang yang berbeda', en: 'Verified: different people' },
}

export function duplicatesView(
  wording: DeskWording,
  frame: Frame,
  { pairs, next, done }: { pairs: DuplicateView[]; next?: string | undefined; done?: string | undefined },
): View {
  const { say, sayOf, formats } = wording
  const title = say('Mungkin terdaftar ganda', 'Probably registered twice')
  return {
    title,
    content: html`${doneBox(done, wording)}<h1>${title}</h1>
${
  pairs.length === 0
    ? html`<p>${say('Tidak ada pasangan yang menunggu keputusan.', 'No pairs wait for a decision.')}</p>`
    : table(
        title,
        [say('Pasangan', 'Pair'), say('Kesamaan', 'In common'), say('Ditemukan', 'Found')],
        pairs.map(({ id, members, reasons, foundAt }) => [
          html`<a href="/duplicates/${id}">${members.map(displayName).join(' · ')}</a>`,
          reasons.map((reason) => sayOf(reasonNames[reason])).join(', '),
          formats.instant(foundAt, frame.programme.zone),
        ]),
      )
}
${nextLink('/duplicates?from=', next, wording)}`,
  }
}

export function duplicatePageView(wording: DeskWording, frame: Frame, form: FormState, pair: DuplicateView): View {
  const { say, sayOf } = wording
  const title = say('Satu orang atau dua orang?', 'One person or two?')
  const { members, reasons, state } = pair
  return {
    title,
    content: html`${backLink('/duplicates', say('Mungkin terdaftar ganda', 'Probably registered twice'))}${formSummary(form, wording)}<h1>${title}</h1>
<p class="lead">${reasons.map((reason) => sayOf(reasonNames[reason])).join(', ')}</p>
<div class="pair">${members.map((member) => html`<section class="box"><h2><a href="/members/${member.id}">${displayName(member)}</a></h2>${recordFacts(wording, frame, member)}</section>`)}</div>
${
  state === 'open'
    ? formView(form, wording, {
        action: `/duplicates/${pair.id}`,
        submit: say('Simpan keputusan', 'Store the decision'),
        content: ({ radios, select }) => html`${radios({
          name: 'choice',
          label: say('Keputusan', 'Decision'),
          options: [
            ...members.map(({ id, person, number }) => ({
              value: id,
              name: say(
                `Satu orang; pertahankan ${person?.name ?? ''} (${number})`,
                `One person; keep ${person?.name ?? ''} (${number})`,
              ),
            })),
            { value: 'different', name: say('Dua orang yang berbeda', 'Two different people') },
          ],
        })}
${select({ name: 'reason', label: say('Alasan, bila satu orang', 'Reason, if one person'), isOptional: true, options: reasonOptions({ frame }, wording), none: say('Pilih alasan', 'Choose a reason') })}
${select({ name: 'difference', label: say('Alasan, bila dua orang', 'Reason, if two people'), isOptional: true, options: DifferentReason.options.map((value) => ({ value, name: sayOf(differenceNames[value]) })), none: say('Pilih alasan', 'Choose a reason') })}`,
      })
    : html`<p>${say('Pasangan ini sudah diputus.', 'This pair has been decided.')}</p>${membersTable(wording, frame, title, members)}`
}`,
  }
}
