import type { RightsCase } from '../../../shared/domain/acts/rights-case.ts'
import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import type { MemberView } from '../../../shared/domain/member/member-view.ts'
import { html } from '../../../shared/render/markup.ts'
import { doneBox } from '../layout/done.ts'
import { backLink, table } from '../layout/parts.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'
import { caseKindNames, caseStateNames, displayName } from './member-words.ts'

export function rightsView(
  wording: DeskWording,
  frame: Frame,
  member: MemberView,
  cases: RightsCase[],
  done: string | undefined,
): View {
  const { say, sayOf, formats } = wording
  const title = say('Permintaan atas data pribadi', 'Requests about personal data')
  const instant = (at: string | undefined) => (at === undefined ? undefined : formats.instant(at, frame.programme.zone))
  return {
    title: `${title}: ${displayName(member)}`,
    content: html`${doneBox(done, wording)}${backLink(`/members/${member.id}`, displayName(member))}<h1>${title}</h1>
<p>${say('Permintaan orang ini atas datanya sendiri (UU 27/2022). Setiap permintaan harus diputus dalam 72 jam.', 'This person’s requests about their own data (UU 27/2022). Each is due after 72 hours.')}</p>
${
  cases.length === 0
    ? html`<p>${say('Belum ada permintaan.', 'No requests yet.')}</p>`
    : table(
        title,
        [say('Permintaan', 'Request'), say('Dicatat', 'Recorded'), say('Batas waktu', 'Due'), say('Status', 'State')],
        cases.map(({ kind, request, openedAt, dueAt, state }) => [
          html`${sayOf(caseKindNames[kind])}${request !== undefined && html`<br><span class="small">${request}</span>`}`,
          instant(openedAt),
          instant(dueAt),
          sayOf(caseStateNames[state]),
        ]),
      )
}
<p class="buttons"><a class="button main" href="/members/${member.id}/rights/new">${say('Catat permintaan', 'Record a request')}</a></p>`,
  }
}
