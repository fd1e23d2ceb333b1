import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import type { MemberView } from '../../../shared/domain/member/member-view.ts'
import type { TrailLine } from '../../../shared/domain/rights/trail.ts'
import { html, type Markup } from '../../../shared/render/markup.ts'
import type { TrailPage, TrailPosition } from '../../../shared/usecases/members/member-trail.ts'
import { namesIn } from '../layout/names.ts'
import { backLink, nextLink, table } from '../layout/parts.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'
import { fieldWords } from './field-words.ts'
import { actNames, displayName } from './member-words.ts'

export function trailView(wording: DeskWording, frame: Frame, member: MemberView, trail: TrailPage): View {
  const { say } = wording
  const title = `${say('Jejak audit', 'Trail')}: ${displayName(member)}`
  return {
    title,
    content: html`${backLink(`/members/${member.id}`, displayName(member))}<h1>${title}</h1>
<p>${say('Semua tindakan atas catatan ini, mulai dari yang paling awal. Isi data pribadi tidak ditampilkan di sini.', 'Everything that was done to this record, the earliest first. Values of personal data are never written here.')}</p>
${trailTable(wording, frame, trail, ({ actor }) => actor)}`,
  }
}

/** A page of a trail, with a link to the next one. `nameActor` names the author of a line. */
export function trailTable(
  wording: DeskWording,
  frame: Frame,
  { items, last }: TrailPage,
  nameActor: (line: TrailLine) => string,
): Markup {
  const { say, sayOf, formats } = wording
  const names = namesIn(frame, wording)
  const words = fieldWords(frame, wording)
  const change = ({ changes = {}, fields = [] }: TrailLine) =>
    [
      ...Object.entries(changes).map(
        ([field, { from, to }]) => `${words.name(field)}: ${words.value(field, from)} → ${words.value(field, to)}`,
      ),
      ...(fields.length > 0 ? [fields.map(words.name).join(', ')] : []),
    ].join('; ')
  return html`${table(
    say('Jejak audit', 'Trail'),
    [say('Waktu', 'When'), say('Pelaku', 'Who'), say('Tindakan', 'What'), say('Alasan', 'Why')],
    items.map((line) => [
      formats.instant(line.at, frame.programme.zone),
      nameActor(line),
      html`${sayOf(actNames[line.act])}${line.stage !== undefined && ` ${line.stage}`}${change(line) !== '' && html`<br><span class="small">${change(line)}</span>`}`,
      line.reason === undefined ? undefined : names.reason(line.reason),
    ]),
  )}
${nextLink('?', last && nextPlace(last), wording)}`
}

const nextPlace = (last: TrailPosition): string =>
  Object.entries(last)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]))
    .join('&')

const idShape = /^[a-z]{3}_[0-9A-Z]{20}$/

/** Reads where a page of a trail begins, from its address. */
export const readTrailPosition = ({ entry, event }: Record<string, string>): TrailPosition => ({
  ...(entry !== undefined && idShape.test(entry) && { entry }),
  ...(event !== undefined && idShape.test(event) && { event }),
})
