import type { Month } from '../../../shared/domain/calendar.ts'
import { type Figures, listRowsBy, type Reading } from '../../../shared/domain/figures/figures.ts'
import { dimensionNames, dimensions } from '../../../shared/domain/ledger/breakdown-dimensions.ts'
import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import { html, type Markup } from '../../../shared/render/markup.ts'
import { shareBar } from '../../../shared/render/page/charts.ts'
import { setSinceTables } from '../../../shared/render/tables/history.ts'
import { wordingOf } from '../../../shared/render/words/wording.ts'
import { filterForm } from '../layout/filter.ts'
import { box, table } from '../layout/parts.ts'
import { addressOf } from '../layout/read-query.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'
import type { FigureScope, ScopeChoices } from './figure-scope.ts'
import { indicatorSections } from './indicator-sections.ts'
import { referralSection } from './referral-section.ts'
import { scopeFields, scopeTitle } from './scope-title.ts'

type Query = FigureScope & { month: Month; reading: Reading }
type Shown = {
  figures: Figures
  query: Query
  choices: ScopeChoices & { months: Month[] }
  /** Whether each figure links to its entries. */
  mayExplain: boolean
  /** Whether lists of referrals are linked. */
  mayRefer: boolean
}

const monthStates = {
  open: { id: 'bulan terbuka, angka masih bergerak', en: 'an open month, its figures still move' },
  closing: { id: 'sedang ditutup', en: 'being closed' },
  closed: { id: 'bulan ditutup, angka tidak berubah lagi', en: 'a closed month, its figures are final' },
} as const

export function figuresView(wording: DeskWording, frame: Frame, shown: Shown): View {
  const { say, sayOf, formats } = wording
  const { figures, query, choices } = shown
  const { month, reading, ...scope } = query
  const title = `${say('Capaian', 'Attainment')} ${formats.month(month)}`
  const { programme, recount, restatedThrough, warnings } = figures
  const readings = [
    { value: 'as_posted', name: say('Sebagaimana dibukukan', 'As posted') },
    { value: 'restated', name: say('Disajikan kembali', 'Restated') },
  ]
  const asOf = restatedThrough
    ? say(
        `Disajikan kembali dengan pembukuan sampai ${formats.month(restatedThrough)}`,
        `Restated with everything posted up to the end of ${formats.month(restatedThrough)}`,
      )
    : say(`Per ${formats.endOf(month)}, sebagaimana dibukukan`, `As of ${formats.endOf(month)}, as posted`)
  const series = addressOf('/figures/series', { to: month, ...scope })
  return {
    title: `${title}: ${scopeTitle(wording, frame, scope)}`,
    content: html`<h1>${title}</h1>
<p class="lead">${scopeTitle(wording, frame, scope)} (${scope.area}) · ${sayOf(monthStates[figures.status])}.<br>${asOf}.${recount?.agreedAt !== undefined && html` ${say('Cocok dengan catatan pada hitung ulang', 'Agreed with its entries at the recount of')} ${formats.instant(recount.agreedAt, programme.zone)}.`}</p>
${filterForm(wording, '/figures', [
  {
    name: 'month',
    label: say('Bulan', 'Month'),
    options: choices.months.map((value) => ({ value, name: formats.month(value) })),
    chosen: month,
  },
  ...scopeFields(wording, choices, scope),
  { name: 'reading', label: say('Bacaan', 'Reading'), options: readings, chosen: reading },
])}
${warnings.length > 0 && box('heed', say('Perlu diperhatikan', 'Please note'), html`<ul>${warnings.map((warning) => html`<li>${sayOf(warning)}</li>`)}</ul>`)}
${recount !== undefined && recount.differing > 0 && box('bad', say(`${recount.differing} angka berbeda dengan catatannya`, `${recount.differing} figures differ from their entries`))}
${funnelSection(wording, shown)}
<p class="buttons"><a class="button" href="${series}">${say('Perkembangan 13 bulan terakhir', 'The last 13 months')}</a><a class="button" href="${addressOf('/figures/file.csv', query)}">${say('Unduh CSV', 'Download CSV')}</a></p>
${indicatorSections(wording, figures)}
${areaTable(wording, shown)}
${dimensionNames.map((dimension) => breakdownTable(wording, figures, sayOf(dimensions[dimension].name), listRowsBy(figures, dimension)))}
${lateTable(wording, figures)}
${loansTable(wording, figures)}
${referralSection(wording, shown)}
${setSinceTable(wording, figures)}`,
  }
}

function funnelSection(wording: DeskWording, { figures, query, mayExplain }: Shown): Markup {
  const { say, sayOf, formats } = wording
  const { month, area, agency, reading } = query
  const title = say('Seluruh corong', 'The whole funnel')
  // The entries of a month add up to its figures as posted, and to no other reading.
  const isLinked = mayExplain && reading === 'as_posted'
  const linkEntries = (stage: string, span: 'month' | 'cumulative', text: string) =>
    isLinked ? html`<a href="${addressOf('/figures/entries', { month, area, agency, stage, span })}">${text}</a>` : text
  const first = figures.stages[0]?.stage ?? ''
  return html`<h2>${title}</h2>${table(
    title,
    [
      say('Tahap', 'Stage'),
      { heading: say('Kumulatif', 'Cumulative'), isNumber: true },
      { heading: say(`Bagian dari ${first}`, `Share of ${first}`), isNumber: true },
      { heading: say('Tercapai', 'Attained'), isNumber: true },
      { heading: say('Terlambat', 'Late'), isNumber: true },
      { heading: say('Dibatalkan', 'Reversed'), isNumber: true },
      { heading: say('Reklasifikasi', 'Reclassified'), isNumber: true },
      { heading: say('Bersih bulan ini', 'Net of the month'), isNumber: true },
    ],
    figures.stages.map(({ stage, name, cumulative, shareOfFirst, inMonth }, i) => [
      html`${stage !== 'ALL' && html`${stage} `}${sayOf(name)}`,
      linkEntries(stage, 'cumulative', formats.number(cumulative)),
      html`${formats.percent(shareOfFirst)}${shareBar(shareOfFirst, i === 0 ? 'first' : 'contrast')}`,
      formats.number(inMonth.attained),
      formats.number(inMonth.late),
      formats.number(inMonth.reversed),
      formats.signed(inMonth.reclassifiedIn - inMonth.reclassifiedOut),
      linkEntries(stage, 'month', formats.signed(inMonth.net)),
    ]),
  )}<p class="small">${say('Setiap tahap adalah fasilitas yang dipilih; sejak 2020 hanya pendaftaran yang wajib.', 'Each stage is a facility of choice; since 2020 only registration is compulsory.')}${isLinked && ` ${say('Pilih angka untuk melihat catatan di baliknya.', 'Click a figure to see the entries behind it.')}`}</p>`
}

type Row = Figures['areas'][number]

const stageColumns = ({ stages }: Figures) => stages.map(({ stage, name }) => ({ stage, name }))

function areaTable(wording: DeskWording, { figures, query }: Shown): Markup | false {
  const { say } = wording
  const { month, agency, reading, area: above } = query
  const within = figures.areas.filter(({ parent }) => parent === above)
  const link = ({ code, name }: Row) =>
    html`<a href="${addressOf('/figures', { month, area: code, agency, reading })}">${name}</a>`
  return breakdownTable(wording, figures, say('Wilayah di bawahnya', 'Areas within'), within, link, true)
}

/** Members of each stage by a dimension. */
function breakdownTable<T extends { name: string; code: string; stages: Row['stages'] }>(
  { say, sayOf, formats }: DeskWording,
  figures: Figures,
  title: string,
  rows: T[],
  nameRow: (row: T) => Markup | string = ({ name }) => name,
  isOpen = false,
): Markup | false {
  if (rows.length === 0) return false
  const columns = stageColumns(figures)
  return html`<details${isOpen && html` open`}><summary>${title}</summary>${table(
    title,
    [
      title,
      ...columns.map(({ stage, name }) => ({
        heading: stage === 'ALL' ? sayOf(name) : stage,
        isNumber: true as const,
      })),
    ],
    rows.map((row) => [
      nameRow(row),
      ...columns.map(({ stage }) => formats.number(row.stages[stage]?.cumulative ?? 0)),
    ]),
  )}<p class="small">${say('Kumulatif pada akhir bulan.', 'Cumulative at the end of the month.')}</p></details>`
}

function lateTable({ say, formats }: DeskWording, { late }: Figures): Markup | false {
  if (late.length === 0) return false
  const title = say('Perubahan atas bulan yang sudah ditutup', 'Changes to months already closed')
  return html`<details><summary>${title}</summary>${table(
    title,
    [say('Bulan kejadian', 'True month'), say('Perubahan bersih', 'Net change')],
    late.map(({ trueMonth, stages }) => [
      formats.month(trueMonth),
      Object.entries(stages)
        .map(([stage, n]) => `${stage} ${formats.signed(n)}`)
        .join(', '),
    ]),
  )}</details>`
}

function loansTable({ say, sayOf, formats }: DeskWording, { loans }: Figures): Markup | false {
  if (!loans) return false
  const title = say('Pinjaman menurut mitra', 'Loans as reported by partners')
  const amount = ({ number, amount: sum }: { number: number; amount: string }) =>
    html`${formats.number(number)} <span class="small nowrap">${formats.rupiah(sum)}</span>`
  return html`<details><summary>${title}</summary>${table(
    title,
    [
      say('Status', 'Status'),
      { heading: say('Kumulatif', 'Cumulative'), isNumber: true },
      { heading: say('Bersih bulan ini', 'Net of the month'), isNumber: true },
    ],
    loans.facts.map(({ name, definition, cumulative, inMonth }) => [
      html`${sayOf(name)}<br><span class="small">${sayOf(definition)}</span>`,
      amount(cumulative),
      amount(inMonth.net),
    ]),
  )}</details>`
}

function setSinceTable({ language }: DeskWording, { setSince }: Figures): Markup | false {
  const [found] = setSinceTables({ ...(setSince && { setSince }) }, wordingOf(language))
  if (!found) return false
  const { title, columns, rows } = found
  return html`<details open><summary>${title}</summary>${table(
    title,
    columns.map(({ heading }) => heading),
    rows.map((row) => row.map((cell) => String(cell ?? '–'))),
  )}</details>`
}
