import { randomInt } from 'node:crypto'
import type { NewMember } from '../../../functions/api/client.ts'
import { type Day, monthOfDay } from '../../../shared/domain/calendar.ts'
import { adultBirthYears, drawPerson } from '../demo/people.ts'
import { seededRandom } from '../demo/seeded-random.ts'

// The demo uses lower serials.
const serials = { from: 5_000, to: 10_000 }

/** Invents a person who is not in the demo. Each call invents another one. */
export function inventNewcomer(
  gender: 'female' | 'male',
  { area, agency, today }: { area: string; agency: string; today: Day },
): NewMember & { person: { nik: string } } {
  const random = seededRandom(randomInt(2 ** 32))
  const serial = randomInt(serials.from, serials.to)
  const person = drawPerson(random, { gender, area, serial, birthYears: adultBirthYears(monthOfDay(today)) })
  return { person, gender, category: 'pemula', area, agency }
}
