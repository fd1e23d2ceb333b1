import { Hono } from 'hono'
import { html } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { BoxedMail } from './boxed-mail.ts'

type Html = HtmlEscapedString | Promise<HtmlEscapedString>

/** Prevents a mail from running or fetching anything, no matter what it contains. */
const mailPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

/** The pages for reading mails: the list, a mail, its parts. */
export const mailboxPages = (mails: BoxedMail[]) => {
  const find = (id: string) => mails.find((mail) => mail.id === id)
  return (
    new Hono()
      .get('/', (c) => c.html(page('Kotak surat / Mailbox', listPage(mails))))
      // Browsers request it with every page, even with a bare mail.
      .get('/favicon.ico', (c) => c.body(null, 204))
      .get('/mails.json', (c) =>
        c.json(
          mails.map(({ attachments, html: _, ...mail }) => ({
            ...mail,
            attachments: attachments.map(({ name, bytes }) => ({ name, bytes: bytes.length })),
          })),
        ),
      )
      .get('/mails/:id', (c) => {
        const mail = find(c.req.param('id'))
        return mail ? c.html(page(mail.subject, mailPage(mail))) : c.notFound()
      })
      .get('/mails/:id/html', (c) => {
        const mail = find(c.req.param('id'))
        if (!mail) return c.notFound()
        c.header('Content-Security-Policy', mailPolicy)
        return c.html(mail.html)
      })
      .get('/mails/:id/text', (c) => {
        const mail = find(c.req.param('id'))
        return mail ? c.text(mail.text) : c.notFound()
      })
      .get('/mails/:id/attachments/:n', (c) => {
        const file = find(c.req.param('id'))?.attachments[Number(c.req.param('n'))]
        if (!file) return c.notFound()
        return c.body(new Uint8Array(file.bytes), 200, {
          'Content-Type': file.contentType,
          'Content-Disposition': `attachment; filename="${file.name.replaceAll(/[^\w.-]/g, '_')}"`,
          'X-Content-Type-Options': 'nosniff',
        })
      })
  )
}

const page = (title: string, body: Html) => html`<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
  :root { color-scheme: light dark }
  body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 70rem; overflow-wrap: anywhere; padding: 1rem }
  h1 { font-size: 1.6rem; line-height: 1.2 }
  .at { white-space: nowrap }
  table { border-collapse: collapse; width: 100% }
  th, td { border-bottom: 1px solid #ccc; padding: .4rem .6rem; text-align: left; vertical-align: top }
  iframe { background: #fff; border: 1px solid #ccc; height: 75vh; width: 100% }
  pre { background: #f5f5f5; color: #111; overflow-x: auto; padding: 1rem; white-space: pre-wrap }
</style>
</head>
<body>${body}</body>
</html>`

/** The time to the minute, by the system's clock. */
const toMinute = (at: string): string => `${at.slice(0, 16).replace('T', ' ')} UTC`

const listPage = (mails: BoxedMail[]) => html`<h1>Kotak surat / Mailbox</h1>
<p>${mails.length} surel / mails. Tidak ada yang dikirim ke luar / nothing leaves this machine.</p>
<table>
<thead><tr><th>Waktu / Time</th><th>Kepada / To</th><th>Perihal / Subject</th><th>Peristiwa / Events</th></tr></thead>
<tbody>${mails.map(
  (mail) => html`<tr><td class="at">${toMinute(mail.at)}</td><td>${mail.to.join(', ')}</td>
<td><a href="/mails/${mail.id}">${mail.subject}</a></td><td>${mail.events.join(', ')}</td></tr>`,
)}</tbody>
</table>`

const mailPage = (mail: BoxedMail) => html`<p><a href="/">Kotak surat / Mailbox</a></p>
<h1>${mail.subject}</h1>
<table><tbody>
<tr><th>Kepada / To</th><td>${mail.to.join(', ')}</td></tr>
<tr><th>Waktu / Time</th><td>${toMinute(mail.at)}</td></tr>
<tr><th>Peristiwa / Events</th><td>${mail.events.join(', ')}</td></tr>
<tr><th>Lampiran / Attachments</th><td>${mail.attachments.map(
  (file, n) => html`<a href="/mails/${mail.id}/attachments/${n}">${file.name}</a> (${file.bytes.length} B) `,
)}</td></tr>
</tbody></table>
<h2><a href="/mails/${mail.id}/html">HTML</a> (${Buffer.byteLength(mail.html)} B)</h2>
<iframe sandbox title="HTML" src="/mails/${mail.id}/html"></iframe>
<h2><a href="/mails/${mail.id}/text">Teks / Text</a></h2>
<pre>${mail.text}</pre>
<h2>Kepala / Headers</h2>
<pre>${Object.entries(mail.headers)
  .map(([name, value]) => `${name}: ${value}`)
  .join('\n')}</pre>`
