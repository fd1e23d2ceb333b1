import type { Context } from 'hono'
import type { Deps } from '../../shared/deps.ts'
import { AppError } from '../../shared/domain/problems/app-error.ts'
import { locateError } from '../../shared/domain/problems/locate-error.ts'
import { LostRace } from '../../shared/domain/problems/lost-race.ts'
import type { AcceptDeps } from '../../shared/usecases/receiving/accept-event.ts'

const mostKilobytes = 256

/** The dependencies of both endpoints, `/hooks` and SNAP. */
export type WebhooksDeps = AcceptDeps & Pick<Deps, 'loans'>

/** The address that a call comes from. */
export type WebhooksEnv = { Variables: { address: string } }

/** Reads the body as bytes, because these were signed. Throws `too_large`. */
export async function readBody(c: Context): Promise<Uint8Array> {
  if (Number(c.req.header('Content-Length') ?? 0) > mostKilobytes * 1024) throw tooLarge()
  const bytes = new Uint8Array(await c.req.arrayBuffer())
  if (bytes.byteLength > mostKilobytes * 1024) throw tooLarge()
  return bytes
}

const tooLarge = () => new AppError('too_large', [{ code: 'body_too_large', params: { limitKB: mostKilobytes } }])

/** Returns the query string as it was sent, without `?`. */
export function readRawQuery(c: Context): string {
  const at = c.req.url.indexOf('?')
  return at < 0 ? '' : c.req.url.slice(at + 1)
}

/** Logs a lost race, or an unexpected error with its name and place. Other refusals concern only the caller. */
export function logFailure({ log }: Pick<Deps, 'log'>, error: Error): void {
  if (error instanceof LostRace) log('warn', 'A caller lost a race and must try again', { race: error.what })
  else if (!(error instanceof AppError)) log('error', 'A call failed', { error: error.name, place: locateError(error) })
}
