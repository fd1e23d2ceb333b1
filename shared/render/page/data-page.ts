import type { Report } from '../../domain/report/report.ts'
import { html } from '../markup.ts'
import { allMonthsFiles, nameFile } from '../open-data/catalogue.ts'
import { csvwPath, dataPath, embedPath, feedPath, issuesPath, mcpPath } from '../open-data/paths.ts'
import { tidyColumns } from '../open-data/tidy-csv.ts'
import { wordingOf } from '../words/wording.ts'
import { type PageOptions, page } from './frame.ts'
import { licence } from './licence.ts'

/** The page that lists everything that can be fetched, followed and embedded, and under which licence. */
export function dataPage(report: Report, options: Omit<PageOptions, 'isFront'>): string {
  const { language, origin } = options
  const { words } = wordingOf(language)
  const { publication } = report
  const isIndonesian = language === 'id'
  const title = isIndonesian ? 'Data terbuka' : 'Open data'
  const link = (path: string) => html`<a href="${path}">${path}</a>`
  return page(
    title,
    dataPath,
    { ...options, isFront: false },
    html`<h1>${title}</h1>
<p>${publication.concept[language]} ${words.licence}: ${licence(report, language)}.</p>
<section aria-labelledby="semua"><h2 id="semua">${isIndonesian ? 'Semua bulan dalam satu berkas' : 'All months in one file'}</h2>
<ul class="get">${allMonthsFiles(report).map((file) => html`<li><a href="${file.path}" download>${nameFile(file, language)}</a></li>`)}<li><a href="${csvwPath}">CSVW</a></li></ul>
<p>${
      isIndonesian
        ? 'CSV memakai koma dan UTF-8. Excel dengan pengaturan Indonesia menggunakan titik koma: bukalah lewat Data › Dari Teks/CSV, lalu pilih koma sebagai pemisah. LibreOffice dan Google Sheets membukanya langsung.'
        : 'The CSV has commas and is UTF-8. Excel set to Indonesian expects semicolons: open it by Data › From Text/CSV and choose the comma. LibreOffice and Google Sheets open it as it is.'
    }</p>
<dl>${tidyColumns([report]).map((column) => html`<dt><code>${column.name}</code></dt><dd>${column[language]}</dd>`)}</dl></section>
<section aria-labelledby="ikuti"><h2 id="ikuti">${isIndonesian ? 'Mengikuti pembaruan dan memanen data' : 'Follow and harvest'}</h2>
<dl><dt>${isIndonesian ? 'Terbitan dan koreksi, Atom' : 'Issues and corrections, Atom'}</dt><dd>${link(feedPath)}</dd>
<dt>${isIndonesian ? 'Daftar terbitan, JSON' : 'Index of issues, JSON'}</dt><dd>${link(issuesPath)}</dd>
<dt>${isIndonesian ? 'Katalog DCAT 3' : 'DCAT 3 catalogue'}</dt><dd>${link('/catalog.jsonld')}, ${link('/catalog.ttl')}</dd>
<dt>${isIndonesian ? 'Katalog untuk portal lama' : 'Catalogue for older portals'}</dt><dd>${link('/data.json')}</dd></dl></section>
<section aria-labelledby="asisten"><h2 id="asisten">${isIndonesian ? 'Bertanya lewat asisten' : 'Ask through an assistant'}</h2>
<p>${
      isIndonesian
        ? 'Asisten yang mendukung Model Context Protocol dapat membaca angka ini. Tambahkan alamat berikut sebagai server (konektor) dengan transport Streamable HTTP; tidak perlu akun:'
        : 'Assistants that support the Model Context Protocol can read these figures. Add this address as a server (connector) with the transport Streamable HTTP; it needs no account:'
    }</p>
<pre tabindex="0"><code>${origin}${mcpPath}</code></pre>
<p>${
      isIndonesian
        ? 'Jawabannya memuat corong seluruh tahap, definisi, target, nomor terbitan, dan SHA-256. Angka yang disembunyikan di sini juga disembunyikan di sana.'
        : 'Its answers have the funnel of all stages, definitions, targets, the number of the issue and its SHA-256. What is hidden here is hidden there.'
    }</p></section>
<section aria-labelledby="sematkan"><h2 id="sematkan">${isIndonesian ? 'Menyematkan di situs lain' : 'Embed on another site'}</h2>
<pre tabindex="0"><code>&lt;iframe src="${origin}${embedPath}" width="100%" height="340" title="${publication.title[language]}"&gt;&lt;/iframe&gt;</code></pre>
<p>${isIndonesian ? 'Untuk satu wilayah, tambahkan alamatnya:' : 'For one place, add its address:'} <code>${embedPath}?place=/wilayah/31.71.07</code></p></section>`,
    wordingOf(language),
  )
}
