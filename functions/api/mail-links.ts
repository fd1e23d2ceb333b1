import { html } from 'hono/html'
import type { Deps } from '../../shared/deps.ts'
import { AppError } from '../../shared/domain/problems/app-error.ts'
import { readLinkedFile } from '../../shared/usecases/mail/links.ts'
import { readUnsubscriber, unsubscribe } from '../../shared/usecases/mail/unsubscribe.ts'
import { newRouter } from './router.ts'

/** A download must begin within this time. */
const downloadSeconds = 60

/** The page may submit its form to us. It may not run scripts or fetch anything. */
const pagePolicy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'"

/**
 * The targets of links in mails: a file that was too large to attach, and the page to unsubscribe. A link is sealed and
 * needs no sign-in. GET changes nothing, because mail scanners open every link.
 */
export const mailLinkRoutes = (deps: Deps) =>
  newRouter()
    .get('/mail/files/:token', async (c) => {
      const file = openIfValid(() => readLinkedFile(deps, c.req.param('token')))
      if (!file) return c.html(renderPage(texts.gone, ''), 404, { 'Content-Security-Policy': pagePolicy })
      return c.redirect(await deps.files.downloadUrl(file.key, file.name, downloadSeconds), 302)
    })
    .get('/mail/unsubscriptions/:token', (c) => {
      const whose = openIfValid(() => readUnsubscriber(deps, c.req.param('token')))
      if (!whose) return c.html(renderPage(texts.gone, ''), 404, { 'Content-Security-Policy': pagePolicy })
      return c.html(renderPage(texts.ask[whose], form), 200, { 'Content-Security-Policy': pagePolicy })
    })
    .post('/mail/unsubscriptions/:token', async (c) => {
      const whose = await unsubscribe(deps, c.req.param('token'))
      return c.html(renderPage(texts.done[whose], ''), 200, { 'Content-Security-Policy': pagePolicy })
    })

function openIfValid<T>(open: () => T): T | undefined {
  try {
    return open()
  } catch (error) {
    if (error instanceof AppError && error.kind === 'not_found') return undefined
    throw error
  }
}

const texts = {
  ask: {
    office: {
      id: 'Kantor ini tidak ingin menerima laporan bulanan lagi?',
      en: 'Stop sending the monthly reports to this office?',
    },
    member: { id: 'Anda tidak ingin dikabari lewat surel lagi?', en: 'Stop sending you these mails?' },
  },
  done: {
    office: {
      id: 'Tercatat. Kantor ini tidak menerima laporan lagi; administrator diberi tahu.',
      en: 'Noted. This office will get no more reports; the administrator will be told.',
    },
    member: { id: 'Tercatat. Anda tidak dikabari lewat surel lagi.', en: 'Noted. You will get no more mails.' },
  },
  gone: {
    id: 'Tautan ini tidak berlaku lagi. Minta yang baru kepada administrator.',
    en: 'This link is no longer valid. Ask the administrator for a new one.',
  },
}

const form = html`<form method="post"><button>Berhenti menerima / Stop receiving</button></form>`

const renderPage = (text: { id: string; en: string }, more: ReturnType<typeof html> | string) => html`<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Capaian</title>
<style>body { font: 1.1rem/1.6 system-ui, sans-serif; margin: 10vh auto; max-width: 36rem; padding: 0 1rem } button { font: inherit; padding: .6rem 1rem }</style>
</head>
<body><p>${text.id}</p><p lang="en">${text.en}</p>${more}</body>
</html>`
