import type { Report } from '../../domain/report/report.ts'
import type { Wording } from '../words/wording.ts'
import {
  asOf,
  count,
  date,
  month,
  percent,
  quotation,
  type ReportTable,
  type TableCell,
  type TableColumn,
  text,
} from './table.ts'

/** The loan facts that are compared with members financed. */
const comparedFacts = ['approved', 'disbursed'] as const

export function indicatorTable(
  { headlines, pastIndicators, loans, hiding }: Report,
  { words, language }: Wording,
): ReportTable {
  const facts = loans ? comparedFacts : []
  const nameLoanColumn = (fact: (typeof comparedFacts)[number]) => `${words.loans}: ${words.loanFact[fact]}`
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
      count('expected_to_date', words.expected),
      count('needed_per_month', words.pace),
      count('missing', words.missing),
      count('surplus', words.surplus),
      quotation('basis', words.basis),
      ...facts.map((fact) => count(`loans_${fact}`, nameLoanColumn(fact))),
      ...(hiding
        ? facts.map(
            (fact): TableColumn => asOf(`loans_${fact}`, `${nameLoanColumn(fact)}, ${words.asOf.toLowerCase()}`),
          )
        : []),
    ],
    rows: [...headlines, ...pastIndicators].flatMap(
      ({ code, name, value, shareOfFirst, targets, loans: headlineLoans }) => {
        const valueCells = [value, shareOfFirst]
        const findFact = (fact: (typeof comparedFacts)[number]) => headlineLoans?.find((each) => each.fact === fact)
        const loanCells = [
          ...facts.map((fact) => findFact(fact)?.loans ?? null),
          ...(hiding ? facts.map((fact) => findFact(fact)?.asOf ?? null) : []),
        ]
        if (targets.length === 0)
          return [
            [code, name[language], null, null, ...valueCells, ...Array.from({ length: 10 }, () => null), ...loanCells],
          ]
        return targets.map((target): TableCell[] => [
          code,
          name[language],
          target.id,
          target.primary ? words.mainTarget : words.otherTarget,
          ...valueCells,
          target.value,
          target.from,
          target.to,
          target.realised,
          target.attainment,
          target.expectedToDate,
          target.neededPerMonth,
          Math.max(0, target.gap),
          Math.max(0, -target.gap),
          target.basis,
          ...loanCells,
        ])
      },
    ),
  }
}

export function definitionTable({ headlines, pastIndicators }: Report, { words, language }: Wording): ReportTable {
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
      date('from', words.from),
      date('until', words.until),
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
