import { readFile } from 'node:fs/promises'
import { Hono } from 'hono'
import { languageAsked } from '../../shared/domain/values/language-query.ts'
import type { WebhooksEnv } from './call.ts'

const sampleFiles = ['webhook.mjs', 'webhook.php', 'webhook.py', 'webhook.sh', 'snap.mjs', 'snap.php', 'snap.sh']

/** Beside this module, and beside the bundle that it becomes part of. */
const readFileBeside = (file: string): Promise<string> => readFile(new URL(`./${file}`, import.meta.url), 'utf8')

const pageHeaders = { 'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'" }

/** What a partner's developer needs: the page, the schema of what may be sent, and programs that send it. */
export const docs = () =>
  new Hono<WebhooksEnv>()
    .get('/', async (c) => {
      const samples = await Promise.all(
        sampleFiles.map(async (file) => ({ file, text: await readFileBeside(`samples/${file}`) })),
      )
      // Loaded for the first who reads it: partners' programs send, and do not.
      const { partnerPage } = await import('../../shared/render/partner-page.ts')
      const language = languageAsked(c.req.query('lang'))
      return c.html(partnerPage(language, new URL(c.req.url).origin, samples), 200, pageHeaders)
    })
    .get('/event.schema.json', async (c) =>
      c.body(await readFileBeside('event.schema.json'), 200, { 'Content-Type': 'application/schema+json' }),
    )
    .get('/samples/:file', async (c, next) => {
      const file = c.req.param('file')
      if (!sampleFiles.includes(file)) return next()
      return c.body(await readFileBeside(`samples/${file}`), 200, { 'Content-Type': 'text/plain; charset=utf-8' })
    })
