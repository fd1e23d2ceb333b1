import { startOnFreePort } from './free-port.ts'
import { listen } from './listen.ts'

type App = { fetch: (request: Request) => Response | Promise<Response> }

/**
 * Listens at once, because mails need the address before the app is ready. Answers 503 until `open` is called.
 *
 * @throws Error when no port is free
 */
export async function openDoor(port: number) {
  let app: App = { fetch: () => new Response('Starting', { status: 503, headers: { 'Retry-After': '5' } }) }
  const server = await startOnFreePort(port, (free) => listen({ fetch: (request) => app.fetch(request) }, free))
  return {
    ...server,
    open(to: App): void {
      app = to
    },
  }
}
