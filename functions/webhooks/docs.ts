import { readFile } from 'node:fs/promises'
import { Hono } from 'hono'
import { readLanguage } from '../../shared/domain/values/language-query.ts'
import type { WebhooksEnv } from './call.ts'

const languages = ['mjs', 'php', 'py', 'java', 'go', 'sh']
const sampleFiles = ['webhook', 'snap'].flatMap((name) => languages.map((extension) => `${name}.${extension}`))

/** Reads a file beside this module, or beside the bundle that contains it. */
const readFileBeside = (file: string): Promise<string> => readFile(new URL(`./${file}`, import.meta.url), 'utf8')

const pageHeaders = { 'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'" }

/** The documentation for a partner's developer: the page, the schema of an event, and samples that send one. */
export const docsRoutes = () =>
  new Hono<WebhooksEnv>()
    .get('/', async (c) => {
      const samples = await Promise.all(
        sampleFiles.map(async (file) => ({ file, text: await readFileBeside(`samples/${file}`) })),
      )
      // Loaded only on request, because partners' programs never read it.
      const { partnerPage } = await import('../../shared/render/partner-page.ts')
      const language = readLanguage(c.req.query('lang'))
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
