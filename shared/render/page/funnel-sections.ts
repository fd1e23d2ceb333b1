import type { Report } from '../../domain/report/report.ts'
import { findComparedStage } from '../headline.ts'
import { html, type Markup } from '../markup.ts'
import { describeColumns } from '../words/columns-sentence.ts'
import type { Wording } from '../words/wording.ts'
import { columnChart, shareBar } from './charts.ts'

export function funnelSection(report: Report, { language, words, formats }: Wording): Markup {
  const { funnel, complete } = report
  const comparedStage = findComparedStage(report)
  const note =
    language === 'id'
      ? 'Jumlah anggota yang telah mencapai setiap tahap dan persentasenya terhadap anggota terdaftar. Sejak 2020 hanya pendaftaran yang wajib; enam tahap lainnya adalah fasilitas pilihan, sehingga perbandingan dengan tahap sebelumnya hanya pembanding tambahan.'
      : 'How many members have attained each stage, and their share of those registered. Since 2020 only registration is compulsory; the other six stages are facilities to choose from, so the comparison with the stage before is only a second reading.'
  return html`<section aria-labelledby="corong"><h2 id="corong">${words.funnelOf(funnel.length)}</h2>
${funnel.length === 7 && html`<p class="note">${note}</p>`}
<ol class="funnel">${funnel.map(
    (
      step,
      i,
    ) => html`<li>${step.shareOfPrevious !== undefined && html`<span class="step">${words.against(funnel[i - 1]?.stage ?? '')}: ${formats.percent(step.shareOfPrevious)}</span>`}
<span class="stage"><b>${step.stage}</b> ${step.name[language]}</span><span class="pic">${shareBar(step.shareOfFirst, step.stage === comparedStage ? 'contrast' : 'first')}</span><span class="n">${formats.number(step.members)}</span><span class="s">${formats.percent(step.shareOfFirst)}</span></li>`,
  )}</ol>
<p class="small">${words.complete}: <b>${formats.number(complete.members)}</b> (${formats.percent(complete.shareOfFirst)} ${words.ofFirst}).</p></section>`
}

/** How each stage developed. The two stages that the report compares are visible, the others can be unfolded. */
export function trendSection(report: Report, wording: Wording): Markup | undefined {
  const { language, words, formats } = wording
  const { series, funnel, headlines } = report
  const [start, end] = [series[0], series.at(-1)]
  if (!start || !end || series.length < 2) return undefined
  const stages = funnel.map(({ stage }) => stage)
  const leadingStages = [...new Set([stages[0], findComparedStage(report)])].flatMap((stage) => stage ?? [])
  const others = stages.filter((stage) => !leadingStages.includes(stage))
  const nameStage = (stage: string) =>
    headlines.find(({ counts }) => counts === stage)?.name[language] ??
    `${stage} ${funnel.find((step) => step.stage === stage)?.name[language] ?? ''}`
  const chart = (stage: string, tone: 'first' | 'contrast') => {
    const columns = series.map(({ month, stages: values }) => ({ month, value: values[stage]?.posted ?? 0 }))
    return html`<div><h3>${nameStage(stage)}</h3>${columnChart(columns, tone, `${nameStage(stage)}: ${describeColumns(columns, wording)}`, formats)}</div>`
  }
  return html`<section aria-labelledby="bulan-bulan"><h2 id="bulan-bulan">${language === 'id' ? `${formats.month(start.month)} sampai ${formats.month(end.month)}` : `${formats.month(start.month)} to ${formats.month(end.month)}`}</h2>
<div class="charts">${leadingStages.map((stage, i) => chart(stage, i === 0 ? 'first' : 'contrast'))}</div>
${others.length > 0 && html`<details><summary>${language === 'id' ? 'Tahap lain' : 'The other stages'}</summary><div class="charts">${others.map((stage) => chart(stage, 'first'))}</div></details>`}
<p class="small">${language === 'id' ? 'Kumulatif pada akhir bulan, sebagaimana dibukukan; setiap grafik memiliki skala sendiri yang dimulai dari nol.' : 'Cumulative at the end of each month, as posted; each picture has its own scale from zero.'} ${words.restatements}: ${language === 'id' ? 'dalam tabel di bawah' : 'in the tables'}.</p></section>`
}
