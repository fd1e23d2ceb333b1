import type { Report } from '../../domain/report/report.ts'
import type { Wording } from '../words/wording.ts'
import { asOf, count, type ReportTable, rupiah, text } from './table.ts'

/** The loans reported by partners: each fact with its definition, then by partner. */
export function loanTables({ loans, hiding }: Report, { words, language }: Wording): ReportTable[] {
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
        ...(hiding ? [asOf('number', words.asOf)] : []),
      ],
      rows: loans.facts.map(({ fact, name, definition, cumulative, inMonth: { net }, asOf: earlier }) => [
        fact,
        name[language],
        cumulative.number,
        cumulative.amount,
        net.number,
        net.amount,
        definition[language],
        ...(hiding ? [earlier ?? null] : []),
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
        ...(hiding
          ? loans.facts.map(({ fact, name }) => asOf(fact, `${name[language]}: ${words.asOf.toLowerCase()}`))
          : []),
      ],
      rows: loans.partners.map(({ code, name, facts }) => [
        code,
        name,
        ...loans.facts.flatMap(({ fact }) => [facts[fact].cumulative.number, facts[fact].cumulative.amount]),
        ...(hiding ? loans.facts.map(({ fact }) => facts[fact].asOf ?? null) : []),
      ]),
    },
  ]
}
