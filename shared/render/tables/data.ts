import { lackLoanReports } from '../../domain/figures/financing-figures.ts'
import { checkpointPath } from '../../domain/report/proof.ts'
import { qualityCodes } from '../../domain/report/quality.ts'
import { isPublicReport, type Report } from '../../domain/report/report.ts'
import { nameReading, nameScope, writeQualityTitle } from '../words/names.ts'
import { describeHiddenCells, recountSentence } from '../words/sentences.ts'
import type { Wording } from '../words/wording.ts'
import { count, type ReportTable, text } from './table.ts'

export function qualityTable(report: Report, wording: Wording): ReportTable {
  const { words } = wording
  const { quality } = report
  return {
    code: 'quality',
    title: writeQualityTitle(report, wording),
    keys: 2,
    columns: [{ ...text('code', words.code), detail: true }, text('what', words.what), count('count', words.howMany)],
    rows: qualityCodes.flatMap((code) =>
      quality[code] === null ? [] : [[code, words.qualityOf[code], quality[code]]],
    ),
  }
}

/** The metadata of the report: Satu Data, the issue, and when its figures last agreed with the entries. */
export function aboutTable(report: Report, wording: Wording): ReportTable {
  const { words, language, formats } = wording
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
      `${nameScope(report, wording)} (${[scope.area.code, scope.agency?.code].filter(Boolean).join(', ')})`,
    ],
    ['zone', words.zone, programme.zone],
    ['issue', words.issue, String(report.number)],
    ['issued_at', words.issued, formats.instant(report.issuedAt, programme.zone)],
    ['cause', words.cause, report.cause],
    ['reading', words.reading, nameReading(report, wording)],
    ['recount', words.recount, recountSentence(report, wording)],
    ['internal', words.internal, isPublicReport(report) ? undefined : words.smallGroups],
    ['hidden', words.hiddenCells, describeHiddenCells(report, wording)],
    ['loans', words.loans, lackLoanReports(report.headlines) ? words.loansUnreported : undefined],
    ['hash', words.hash, report.hash],
    ['previous', words.previous, report.previous],
    ['checkpoint', 'Checkpoint', report.proof && `${report.proof.pages ?? ''}${checkpointPath}`],
    ['key', words.key, report.proof?.key],
  ]
  return {
    code: 'about',
    title: words.about,
    keys: 2,
    columns: [{ ...text('code', words.code), detail: true }, text('what', words.what), text('value', words.value)],
    rows: rows.flatMap(([code, what, value]) => (value === undefined ? [] : [[code, what, value]])),
  }
}
