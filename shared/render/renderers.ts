import { xlsxType } from '../domain/export/xlsx-type.ts'
import type { Renderers } from '../domain/mail/mail-rendering.ts'
import { isPublicReport, type Report } from '../domain/report/report.ts'
import { reportCsv } from './report-csv.ts'
import { renderMail } from './report-mail.ts'

/** Renders reports for mail. The PDF and XLSX modules are loaded at first use, because most sweeps send no mail. */
export const renderers: Renderers = {
  mail: renderMail,
  async file(report, format, language) {
    const name = `${makeFileName(report)}.${format}`
    switch (format) {
      case 'pdf': {
        const { reportPdf } = await import('./report-pdf.ts')
        return { name, contentType: 'application/pdf', bytes: await reportPdf(report, { language }) }
      }
      case 'xlsx': {
        const { reportXlsx } = await import('./report-xlsx.ts')
        return { name, contentType: xlsxType, bytes: reportXlsx(report, { language }) }
      }
      case 'csv':
        return { name, contentType: 'text/csv; charset=utf-8', bytes: Buffer.from(reportCsv(report, { language })) }
    }
  },
}

/**
 * For example `jakpreneur-2021-11-1-3171-PPKUKM`: programme, month, number of the issue, area and agency. A public
 * report's name ends in `public`.
 */
const makeFileName = (report: Report): string => {
  const {
    programme,
    month,
    number,
    scope: { area, agency },
  } = report
  const parts = [programme.code, month, number, area.code.replaceAll('.', ''), agency?.code]
  return [...parts, isPublicReport(report) ? 'public' : undefined].filter((part) => part !== undefined).join('-')
}
