import { createServer } from 'node:net'
import { PortTaken } from './port-claim.ts'

/**
 * Finds the preferred port on 127.0.0.1 or, if that is taken, the next free port above it. 0 asks for any free port.
 *
 * @throws Error when every port from the preferred one up is taken
 */
export async function findFreePort(preferred: number): Promise<number> {
  for (let port = preferred; port <= 65_535; port++) {
    const free = await probePort(port, '127.0.0.1')
    // On macOS, one server can listen on 127.0.0.1 and another on all addresses, with the same port. So the port must
    // be free on both.
    if (free !== undefined && (await probePort(free)) !== undefined) return free
  }
  throw new Error(`No port from ${preferred} up is free`)
}

/**
 * Starts a server on the preferred port or the next free one. If another process takes that port first, tries the next.
 */
export async function startOnFreePort<T>(preferred: number, start: (port: number) => Promise<T>): Promise<T> {
  const port = await findFreePort(preferred)
  try {
    return await start(port)
  } catch (error) {
    const isTaken =
      error instanceof PortTaken || (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
    if (!isTaken && (await findFreePort(port)) === port) throw error
    return startOnFreePort(port + 1, start)
  }
}

function probePort(port: number, host?: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(undefined)
      else reject(error)
    })
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address()
      server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : port))
    })
  })
}
