import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import { formatMemberNumber } from '../../../shared/domain/values/member-number.ts'
import { html } from '../../../shared/render/markup.ts'
import type { listNamedCases } from '../../../shared/usecases/rights/rights-cases.ts'
import { nextLink, table, tag } from '../layout/parts.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'
import { caseKindNames } from '../members/member-words.ts'

type NamedCase = Awaited<ReturnType<typeof listNamedCases>>['items'][number]

export function casesView(
  wording: DeskWording,
  { programme }: Frame,
  { cases, next, now }: { cases: NamedCase[]; next?: string | undefined; now: Date },
): View {
  const { say, sayOf, formats } = wording
  const title = say('Permintaan atas data pribadi', 'Requests about personal data')
  const isOver = ({ dueAt }: NamedCase) => dueAt <= now.toISOString()
  return {
    title,
    content: html`<h1>${title}</h1>
<p>${say('Setiap permintaan harus diputus dalam 72 jam. Keputusannya diambil oleh pengelola.', 'Each is due after 72 hours. Administrators decide them.')}</p>
${
  cases.length === 0
    ? html`<p>${say('Tidak ada permintaan yang menunggu.', 'No requests wait.')}</p>`
    : table(
        title,
        [say('Anggota', 'Member'), say('Yang diminta', 'What is asked'), say('Batas waktu', 'Due')],
        cases.map((each) => [
          html`<a href="/members/${each.memberId}/rights">${each.name ?? formatMemberNumber(each.memberId)}</a>${each.name !== undefined && html`<br><span class="small nowrap">${formatMemberNumber(each.memberId)}</span>`}`,
          html`${sayOf(caseKindNames[each.kind])}${each.request !== undefined && html`<br><span class="small">${each.request}</span>`}`,
          html`${formats.instant(each.dueAt, programme.zone)} ${isOver(each) && tag(say('lewat', 'overdue'), 'bad')}`,
        ]),
      )
}
${nextLink('/cases?from=', next, wording)}`,
  }
}
