import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import type { MemberView } from '../../../shared/domain/member/member-view.ts'
import type { TrailLine } from '../../../shared/domain/rights/trail.ts'
import { html } from '../../../shared/render/markup.ts'
import { namesIn } from '../layout/names.ts'
import { backLink, nextLink, table } from '../layout/parts.ts'
import type { View } from '../layout/render.ts'
import type { DeskSpeech } from '../layout/speech.ts'
import { actNames, displayName } from './member-words.ts'

export function trailView(
  speech: DeskSpeech,
  frame: Frame,
  member: MemberView,
  { items, last }: { items: TrailLine[]; last?: { entry?: string | undefined; event?: string | undefined } },
): View {
  const { say, sayOf, formats } = speech
  const names = namesIn(frame, speech)
  const title = say('Jejak', 'Trail')
  const change = ({ changes = {}, fields = [] }: TrailLine) =>
    [
      ...Object.entries(changes).map(([name, { from = '–', to = '–' }]) => `${name}: ${from} → ${to}`),
      ...(fields.length > 0 ? [fields.join(', ')] : []),
    ].join('; ')
  const more = Object.entries(last ?? {}).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]))
  return {
    title: `${title}: ${displayName(member)}`,
    content: html`${backLink(`/members/${member.id}`, displayName(member))}<h1>${title}: ${displayName(member)}</h1>
<p>${say('Semua yang dilakukan terhadap catatan ini, dari yang paling awal. Nilai data pribadi tidak pernah ditulis di sini.', 'Everything that was done to this record, the earliest first. Values of personal data are never written here.')}</p>
${table(
  title,
  [say('Waktu', 'When'), say('Siapa', 'Who'), say('Apa', 'What'), say('Alasan', 'Why')],
  items.map((line) => [
    formats.instant(line.at, frame.programme.zone),
    line.actor,
    html`${sayOf(actNames[line.act])}${line.stage !== undefined && ` ${line.stage}`}${change(line) !== '' && html`<br><span class="small">${change(line)}</span>`}`,
    line.reason === undefined ? undefined : names.reason(line.reason),
  ]),
)}
${nextLink('?', last && more.join('&'), speech)}`,
  }
}
