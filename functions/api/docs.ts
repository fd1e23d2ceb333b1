import { readFile } from 'node:fs/promises'
import { Hono } from 'hono'
import type { ApiEnv } from './router.ts'

const assets = { 'swagger-ui-bundle.js': 'text/javascript', 'swagger-ui.css': 'text/css' } as const
type Asset = keyof typeof assets
const isAsset = (name: string): name is Asset => Object.hasOwn(assets, name)

/** Swagger UI needs inline styles and data: images. Nothing may come from, or go to, another host. */
const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'"

const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Capaian API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/swagger-ui.css">
<div id="ui"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</html>
`
const startScript =
  "SwaggerUIBundle({ url: '/openapi.json', dom_id: '#ui', validatorUrl: null, docExpansion: 'list' })\n"

/** Serves the API's reference from our own host. `directory` has the files of swagger-ui-dist. */
export const docsRoutes = (directory: URL) =>
  new Hono<ApiEnv>()
    .get('/docs', (c) => {
      c.header('Content-Security-Policy', contentSecurityPolicy)
      return c.html(page)
    })
    .get('/docs/start.js', (c) => c.body(startScript, 200, { 'Content-Type': 'text/javascript; charset=utf-8' }))
    .get('/docs/:asset', async (c) => {
      const name = c.req.param('asset')
      if (!isAsset(name)) return c.notFound()
      return c.body(await readFile(new URL(name, directory)), 200, {
        'Content-Type': `${assets[name]}; charset=utf-8`,
        'Cache-Control': 'public, max-age=86400',
      })
    })
