import { describe, expect, test } from 'vitest'
import { logAccess } from '../../functions/api/middleware.ts'
import { handleError } from '../../functions/api/problem.ts'
import { newRouter } from '../../functions/api/router.ts'
import { conflict } from '../../shared/domain/problems/app-error.ts'
import { LostRace } from '../../shared/domain/problems/lost-race.ts'
import { jsonLog } from '../../shared/log.ts'

/** Asks a route that throws an error. Returns the answer, and what was logged besides the request itself. */
async function ask(error: Error) {
  const logged: string[] = []
  const log = jsonLog(
    (line) => logged.push(line),
    () => new Date('2021-11-30T05:00:00.000Z'),
  )
  const app = newRouter()
  app.onError(handleError({ log }))
  app.use(logAccess({ log }))
  app.get('/', () => {
    throw error
  })
  const answer = await app.request('/', { headers: { 'X-Request-Id': 'request-1' } })
  return {
    status: answer.status,
    retryAfter: answer.headers.get('Retry-After'),
    body: await answer.text(),
    logged: logged.filter((line) => !line.includes('"Request"')),
  }
}

describe('an error of a route', () => {
  test('that is an uncaught lost race asks the caller to retry, and the log names the race', async () => {
    const { status, retryAfter, body, logged } = await ask(new LostRace('import'))
    expect([status, retryAfter]).toEqual([503, '1'])
    expect(JSON.parse(body)).toMatchObject({ title: 'Busy', requestId: 'request-1', problems: [{ code: 'busy' }] })
    expect(logged).toHaveLength(1)
    expect(JSON.parse(logged[0] ?? '')).toMatchObject({ level: 'warn', requestId: 'request-1', race: 'import' })
  })

  test('that is a refusal is answered in full, and not logged', async () => {
    const { status, body, logged } = await ask(conflict('nik_taken', {}, ['person', 'nik']))
    expect(status).toBe(409)
    expect(JSON.parse(body)).toMatchObject({ problems: [{ code: 'nik_taken', path: '/person/nik' }] })
    expect(logged).toEqual([])
  })

  test('that is unexpected is answered and logged without its message', async () => {
    const { status, body, logged } = await ask(new TypeError('Sri Wahyuni is undefined'))
    expect(status).toBe(500)
    expect(JSON.parse(body)).toMatchObject({ problems: [{ code: 'internal' }] })
    expect(JSON.parse(logged[0] ?? '')).toMatchObject({ level: 'error', error: 'TypeError', requestId: 'request-1' })
    expect(body + logged.join('')).not.toContain('Wahyuni')
  })
})
