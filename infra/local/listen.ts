import { once } from 'node:events'
import { serve } from '@hono/node-server'

type App = { fetch: (request: Request) => Response | Promise<Response> }

/**
 * Serves a Hono app on 127.0.0.1; `stop` also hangs up on idle clients.
 *
 * @throws Error (EADDRINUSE) when the port is taken
 */
export async function listen(app: App, port: number) {
  const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' })
  await once(server, 'listening')
  return {
    endpoint: `http://127.0.0.1:${port}`,
    async stop() {
      if (!server.listening) return
      const whenClosed = once(server, 'close')
      server.close()
      if ('closeAllConnections' in server) server.closeAllConnections()
      await whenClosed
    },
  }
}
