import type { Report } from '../../domain/report/report.ts'
import type { Wording } from '../words/wording.ts'
import { change, count, percent, type ReportTable, text } from './table.ts'

export function funnelTable({ funnel, complete }: Report, { words, language }: Wording): ReportTable {
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
    ],
    rows: [...funnel, complete].map(({ stage, name, members, shareOfFirst, shareOfPrevious }) => [
      stage,
      name[language],
      members,
      shareOfFirst,
      shareOfPrevious ?? null,
    ]),
  }
}

export function comparisonTable({ comparison }: Report, { words, language }: Wording): ReportTable {
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
