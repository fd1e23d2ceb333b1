import type { Report } from '../../domain/report/report.ts'
import type { Speech } from '../words/speech.ts'
import { change, count, month, percent, type ReportTable, type TableCell, text } from './table.ts'

export function indicatorTable({ headlines, pastIndicators }: Report, { words, language }: Speech): ReportTable {
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

export function definitionTable({ headlines, pastIndicators }: Report, { words, language }: Speech): ReportTable {
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
