import { onFreePort } from './free-port.ts'
import { listen } from './listen.ts'

type App = { fetch: (request: Request) => Response | Promise<Response> }

/**
 * Listens at once, and answers 503 until an app opens, because mails need the address before that.
 *
 * @throws Error when no port is free
 */
export async function openDoor(port: number) {
  let app: App = { fetch: () => new Response('Starting', { status: 503, headers: { 'Retry-After': '5' } }) }
  const server = await onFreePort(port, (free) => listen({ fetch: (request) => app.fetch(request) }, free))
  return {
    ...server,
    open(to: App): void {
      app = to
    },
  }
}
