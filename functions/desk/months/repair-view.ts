import type { Bilingual } from '../../../shared/domain/bilingual.ts'
import type { Month } from '../../../shared/domain/calendar.ts'
import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import type { Repair } from '../../../shared/domain/ledger/repair.ts'
import { html, type Markup } from '../../../shared/render/markup.ts'
import type { FormState } from '../form/form-state.ts'
import { formSummary, formView } from '../form/form-view.ts'
import { namesIn } from '../layout/names.ts'
import { backLink, table } from '../layout/parts.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'

type Cell = { month: Month; area: string }

export function repairView(wording: DeskWording, frame: Frame, { month, area }: Cell, form: FormState): View {
  const { say, formats } = wording
  const title = say('Perbaiki penghitung', 'Repair the counters')
  return {
    title,
    content: html`${backLink(`/months/${month}`, formats.month(month))}${formSummary(form, wording)}<h1>${title}</h1>
<p class="lead">${namesIn(frame, wording).area(area)} (${area}) · ${formats.month(month)}</p>
<p>${say('Penghitung disamakan dengan catatannya; catatan tidak berubah. Nilai lama, nilai baru, dan alasannya dicatat.', 'The counters are set to what the entries say; entries do not change. Old value, new value and reason are logged.')}</p>
${formView(form, wording, {
  action: `/months/${month}/repairs/${area}`,
  submit: say('Perbaiki', 'Repair'),
  isRisky: true,
  content: (fields) => fields.area({ name: 'reason', label: say('Alasan', 'Reason'), most: 500 }),
})}`,
  }
}

const mostRepairs = 25
const mostDifferences = 10

export function repairsView(wording: DeskWording, { areas, programme: { zone } }: Frame, repairs: Repair[]): View {
  const { say, formats } = wording
  const title = say('Perbaikan penghitung', 'Repairs of counters')
  const latest = repairs.toReversed().slice(0, mostRepairs)
  const difference = ({ area, counter, stored, counted }: Repair['differences'][number]): Markup =>
    html`<li>${areas.find(area)?.name ?? area} · ${counter}: ${formats.number(stored)} → ${formats.number(counted)}</li>`
  const more = (count: number): Bilingual => ({ id: `dan ${count} lagi`, en: `and ${count} more` })
  return {
    title,
    content: html`${backLink('/work', say('Pekerjaan sistem', 'Work of the system'))}<h1>${title}</h1>
${latest.length === 0 && html`<p>${say('Belum pernah ada.', 'There have been none.')}</p>`}
${
  latest.length > 0 &&
  table(
    title,
    [
      say('Waktu', 'When'),
      say('Pelaku', 'Who'),
      say('Alasan', 'Reason'),
      say('Tersimpan → dari catatan', 'Stored → from entries'),
    ],
    latest.map(({ at, by, reason, differences }) => [
      formats.instant(at, zone),
      by,
      reason,
      html`<ul class="plain-list">${differences.slice(0, mostDifferences).map(difference)}${differences.length > mostDifferences && html`<li>${wording.sayOf(more(differences.length - mostDifferences))}</li>`}</ul>`,
    ]),
  )
}${repairs.length > mostRepairs && html`<p class="small">${wording.sayOf(more(repairs.length - mostRepairs))}</p>`}`,
  }
}
