import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { findFreePort } from '../../../infra/local/free-port.ts'

it('gives the preferred port while it is free', async () => {
  const port = await findFreePort(0)
  expect(await findFreePort(port)).toBe(port)
})

it.each(['127.0.0.1', '0.0.0.0'])('gives a later port when the preferred one is taken on %s', async (host) => {
  const port = await take(await findFreePort(0), host)
  expect(await findFreePort(port)).toBeGreaterThan(port)
})

it('gives up when no port is left', async () => {
  await take(65_535, '127.0.0.1')
  await expect(findFreePort(65_535)).rejects.toThrow('No port from 65535 up is free')
})

async function take(port: number, host: string): Promise<number> {
  const server = createServer().listen(port, host)
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return port
}
