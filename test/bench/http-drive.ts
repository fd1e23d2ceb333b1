import { quantile } from './samples.ts'

/** A question to a server, asked again and again: with a body, it writes. */
export type Asked = { path: string; body?: unknown }

/** Requests per second, and how many milliseconds the slowest of twenty took. */
export type Taken = { perSecond: number; p95: number }

let keys = 0

/** Asks a server by so many clients at once, each of which asks again as soon as it is answered, for some seconds. */
export async function drive(
  { endpoint, token }: { endpoint: string; token: string },
  next: () => Asked,
  { clients, seconds }: { clients: number; seconds: number },
): Promise<Taken> {
  const ms: number[] = []
  const ask = async () => {
    const started = performance.now()
    const { path, body } = next()
    const headers = {
      Authorization: `Bearer ${token}`,
      ...(body !== undefined && {
        'Content-Type': 'application/json',
        'Idempotency-Key': `bench-http-${String(++keys).padStart(24, '0')}`,
      }),
    }
    const init = body === undefined ? { method: 'GET' } : { method: 'POST', body: JSON.stringify(body) }
    const answer = await fetch(endpoint + path, { ...init, headers })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text}`)
    ms.push(performance.now() - started)
  }
  await ask()
  ms.length = 0
  const started = performance.now()
  const until = started + seconds * 1000
  const client = async () => {
    while (performance.now() < until) await ask()
  }
  await Promise.all(Array.from({ length: clients }, client))
  return { perSecond: ms.length / ((performance.now() - started) / 1000), p95: quantile(ms, 0.95) }
}
