import type { Report } from '../../domain/report/report.ts'
import { rivalStage } from '../headline.ts'
import { html, type Markup } from '../markup.ts'
import type { Speech } from '../words/speech.ts'
import { columnChart, shareBar } from './charts.ts'

export function funnelSection(report: Report, { language, words, formats }: Speech): Markup {
  const { funnel, complete } = report
  const marked = rivalStage(report)
  const note =
    language === 'id'
      ? 'Jumlah anggota yang telah mencapai setiap tahap dan persentasenya terhadap anggota terdaftar. Sejak 2020 hanya pendaftaran yang wajib; enam tahap lainnya adalah fasilitas pilihan, sehingga perbandingan dengan tahap sebelumnya hanya bacaan kedua.'
      : 'How many members have attained each stage, and their share of those registered. Since 2020 only registration is compulsory; the other six stages are facilities to choose from, so the comparison with the stage before is only a second reading.'
  return html`<section aria-labelledby="corong"><h2 id="corong">${words.funnelOf(funnel.length)}</h2>
${funnel.length === 7 && html`<p class="note">${note}</p>`}
<ol class="funnel">${funnel.map(
    (
      step,
      i,
    ) => html`<li>${step.shareOfPrevious !== undefined && html`<span class="step">${words.against(funnel[i - 1]?.stage ?? '')}: ${formats.percent(step.shareOfPrevious)}</span>`}
<span class="stage"><b>${step.stage}</b> ${step.name[language]}</span><span class="pic">${shareBar(step.shareOfFirst, step.stage === marked ? 'contrast' : 'first')}</span><span class="n">${formats.number(step.members)}</span><span class="s">${formats.percent(step.shareOfFirst)}</span></li>`,
  )}</ol>
<p class="small">${words.complete}: <b>${formats.number(complete.members)}</b> (${formats.percent(complete.shareOfFirst)} ${words.ofFirst}).</p></section>`
}

export function trendSection(report: Report, { language, words, formats }: Speech): Markup | undefined {
  const { series, funnel, headlines } = report
  const stages = [...new Set([funnel[0]?.stage, rivalStage(report)])].flatMap((stage) => stage ?? [])
  const [start, end] = [series[0], series.at(-1)]
  if (!start || !end || series.length < 2) return undefined
  const nameOf = (stage: string) =>
    headlines.find(({ counts }) => counts === stage)?.name[language] ??
    funnel.find((step) => step.stage === stage)?.name[language] ??
    stage
  return html`<section aria-labelledby="bulan-bulan"><h2 id="bulan-bulan">${language === 'id' ? `${formats.month(start.month)} sampai ${formats.month(end.month)}` : `${formats.month(start.month)} to ${formats.month(end.month)}`}</h2>
<div class="charts">${stages.map((stage, i) => {
    const values = series.map((row) => row.stages[stage]?.posted ?? 0)
    const label = `${nameOf(stage)}: ${series.map((row, at) => `${formats.month(row.month)} ${formats.number(values[at] ?? 0)}`).join(', ')}`
    return html`<div><h3>${nameOf(stage)}</h3>${columnChart(values, i === 0 ? 'first' : 'contrast', label)}
<div class="ends"><span>${formats.shortMonth(start.month)} <b>${formats.number(values[0] ?? 0)}</b></span><span>${formats.shortMonth(end.month)} <b>${formats.number(values.at(-1) ?? 0)}</b></span></div></div>`
  })}</div>
<p class="small">${language === 'id' ? 'Kumulatif pada akhir bulan, sebagaimana dibukukan; setiap gambar berskala sendiri dari nol.' : 'Cumulative at the end of each month, as posted; each picture has its own scale from nought.'} ${words.restatements}: ${language === 'id' ? 'dalam tabel di bawah' : 'in the tables'}.</p></section>`
}
