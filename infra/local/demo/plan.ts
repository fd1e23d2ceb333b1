import type { Month } from '../../../shared/domain/calendar.ts'
import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import { firstStage } from '../../../shared/domain/programme/programme.ts'
import { makeMemberNumber } from '../../../shared/domain/values/member-number.ts'
import type { DemoMember } from './acts.ts'
import { type DemoCalendar, demoCalendar } from './calendar.ts'
import { drawMember } from './members.ts'
import { addMistakes } from './mistakes.ts'
import { demoMix } from './mix.ts'
import { adultBirthYears } from './people.ts'
import { type SeededRandom, seededRandom } from './seeded-random.ts'

/** The only complete row that was published, of 27 October 2021 (megapolitan.kompas.com, 12 November 2021). */
const publishedRow = { P1: 284_164, P2: 176_891, P3: 157_498, P4: 148_374, P5: 44_456, P6: 32_883, P7: 6_159 }

/** The number of months of the demo, and the scale (1:100) at which it repeats the published row. */
export type DemoSize = { months: number; scale: number }
export const fullSize: DemoSize = { months: 13, scale: 100 }

/** Computes how many members hold each stage when the demo ends. */
export const scalePublishedRow = ({ scale }: DemoSize): Record<string, number> =>
  Object.fromEntries(Object.entries(publishedRow).map(([stage, count]) => [stage, Math.round(count / scale)]))

export type DemoPlan = Pick<DemoCalendar, 'firstMonth' | 'lastMonth'> & { members: DemoMember[] }

/**
 * Plans everything that is recorded in the demo. The plan depends only on the last month and the size. Some of it is
 * recorded late, reversed or reclassified, but the counts at the end of the last month are those of `scalePublishedRow`.
 */
export function planDemo(frame: Frame, lastMonth: Month, size: DemoSize = fullSize): DemoPlan {
  const random = seededRandom(20_211_027)
  const calendar = demoCalendar(lastMonth, size.months)
  const draw = {
    ...calendar,
    random,
    mix: demoMix(frame, random),
    frame,
    birthYears: adultBirthYears(calendar.firstMonth),
    number: () => makeMemberNumber(random.bytes(5)),
  }
  const members = drawHoldings(frame, random, scalePublishedRow(size)).map((stages, i) =>
    drawMember(draw, stages, i + 1),
  )
  const { firstMonth } = calendar
  return { firstMonth, lastMonth, members: addMistakes(draw, members) }
}

/**
 * Draws for each member the stages, beside the first, that the member holds when the demo ends. A member with many
 * stages is likelier to get another, as in the published row.
 */
function drawHoldings({ programme }: Frame, random: SeededRandom, row: Record<string, number>): string[][] {
  const all = Array.from({ length: row[firstStage(programme).code] ?? 0 }, (): string[] => [])
  for (const { code } of programme.stages.slice(1)) {
    const keenness = new Map(all.map((stages) => [stages, random.fraction() + stages.length / 8]))
    const keenest = all.toSorted((a, b) => (keenness.get(b) ?? 0) - (keenness.get(a) ?? 0))
    for (const stages of keenest.slice(0, row[code])) stages.push(code)
  }
  return random.pickSome(all, all.length)
}
