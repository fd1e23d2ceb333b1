import type { Percentage } from '../domain/percentage.ts'
import { everyStage } from '../domain/programme.ts'
import { qualityCodes } from '../domain/report/quality.ts'
import type { Breakdown, Report } from '../domain/report/report.ts'
import { hiddenCells, qualityTitle, readingName, recountSentence, type Speech, scopeName } from './report-words.ts'

/** What a column holds: names and words, numbers of people, percentages of two decimals, months. */
export type TableColumn = {
  code: string
  heading: string
  type: 'text' | 'count' | 'change' | 'percent' | 'month' | 'rupiah'
  /** Too fine for a printed page or a mail: only files have it. */
  detail?: true
}
export type TableCell = string | number | null

/** One table of the report. The first `keys` columns say what a row is about. */
export type ReportTable = {
  code: string
  title: string
  columns: TableColumn[]
  keys: number
  rows: TableCell[][]
}

/** Every table of a report, in the order of reading: what CSV, XLSX, PDF, text and page print are these same cells. */
export function reportTables(report: Report, speech: Speech): ReportTable[] {
  return [
    indicatorTable(report, speech),
    funnelTable(report, speech),
    comparisonTable(report, speech),
    lineTable(report, speech),
    reasonTable(report, speech),
    seriesTable(report, speech),
    ...report.breakdowns.map((breakdown) => breakdownTable(report, breakdown, speech)),
    earlierTable(report, speech),
    restatementTable(report, speech),
    changeTable(report, speech),
    ...loanTables(report, speech),
    obstacleTable(report, speech),
    qualityTable(report, speech),
    definitionTable(report, speech),
    aboutTable(report, speech),
  ]
}

const text = (code: string, heading: string): TableColumn => ({ code, heading, type: 'text' })
const count = (code: string, heading: string): TableColumn => ({ code, heading, type: 'count' })
const change = (code: string, heading: string): TableColumn => ({ code, heading, type: 'change' })
const percent = (code: string, heading: string): TableColumn => ({ code, heading, type: 'percent' })
const rupiah = (code: string, heading: string): TableColumn => ({ code, heading, type: 'rupiah' })
const month = (code: string, heading: string): TableColumn => ({ code, heading, type: 'month' })

/** A stage by its code, which the funnel names; what every stage together is called does not fit into one. */
export const stageHeading = (stage: string, words: Speech['words']): string =>
  stage === everyStage ? words.complete : stage

/** Genders and categories have codes that only programs want. */
const isWord = (by: string): boolean => by === 'gender' || by === 'category'

function indicatorTable({ headlines, pastIndicators }: Report, { words, language }: Speech): ReportTable {
  return {
    code: 'indicators',
    title: words.indicators,
    keys: 3,
    columns: [
      text('indicator', words.code),
      text('name', words.name),
      { ...text('target_id', 'ID'), detail: true },
      text('target', words.target),
      count('value', words.value),
      percent('share_of_first', words.shareOfFirst),
      count('target_value', words.target),
      month('from', words.from),
      month('to', words.until),
      count('realised', words.realised),
      percent('attainment', words.attainment),
      text('band', words.band),
      count('expected_to_date', words.expected),
      count('needed_per_month', words.pace),
      change('gap', words.gap),
      text('basis', words.basis),
    ],
    rows: [...headlines, ...pastIndicators].flatMap(({ code, name, value, shareOfFirst, targets }) => {
      const own = [value, shareOfFirst]
      if (targets.length === 0)
        return [[code, name[language], null, null, ...own, ...Array.from({ length: 10 }, () => null)]]
      return targets.map((target): TableCell[] => [
        code,
        name[language],
        target.id,
        target.primary ? words.mainTarget : words.otherTarget,
        ...own,
        target.value,
        target.from,
        target.to,
        target.realised,
        target.attainment,
        target.band?.name[language] ?? null,
        target.expectedToDate,
        target.neededPerMonth,
        target.gap,
        target.basis,
      ])
    }),
  }
}

function funnelTable({ funnel, complete }: Report, { words, language }: Speech): ReportTable {
  return {
    code: 'funnel',
    title: words.funnelOf(funnel.length),
    keys: 2,
    columns: [
      text('stage', words.stage),
      text('name', words.name),
      count('members', words.members),
      percent('share_of_first', words.shareOfFirst),
      percent('share_of_previous', words.shareOfPrevious),
      count('lost', words.lost),
    ],
    rows: [...funnel, complete].map(({ stage, name, members, shareOfFirst, shareOfPrevious, lost }) => [
      stage,
      name[language],
      members,
      shareOfFirst,
      shareOfPrevious ?? null,
      lost ?? null,
    ]),
  }
}

function comparisonTable({ comparison }: Report, { words, language }: Speech): ReportTable {
  return {
    code: 'comparison',
    title: words.comparison,
    keys: 2,
    columns: [
      text('stage', words.stage),
      text('name', words.name),
      count('members', words.thisMonth),
      count('last_month', words.lastMonth),
      change('since_last_month', words.change),
      count('year_ago', words.yearAgo),
      change('since_year_ago', words.change),
    ],
    rows: comparison.map(({ stage, name, members, lastMonth, sinceLastMonth, yearAgo, sinceYearAgo }) => [
      stage,
      name[language],
      members,
      lastMonth ?? null,
      sinceLastMonth ?? null,
      yearAgo ?? null,
      sinceYearAgo ?? null,
    ]),
  }
}

export function lineTable({ lines }: Report, { words, language }: Speech): ReportTable {
  return {
    code: 'lines',
    title: words.lines,
    keys: 2,
    columns: [
      text('stage', words.stage),
      text('name', words.name),
      count('attained', words.attained),
      count('late', words.late),
      count('reversed', words.reversed),
      count('reclassified_in', words.reclassifiedIn),
      count('reclassified_out', words.reclassifiedOut),
      change('net', words.net),
    ],
    rows: lines.map((line) => [
      line.stage,
      line.name[language],
      line.attained,
      line.late,
      line.reversed,
      line.reclassifiedIn,
      line.reclassifiedOut,
      line.net,
    ]),
  }
}

export function reasonTable({ lines }: Report, { words, language }: Speech): ReportTable {
  return {
    code: 'reasons',
    title: words.reasons,
    keys: 3,
    columns: [
      text('stage', words.stage),
      text('reason', words.code),
      text('name', words.reason),
      count('reversed', words.reversed),
    ],
    rows: lines.flatMap(({ stage, reasons }) =>
      reasons.map(({ reason, name, members }) => [stage, reason, name[language], members]),
    ),
  }
}

function seriesTable({ series, lines }: Report, { words }: Speech): ReportTable {
  const stages = lines.map(({ stage }) => stage)
  return {
    code: 'series',
    title: words.series,
    keys: 1,
    columns: [
      month('month', words.month),
      ...stages.map((stage) => count(stage, stageHeading(stage, words))),
      ...stages.map((stage): TableColumn => ({ ...change(`${stage}_net`, `${stage} ±`), detail: true })),
      ...stages.map(
        (stage): TableColumn => ({ ...count(`${stage}_restated`, `${stage} (${words.restated})`), detail: true }),
      ),
    ],
    rows: series.map((row) => [
      row.month,
      ...stages.map((stage) => row.stages[stage]?.posted ?? 0),
      ...stages.map((stage) => row.stages[stage]?.net ?? 0),
      ...stages.map((stage) => row.stages[stage]?.restated ?? 0),
    ]),
  }
}

function breakdownTable({ lines }: Report, { by, name, rows }: Breakdown, speech: Speech): ReportTable {
  const { words, language } = speech
  const stages = lines.map(({ stage }) => stage)
  return {
    code: by,
    title: words.by(name[language]),
    keys: 2,
    columns: [
      isWord(by) ? { ...text('code', words.code), detail: true } : text('code', words.code),
      text('name', name[language]),
      ...stages.map((stage) => count(stage, stageHeading(stage, words))),
      ...stages.map((stage): TableColumn => ({ ...percent(`${stage}_share`, `${stage} %`), detail: true })),
      ...stages.map((stage): TableColumn => ({ ...change(`${stage}_net`, `${stage} ±`), detail: true })),
    ],
    rows: rows.map((row) => {
      const of = <T extends TableCell | Percentage>(pick: (cell: (typeof row.stages)[string]) => T) =>
        stages.map((stage) => {
          const cell = row.stages[stage]
          return cell ? pick(cell) : null
        })
      return [
        row.code,
        row.name[language],
        ...of(({ members }) => members),
        ...of(({ shareOfFirst }) => shareOfFirst),
        ...of(({ net }) => net),
      ]
    }),
  }
}

function earlierTable({ earlier }: Report, { words }: Speech): ReportTable {
  return {
    code: 'earlier',
    title: words.earlier,
    keys: 2,
    columns: [
      month('true_month', words.trueMonth),
      text('stage', words.stage),
      count('late', words.late),
      count('reversed', words.reversed),
      change('reclassified', words.reclassified),
      change('net', words.net),
    ],
    rows: earlier.map((row) => [row.trueMonth, row.stage, row.late, row.reversed, row.reclassified, row.net]),
  }
}

export function restatementTable({ restatements }: Report, { words }: Speech): ReportTable {
  return {
    code: 'restatements',
    title: words.restatements,
    keys: 2,
    columns: [
      month('month', words.month),
      text('stage', words.stage),
      count('posted', words.posted),
      count('late', words.late),
      count('reversed', words.reversed),
      change('reclassified', words.reclassified),
      count('restated', words.restated),
    ],
    rows: restatements.map((row) => [
      row.month,
      row.stage,
      row.posted,
      row.late,
      row.reversed,
      row.reclassified,
      row.restated,
    ]),
  }
}

function changeTable({ changes }: Report, { words }: Speech): ReportTable {
  return {
    code: 'changes',
    title: words.changes,
    keys: 1,
    columns: [
      text('figure', words.figure),
      count('old', words.old),
      count('new', words.new),
      change('difference', words.difference),
      change('of_reading', words.ofReading),
      change('of_corrections', words.ofCorrections),
    ],
    rows: changes.map((each) => [
      each.figure,
      each.old,
      each.new,
      each.difference,
      each.ofReading ?? null,
      each.ofCorrections ?? null,
    ]),
  }
}

/** What partners told of loans: each fact with its definition, then by partner. */
function loanTables({ loans }: Report, { words, language }: Speech): ReportTable[] {
  if (!loans) return []
  return [
    {
      code: 'loans',
      title: words.loans,
      keys: 2,
      columns: [
        { ...text('fact', words.code), detail: true },
        text('name', words.name),
        count('number', words.howMany),
        rupiah('amount', words.amount),
        count('in_month', words.thisMonth),
        rupiah('amount_in_month', `${words.amount} (${words.thisMonth.toLowerCase()})`),
        text('definition', words.definition),
      ],
      rows: loans.facts.map(({ fact, name, definition, cumulative, inMonth: { net } }) => [
        fact,
        name[language],
        cumulative.number,
        cumulative.amount,
        net.number,
        net.amount,
        definition[language],
      ]),
    },
    {
      code: 'loan_partners',
      title: words.loansByPartner,
      keys: 2,
      columns: [
        { ...text('partner', words.code), detail: true },
        text('name', words.partner),
        ...loans.facts.flatMap(({ fact, name }) => [
          count(fact, name[language]),
          rupiah(`${fact}_amount`, `${name[language]} (Rp)`),
        ]),
      ],
      rows: loans.partners.map(({ code, name, facts }) => [
        code,
        name,
        ...loans.facts.flatMap(({ fact }) => [facts[fact].cumulative.number, facts[fact].cumulative.amount]),
      ]),
    },
  ]
}

function obstacleTable({ obstacles }: Report, { words }: Speech): ReportTable {
  return {
    code: 'obstacles',
    title: words.obstacles,
    keys: 3,
    columns: [
      { ...text('id', 'ID'), detail: true },
      text('area', words.code),
      text('area_name', words.area),
      text('agency', words.agency),
      text('obstacle', words.obstacle),
      text('follow_up', words.followUp),
    ],
    rows: obstacles.map(({ id, area, areaName, agency, obstacle, followUp }) => [
      id,
      area,
      areaName,
      agency ?? null,
      obstacle,
      followUp,
    ]),
  }
}

function qualityTable(report: Report, speech: Speech): ReportTable {
  const { words } = speech
  const { quality } = report
  return {
    code: 'quality',
    title: qualityTitle(report, speech),
    keys: 2,
    columns: [{ ...text('code', words.code), detail: true }, text('what', words.what), count('count', words.howMany)],
    rows: qualityCodes.flatMap((code) =>
      quality[code] === null ? [] : [[code, words.qualityOf[code], quality[code]]],
    ),
  }
}

function definitionTable({ headlines, pastIndicators }: Report, { words, language }: Speech): ReportTable {
  return {
    code: 'definitions',
    title: words.definitions,
    keys: 2,
    columns: [
      text('indicator', words.code),
      text('name', words.name),
      text('definition', words.definition),
      text('unit', words.unit),
      text('basis', words.basis),
      text('from', words.from),
      text('until', words.until),
      text('official', words.official),
    ],
    rows: [...headlines, ...pastIndicators].map(
      ({ code, name, definition, unit, legalBasis, from, until, official }): TableCell[] => [
        code,
        name[language],
        definition[language],
        unit[language],
        legalBasis[language],
        from ?? null,
        until ?? null,
        official ? words.official : words.unofficial,
      ],
    ),
  }
}

/** What the data say of themselves: Satu Data metadata, the issue, and when its figures last agreed with the entries. */
export function aboutTable(report: Report, speech: Speech): ReportTable {
  const { words, language, formats } = speech
  const { publication, programme, scope } = report
  const rows: [code: string, what: string, value: string | undefined][] = [
    ['title', words.dataset, publication.title[language]],
    ['concept', words.concept, publication.concept[language]],
    ['producer', words.producer, publication.producer[language]],
    ['custodian', words.custodian, publication.custodian[language]],
    ['frequency', words.frequency, publication.frequency[language]],
    ['codes', words.codes, publication.codes[language]],
    ['licence', words.licence, publication.licence[language]],
    ['programme', words.programme, programme.name[language]],
    ['month', words.month, formats.month(report.month)],
    [
      'scope',
      words.scope,
      `${scopeName(report, speech)} (${[scope.area.code, scope.agency?.code].filter(Boolean).join(', ')})`,
    ],
    ['zone', words.zone, programme.zone],
    ['issue', words.issue, String(report.number)],
    ['issued_at', words.issued, formats.instant(report.issuedAt, programme.zone)],
    ['cause', words.cause, report.cause],
    ['reading', words.reading, readingName(report, speech)],
    ['recount', words.recount, recountSentence(report, speech)],
    ['hidden', words.hiddenCells, hiddenCells(report, speech)],
    ['hash', words.hash, report.hash],
    ['previous', words.previous, report.previous],
  ]
  return {
    code: 'about',
    title: words.about,
    keys: 2,
    columns: [{ ...text('code', words.code), detail: true }, text('what', words.what), text('value', words.value)],
    rows: rows.flatMap(([code, what, value]) => (value === undefined ? [] : [[code, what, value]])),
  }
}

/** A cell as people read it. */
export function shownCell(cell: TableCell, { type }: TableColumn, { formats, words }: Speech): string {
  if (cell === null) return ''
  if (type === 'month') return formats.month(String(cell))
  if (type === 'rupiah') return formats.rupiah(String(cell))
  if (type === 'percent') return formats.percent(String(cell))
  if (typeof cell === 'number') return type === 'change' ? formats.signed(cell) : formats.number(cell)
  return cell === '' ? words.hidden : cell
}
