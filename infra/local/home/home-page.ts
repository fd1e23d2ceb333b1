import type { Figures } from '../../../shared/domain/figures/figures.ts'
import { makeFormats } from '../../../shared/render/formats.ts'
import { html, type Markup, raw } from '../../../shared/render/markup.ts'
import { mcpPath } from '../../../shared/render/open-data/paths.ts'
import { headlineParts } from '../funnel-table.ts'
import { type Addresses, type HomeView, tokenDays } from './home-view.ts'

const { number, percent, month: monthName } = makeFormats('id')
const english = makeFormats('en')

/** The page that leads to everything else: links, the funnel, tokens, and lines to paste into a shell. */
export const homePage = (
  { addresses, figures, people, walk }: HomeView,
  address: string,
): Markup => html`<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Capaian</title>
<style>${raw(style)}</style>
<script src="/copy.js" defer></script>
</head>
<body>
<main>
<h1>Capaian</h1>
<p>Semua bagian sistem di komputer ini, dengan data contoh.<br><span lang="en">Every part of the system on this machine, with
made-up data.</span></p>
<ul class="links">${linksTo(addresses)}</ul>
${funnel(figures)}
<h2>Token</h2>
<p>Berlaku ${tokenDays} hari. <span lang="en">Valid for ${tokenDays} days.</span></p>
${people.map(({ subject, note, token }) => html`<h3>${subject} <small>${note}</small></h3>${copyBox(subject, token, 'one-line')}`)}
<h2>Coba di terminal <span lang="en">Try in a terminal</span></h2>
<p>Tempel ke bash, dari atas ke bawah. Bulan ${monthName(figures.month)} ditutup di tengah jalan. <span lang="en">Paste into bash,
from top to bottom. The walk closes ${english.month(figures.month)}. In zsh, run <code>setopt interactivecomments</code>
first.</span></p>
${copyBox('walk', walk.join('\n'))}
<p>Atau sekaligus / <span lang="en">or all at once:</span> <code>curl -sS ${address}/walk.sh | bash</code></p>
<h2>Perintah lain <span lang="en">Other commands</span></h2>
<dl>${commands.map(([command, id, en]) => html`<dt><code>${command}</code></dt><dd>${id} <span lang="en">${en}</span></dd>`)}</dl>
<h2>Di balik layar <span lang="en">Behind it</span></h2>
<ul>
<li>API: <code>${addresses.api}</code></li>
<li>Mitra / <span lang="en">partners</span>: <code>${addresses.webhooks}</code></li>
<li>Asisten (MCP) / <span lang="en">assistants</span>: <code>${addresses.pages}${mcpPath}</code></li>
<li>Penerbit token / <span lang="en">token issuer</span>: <code>${addresses.issuer}</code></li>
<li>DynamoDB: <code>${addresses.dynamoDb}</code>, S3: <code>${addresses.objectStore}</code></li>
</ul>
</main>
</body>
</html>
`

const linksTo = ({ api, desk, pages, webhooks, mailbox }: Addresses): Markup[] =>
  (
    [
      [`${desk}/sign-in/start`, 'Meja petugas', 'Desk for officers: choose a person to be signed in'],
      [`${desk}/sign-in/start?next=%2Fme`, 'Saya', 'Pages of a citizen: choose warga-anggota or warga-baru'],
      [pages, 'Laporan publik', 'Public report of the last closed month'],
      [`${api}/docs`, 'Referensi API', 'API reference'],
      [mailbox, 'Kotak surat', 'Mailbox: every mail of the system arrives here'],
      [`${webhooks}/partners`, 'Halaman mitra', 'For lenders that report loans'],
    ] as const
  ).map(([href, id, en]) => html`<li><a href="${href}">${id}</a> <span lang="en">${en}</span></li>`)

const funnel = (figures: Figures): Markup => html`
<h2>${monthName(figures.month)} <small>${figures.status === 'closed' ? 'ditutup / closed' : 'belum ditutup / open'}</small></h2>
<div class="scroll"><table>
<thead><tr><th>Tahap <span lang="en">Stage</span></th><th>Kumulatif <span lang="en">Cumulative</span></th>
<th>% ${figures.stages[0]?.stage}</th><th>Tercapai <span lang="en">Attained</span></th><th>Terlambat <span lang="en">Late</span></th>
<th>Batal <span lang="en">Reversed</span></th></tr></thead>
<tbody>${figures.stages.map(
  ({ stage, name, cumulative, shareOfFirst, inMonth: { attained, late, reversed } }) => html`<tr>
<th scope="row">${stage === 'ALL' ? '' : stage} ${name.id} <span lang="en">${name.en}</span></th>
<td>${number(cumulative)}</td><td>${percent(shareOfFirst)}</td><td>${number(attained)}</td><td>${number(late)}</td><td>${number(reversed)}</td></tr>`,
)}</tbody>
</table></div>
<ul>${headlineParts(figures).map((parts) => html`<li>${parts.join(' ')}</li>`)}</ul>`

/** A text to copy. Without a script, it can be selected and copied by hand. */
const copyBox = (name: string, text: string, kind = ''): Markup =>
  html`<div class="copied ${kind}"><button type="button" hidden data-copies="text-${name}">Salin / copy</button><pre id="text-${name}" tabindex="0">${text}</pre></div>`

const commands = [
  ['npm run report:month', 'Tutup, terbitkan, dan kirim laporan bulanan.', 'Close, issue and mail the monthly report.'],
  ['npm run journey -- officer', 'Satu hari seorang petugas.', "An officer's day."],
  ['npm run journey -- citizen', 'Seorang warga mendaftar sendiri.', 'A citizen registers.'],
  [
    'npm run partner:demo',
    'Dari pendaftaran sampai pinjaman, selangkah demi selangkah.',
    'From registration to a loan, step by step.',
  ],
  ['npm run load -- FILE.csv', 'Impor berkas anggota.', 'Import a file of members.'],
  ['npm start -- --fresh', 'Mulai dari awal.', 'Start over.'],
] as const

/** Shows the copy buttons, which need a script to work. */
export const copyScript = `for (const button of document.querySelectorAll('[data-copies]')) {
  button.hidden = false
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).textContent)
    button.textContent = 'Tersalin / copied'
  })
}
`

const style = `
:root { color-scheme: light dark }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 }
main { margin: 0 auto; max-width: 60rem; padding: 1rem }
h1 { margin: 0 }
h2 { border-top: 1px solid #8886; margin-top: 2rem; padding-top: 1rem }
h3 { font-size: 1rem; margin: 1rem 0 .25rem }
small, [lang=en] { font-weight: normal; opacity: .75 }
h2 [lang=en], th [lang=en] { display: block; font-size: .85em }
.links { display: grid; gap: .75rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 13rem), 1fr)); list-style: none; padding: 0 }
.links li { border: 1px solid #8886; border-radius: .5rem; padding: .75rem }
.links a { display: block; font-weight: 600 }
.scroll { overflow-x: auto }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; width: 100% }
th, td { border-bottom: 1px solid #8886; padding: .3rem .6rem; text-align: right; vertical-align: top }
th:first-child { text-align: left }
.copied { position: relative }
.copied button { font: inherit; font-size: .8rem; position: absolute; right: .4rem; top: .4rem }
.one-line { align-items: center; display: flex; gap: .5rem }
.one-line button { order: 1; position: static; white-space: nowrap }
pre { background: #8882; border-radius: .4rem; flex: 1; margin: 0; min-width: 0; overflow-x: auto; padding: .75rem }
code, pre { font-family: ui-monospace, monospace; font-size: .85rem }
dt { margin-top: .5rem }
dd { margin: 0 }
`
