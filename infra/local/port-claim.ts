import { once } from 'node:events'
import { createServer } from 'node:net'

/** Another process listens on the port, or is about to. */
export class PortTaken extends Error {
  override name = 'PortTaken'
  constructor(port: number) {
    super(`Port ${port} is taken`)
  }
}

/** Ports from here up were given out by the operating system, which gives no port to two processes. */
const firstSystemPort = 20_000

/**
 * Claims a port for a program that is slow to start listening. Until the program listens, this process holds the claim
 * by listening on a second port. The claim ends with this process at the latest.
 *
 * @throws PortTaken if somebody else has claimed it
 */
export async function claimPort(port: number): Promise<{ release: () => void }> {
  if (port >= firstSystemPort) return { release: () => {} }
  const server = createServer().listen({ port: port + firstSystemPort, host: '127.0.0.1', exclusive: true })
  try {
    await once(server, 'listening')
  } catch {
    throw new PortTaken(port)
  }
  return { release: () => server.close() }
}
