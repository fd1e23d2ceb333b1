import type { Report } from '../../domain/report/report.ts'
import type { Language } from '../../domain/values/language.ts'
import { languageQuery } from '../../domain/values/language-query.ts'
import { summarizeHeadlines } from '../headline.ts'
import { html } from '../markup.ts'
import { shortName } from '../words/names.ts'
import { wordingOf } from '../words/wording.ts'
import { feedPath } from './paths.ts'

/** Issues and re-issues as an Atom feed, the latest first. `reports` are their reports; there is at least one. */
export function atomFeed(reports: [Report, ...Report[]], origin: string, language: Language): string {
  const wording = wordingOf(language)
  const { words, formats } = wording
  const [latest] = reports
  const query = languageQuery(language)
  const address = ({ month, number }: Report) => `${origin}/reports/${month}/${number}`
  return html`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}">
<id>${origin}${feedPath}</id>
<title>${latest.publication.title[language]}</title>
<updated>${latest.issuedAt}</updated>
<link rel="self" type="application/atom+xml" href="${origin}${feedPath}${query}"/>
<link rel="alternate" type="text/html" href="${origin}/${query}"/>
<author><name>${latest.publication.producer[language]}</name></author>
<rights>${latest.publication.licence[language]}</rights>
${reports.map(
  (report) => html`<entry>
<id>${address(report)}</id>
<title>${shortName(report, wording)}, ${formats.month(report.month)}, ${words.issue.toLowerCase()} ${report.number}</title>
<updated>${report.issuedAt}</updated>
<link rel="alternate" type="text/html" href="${address(report)}${query}"/>
<summary>${report.cause !== undefined && `${words.cause}: ${report.cause} `}${summarizeHeadlines(report, wording)}</summary>
</entry>
`,
)}</feed>
`.markup
}
