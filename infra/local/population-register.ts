import { Hono } from 'hono'
import * as z from 'zod'
import { Day } from '../../shared/domain/calendar.ts'
import { PersonName } from '../../shared/domain/values/name.ts'
import { listNikWarnings, Nik } from '../../shared/domain/values/nik.ts'
import { listen } from './listen.ts'

const Question = z.strictObject({ nik: Nik, name: PersonName, birthDate: Day })

/** No region has this code, so nobody's NIK begins with it. */
const fictionalRegion = '99'

/**
 * Starts a stand-in for the population register. It knows only invented people: a NIK that begins with 99 matches if it
 * contains the birth date. No other NIK matches.
 */
export const startPopulationRegister = (port: number) =>
  listen(
    new Hono().post('/', async (c) => {
      const question = Question.safeParse(await c.req.json())
      if (!question.success) return c.json({ error: 'invalid' }, 400)
      const { nik, birthDate } = question.data
      return c.json({ match: nik.startsWith(fictionalRegion) && listNikWarnings(nik, { birthDate }).length === 0 })
    }),
    port,
  )
