import { randomInt } from 'node:crypto'
import type { NewMember } from '../../../functions/api/client.ts'
import { type Day, monthOfDay } from '../../../shared/domain/calendar.ts'
import { bornFor, demoPerson } from '../demo/people.ts'
import { seededRandom } from '../demo/seeded-random.ts'

// The demo uses lower serials.
const serials = { from: 5_000, to: 10_000 }

/** Invents a person who is not in the demo. Each call invents another one. */
export function newcomer(
  gender: 'female' | 'male',
  { area, agency, today }: { area: string; agency: string; today: Day },
): NewMember & { person: { nik: string } } {
  const random = seededRandom(randomInt(2 ** 32))
  const serial = randomInt(serials.from, serials.to)
  const person = demoPerson(random, { gender, area, serial, born: bornFor(monthOfDay(today)) })
  return { person, gender, category: 'pemula', area, agency }
}
