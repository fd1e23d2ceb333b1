import type { Figures } from '../../shared/domain/figures/figures.ts'

const number = new Intl.NumberFormat('en-US')
const months = ['id', 'en'].map((l) => new Intl.DateTimeFormat(l, { month: 'long', year: 'numeric', timeZone: 'UTC' }))

/** The whole funnel of a month, its shares of the first stage and what was posted in the month: ASCII, 100 columns. */
export function funnelTable({ programme, month, area, status, stages }: Figures): string[] {
  const [first = ''] = stages.map(({ stage }) => stage)
  const rows = stages.map(({ stage, name, cumulative, shareOfFirst, inMonth: { attained, late, reversed } }) => [
    stage === 'ALL' ? `${name.id} (${name.en})` : `${stage} ${name.id} (${name.en})`,
    number.format(cumulative),
    shareOfFirst,
    ...[attained, late, reversed].map((n) => number.format(n)),
  ])
  return [
    `${programme.name.id} - ${area.name}`,
    `${bothMonths(month)}, ${status === 'closed' ? 'ditutup / closed' : 'belum ditutup / open'}`,
    '',
    ...table([
      ['Tahap', 'Kumulatif', `% ${first}`, 'Tercapai', 'Telat', 'Batal'],
      ['(Stage)', 'Cumulative', `% ${first}`, 'Attained', 'Late', 'Reversed'],
      ...rows,
    ]),
  ]
}

const bothMonths = (month: string) => months.map((format) => format.format(new Date(`${month}-01`))).join(' / ')

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

/** Each indicator in force with its targets or, when it has none, its share: never one number alone. */
export const attainmentLines = ({ indicators, stages }: Figures): string[] =>
  indicators
    .filter(({ inForce }) => inForce)
    .flatMap(({ code, name, value, shareOfFirst, targets }) => {
      const count = number.format(value)
      const share = `= ${shareOfFirst} % dari ${stages[0]?.stage} / of registered`
      return [
        `${code}: ${name.id} / ${name.en}`,
        ...(targets.length === 0 ? [`    ${count} ${share}`] : []),
        ...targets.flatMap((target) => [
          `    ${number.format(target.realised)} of ${number.format(target.value)} (${target.from} to ${target.to}) = ${percent(target.attainment)}`,
          ...wrapped(target.basis, 88).map((line) => `        ${line}`),
        ]),
      ]
    })

const percent = (attainment: string) => (attainment === 'undefined' ? 'undefined' : `${attainment} %`)

function wrapped(text: string, width: number): string[] {
  const lines = ['']
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? ''
    if (line !== '' && line.length + 1 + word.length > width) lines.push(word)
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`
  }
  return lines
}
