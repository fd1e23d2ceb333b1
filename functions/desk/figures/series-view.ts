import type { Month } from '../../../shared/domain/calendar.ts'
import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import { html } from '../../../shared/render/markup.ts'
import { columnChart } from '../../../shared/render/page/charts.ts'
import type { SeriesRow } from '../../../shared/usecases/figures/figure-series.ts'
import { filterForm } from '../layout/filter.ts'
import { namesIn } from '../layout/names.ts'
import { backLink, table } from '../layout/parts.ts'
import { addressOf } from '../layout/read-query.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'
import type { FigureScope, ScopeChoices } from './figure-scope.ts'
import { scopeFields, scopeTitle } from './scope-title.ts'

type Shown = { rows: SeriesRow[]; scope: FigureScope; to: Month; choices: ScopeChoices & { months: Month[] } }

export function seriesView(wording: DeskWording, frame: Frame, { rows, scope, to, choices }: Shown): View {
  const { say, formats } = wording
  const { programme } = frame
  const names = namesIn(frame, wording)
  const title = say('Perkembangan bulanan', 'Month by month')
  const stages = programme.stages.map(({ code }) => code)
  const count = (row: SeriesRow, stage: string) => row.stages[stage]?.cumulative ?? 0
  const chart = (stage: string, i: number) => {
    const columns = rows.map((row) => ({ month: row.month, value: count(row, stage) }))
    const label = `${stage} ${names.stage(stage)}: ${columns.map(({ month, value }) => `${formats.month(month)} ${formats.number(value)}`).join(', ')}`
    return html`<div><h2>${stage} ${names.stage(stage)}</h2>${columnChart(columns, i === 0 ? 'first' : 'contrast', label, formats)}</div>`
  }
  const chartedStages = [stages[0], stages.at(-1)].flatMap((stage) => stage ?? [])
  return {
    title: `${title}: ${scopeTitle(wording, frame, scope)}`,
    content: html`${backLink(addressOf('/figures', { month: to, ...scope }), say('Capaian', 'Attainment'))}<h1>${title}</h1>
<p class="lead">${scopeTitle(wording, frame, scope)}</p>
${filterForm(wording, '/figures/series', [
  {
    name: 'to',
    label: say('Sampai bulan', 'Up to'),
    options: choices.months.map((value) => ({ value, name: formats.month(value) })),
    chosen: to,
  },
  ...scopeFields(wording, choices, scope),
])}
<div class="charts">${chartedStages.map(chart)}</div>
<p class="small">${say('Kumulatif pada akhir bulan, sebagaimana dibukukan; setiap gambar berskala sendiri dari nol.', 'Cumulative at the end of each month, as posted; each picture has its own scale from zero.')}</p>
<h2>${say('Semua tahap', 'All stages')}</h2>
${table(
  title,
  [say('Bulan', 'Month'), ...stages.map((stage) => ({ heading: stage, isNumber: true as const }))],
  rows
    .toReversed()
    .map((row) => [
      html`<a href="${addressOf('/figures', { month: row.month, ...scope })}">${formats.month(row.month)}</a>${!row.closed && html` <span class="small">${say('(terbuka)', '(open)')}</span>`}`,
      ...stages.map(
        (stage) =>
          html`${formats.number(count(row, stage))}<br><span class="small">${formats.signed(row.stages[stage]?.net ?? 0)}</span>`,
      ),
    ]),
)}`,
  }
}
