import type { Figures } from '../../shared/domain/figures/figures.ts'
import { type LoansBeside, lackLoanReports } from '../../shared/domain/figures/financing-figures.ts'
import { makeFormats } from '../../shared/render/formats.ts'
import { wordingOf } from '../../shared/render/words/wording.ts'

const indonesian = makeFormats('id')
const english = makeFormats('en')
const { number, percent } = indonesian

/** The longest name that fits beside the other columns in a terminal of 100 columns. */
const longestName = 43
const terminalColumns = 100

/**
 * The funnel of a month: the members at each stage, their share of the first stage, and what was posted in the month.
 */
export function drawFunnel({ programme, month, area, status, stages }: Figures): string[] {
  const [first = ''] = stages.map(({ stage }) => stage)
  const rows = stages.flatMap(({ stage, name, cumulative, shareOfFirst, inMonth: { attained, late, reversed } }) => {
    const [title = '', ...more] = fillLines(
      [stage === 'ALL' ? name.id : `${stage} ${name.id}`, `(${name.en})`],
      longestName,
    )
    const counts = [
      number(cumulative),
      percent(shareOfFirst).replace('%', ''),
      ...[attained, late, reversed].map(number),
    ]
    return [[title, ...counts], ...more.map((line) => [line])]
  })
  return [
    `${programme.name.id} - ${area.name}`,
    `${indonesian.month(month)} / ${english.month(month)}, ${status === 'closed' ? 'ditutup / closed' : 'belum ditutup / open'}`,
    ...drawTable([
      ['Tahap', 'Jumlah', `% ${first}`, 'Tercapai', 'Terlambat', 'Batal'],
      ['(Stage)', 'Total', `% ${first}`, 'Attained', 'Late', 'Reversed'],
      ...rows,
    ]),
  ]
}

/** Two rows of headings, then the body. The first column is left-aligned, the others right-aligned. */
function drawTable(rows: string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)))
  const rule = `+${widths.map((width) => '-'.repeat(width + 2)).join('+')}+`
  const [titles, englishTitles, ...body] = rows.map((row) => {
    const cells = widths.map((width, i) => (i === 0 ? row[i]?.padEnd(width) : (row[i] ?? '').padStart(width)))
    return `| ${cells.join(' | ')} |`
  })
  return [rule, titles ?? '', englishTitles ?? '', rule, ...body, rule]
}

/**
 * Each indicator in force, in parts: its name; its value with its primary target or, without a target, its share of the
 * first stage; and the numbers of loans, shown next to the members financed.
 */
export const headlineParts = ({ indicators, stages }: Figures): string[][] =>
  indicators
    .filter(({ inForce }) => inForce)
    .map(({ code, name, value, shareOfFirst, loans, targets: [target] }) => {
      const whole = target
        ? `target ${number(target.value)}; capaian / attainment ${percent(target.attainment)}`
        : `${percent(shareOfFirst)} dari / of ${stages[0]?.stage}`
      return [
        `${code} ${name.id} / ${name.en}:`,
        `${number(target?.realised ?? value)}; ${whole}.`,
        ...(loans ? describeLoans(loans) : []),
      ]
    })

/** Headlines for a terminal. A part that does not fit begins a new line. */
export const headlineLines = (figures: Figures): string[] =>
  headlineParts(figures).flatMap((parts) => fillLines(parts, terminalColumns))

/**
 * The numbers of loans, shown next to the members financed. A member whose loan was approved may not have the money
 * yet.
 */
function describeLoans(loans: LoansBeside[]): string[] {
  const { words: id } = wordingOf('id')
  const { words: en } = wordingOf('en')
  const heading = `${id.loans} / ${en.loans}:`
  if (lackLoanReports([{ loans }])) return [heading, `${id.loansUnreported} /`, en.loansUnreported]
  const facts = loans.map(
    ({ fact, loans: n }) => `${id.loanFact[fact]} / ${en.loanFact[fact]} ${n === null ? '-' : number(n)}`,
  )
  return [`${heading} ${facts.join(', ')}`]
}

/** Joins parts into lines of a limited width. Lines after the first are indented. */
function fillLines(parts: string[], columns: number): string[] {
  const lines: string[] = []
  for (const part of parts) {
    const line = lines.at(-1)
    if (line !== undefined && line.length + 1 + part.length <= columns) lines[lines.length - 1] = `${line} ${part}`
    else lines.push(line === undefined ? part : `   ${part}`)
  }
  return lines
}

/** Each indicator in force with all its targets and their bases or, without a target, its share of the first stage. */
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
        ...fillLines(target.basis.split(' '), 88).map((line) => `        ${line.trim()}`),
      ]),
    ])
