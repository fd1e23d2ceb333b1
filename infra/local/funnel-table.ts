import type { Figures } from '../../shared/domain/figures/figures.ts'
import { makeFormats } from '../../shared/render/formats.ts'
import { speechOf } from '../../shared/render/words/speech.ts'

const indonesian = makeFormats('id')
const english = makeFormats('en')
const { number, percent } = indonesian

/** The funnel of a month with shares of the first stage and what was posted in the month, in about 100 columns. */
export function funnelTable({ programme, month, area, status, stages }: Figures): string[] {
  const [first = ''] = stages.map(({ stage }) => stage)
  const rows = stages.map(({ stage, name, cumulative, shareOfFirst, inMonth: { attained, late, reversed } }) => [
    stage === 'ALL' ? `${name.id} (${name.en})` : `${stage} ${name.id} (${name.en})`,
    number(cumulative),
    percent(shareOfFirst).replace('%', ''),
    ...[attained, late, reversed].map(number),
  ])
  return [
    `${programme.name.id} - ${area.name}`,
    `${indonesian.month(month)} / ${english.month(month)}, ${status === 'closed' ? 'ditutup / closed' : 'belum ditutup / open'}`,
    ...table([
      ['Tahap', 'Kumulatif', `% ${first}`, 'Tercapai', 'Terlambat', 'Batal'],
      ['(Stage)', 'Cumulative', `% ${first}`, 'Attained', 'Late', 'Reversed'],
      ...rows,
    ]),
  ]
}

/** Two rows of headings, then the body; the first column to the left, the others to the right. */
function table(rows: string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)))
  const rule = `+${widths.map((width) => '-'.repeat(width + 2)).join('+')}+`
  const [titles, translated, ...body] = rows.map(
    (row) =>
      `|${row.map((cell, i) => ` ${i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)} `).join('|')}|`,
  )
  return [rule, titles ?? '', translated ?? '', rule, ...body, rule]
}

/** A line for each indicator in force: its value with its primary target or, without one, its share. */
export const headlines = ({ indicators, stages }: Figures): string[] =>
  indicators
    .filter(({ inForce }) => inForce)
    .map(({ code, name, value, shareOfFirst, loans, targets: [target] }) => {
      const whole = target
        ? `target ${number(target.value)}; capaian / attainment ${percent(target.attainment)}`
        : `${percent(shareOfFirst)} dari / of ${stages[0]?.stage}`
      return `${code} ${name.id} / ${name.en}: ${number(target?.realised ?? value)}; ${whole}${describeLoans(loans)}`
    })

/** The loans beside members financed: who was approved has not yet got the money. */
const describeLoans = (loans: Figures['indicators'][number]['loans'] = []): string =>
  loans
    .map(({ fact, loans: n }) => {
      const both = [speechOf('id'), speechOf('en')].map(({ words }) => words.loanFact[fact])
      return `; ${both.join(' / ')} ${n === null ? '-' : number(n)}`
    })
    .join('')

/** Each indicator in force with all its targets and their bases or, without a target, its share. */
export const attainmentLines = ({ indicators, stages }: Figures): string[] =>
  indicators
    .filter(({ inForce }) => inForce)
    .flatMap(({ code, name, value, shareOfFirst, targets }) => [
      `${code}: ${name.id} / ${name.en}`,
      ...(targets.length === 0
        ? [`    ${number(value)} = ${percent(shareOfFirst)} dari / of ${stages[0]?.stage}`]
        : []),
      ...targets.flatMap((target) => [
        `    ${number(target.realised)} dari / of ${number(target.value)} (${target.from} - ${target.to}) = ${percent(target.attainment)}`,
        ...wrapText(target.basis, 88).map((line) => `        ${line}`),
      ]),
    ])

function wrapText(text: string, width: number): string[] {
  const lines = ['']
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? ''
    if (line !== '' && line.length + 1 + word.length > width) lines.push(word)
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`
  }
  return lines
}
