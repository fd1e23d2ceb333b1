import { Hono } from 'hono'
import { eventBoard } from './event-board.ts'
import { copyScript, homePage } from './home-page.ts'
import type { HomeView } from './home-view.ts'

/** The page contains tokens. So it loads nothing from elsewhere, and no other page may show it in a frame. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'self'; frame-ancestors 'none'"
const ourNames = new Set(['127.0.0.1', 'localhost'])

/**
 * The home page of a local system, its walk as a shell script, and a receiver for the events of subscribers. `read` is
 * called for every reader.
 */
export const homeApp = (readView: () => Promise<HomeView>, events = eventBoard()) =>
  new Hono()
    .use(async (c, next) => {
      // Another site could make its own host name point to this machine, and its pages could then read the tokens.
      if (!ourNames.has(new URL(c.req.url).hostname)) return c.text('Forbidden', 403)
      c.header('Content-Security-Policy', policy)
      c.header('Cache-Control', 'no-store')
      return next()
    })
    .get('/', async (c) => c.html(homePage(await readView(), new URL(c.req.url).origin).markup))
    .get('/walk.sh', async (c) => c.text(`${(await readView()).walk.join('\n')}\n`))
    .post('/events', async (c) => {
      events.keep(await c.req.text())
      return c.body(null, 204)
    })
    .get('/events', (c) => c.json(events.list()))
    .get('/copy.js', (c) => c.body(copyScript, 200, { 'Content-Type': 'text/javascript' }))
    .get('/favicon.ico', (c) => c.body(null, 204))
