import type { Programme } from '../../../../shared/domain/programme/programme.ts'
import { findOrderPolicy } from '../../../../shared/domain/programme/programme.ts'
import type { SeededRandom } from '../../demo/seeded-random.ts'
import { scaledAnchors } from './anchors.ts'
import { dayAt, dayCount, planDailyAttainments } from './schedule.ts'

/** The day on which each member reached each stage, by stage and by member in order of registration; -1 for never. */
export type Attainments = Int16Array[]

/** The share of stages that are reached out of order, once the programme allows that. */
const outOfOrderShare = 0.4
const mostDraws = 1000

/**
 * Simulates members and their stages day by day. On each day, as many members reach a stage as the published figures
 * need. While the order is strict, a stage goes only to members who hold the stage before it. Later, many stages go to
 * members drawn from all who are registered.
 */
export function simulateAttainments(programme: Programme, random: SeededRandom, scale: number): Attainments {
  const stages = programme.stages.map(({ code }) => code)
  const plans = stages.map((stage) => planDailyAttainments(random, stage, scaledAnchors(stage, scale)))
  const members = plans[0]?.reduce((sum, n) => sum + n, 0) ?? 0
  const days: Attainments = stages.map(() => new Int16Array(members).fill(-1))
  const queues = stages.map(() => makeQueue(random))
  let registeredCount = 0

  const attain = (k: number, member: number, day: number) => {
    const daysOfStage = days[k]
    if (daysOfStage) daysOfStage[member] = day
    if (k + 1 < stages.length && days[k + 1]?.[member] === -1) queues[k + 1]?.push(member)
  }
  const lacks = (k: number, member: number) => days[k]?.[member] === -1

  for (let day = 0; day < dayCount; day++) {
    const isOrderFree = findOrderPolicy(programme, dayAt(day)).order === 'free'
    for (let n = plans[0]?.[day] ?? 0; n > 0; n--) attain(0, registeredCount++, day)
    for (let k = 1; k < stages.length; k++)
      for (let n = plans[k]?.[day] ?? 0; n > 0; n--) {
        const isOutOfOrder = isOrderFree && random.happens(outOfOrderShare)
        const member = isOutOfOrder
          ? drawMember(random, registeredCount, (candidate) => lacks(k, candidate))
          : queues[k]?.take((candidate) => lacks(k, candidate))
        if (member === undefined) throw new Error(`Nobody is left who may reach ${stages[k]} on ${dayAt(day)}`)
        attain(k, member, day)
      }
  }
  return days
}

function drawMember(random: SeededRandom, count: number, suits: (member: number) => boolean): number | undefined {
  for (let draw = 0; draw < mostDraws; draw++) {
    const member = random.int(0, count - 1)
    if (suits(member)) return member
  }
  return undefined
}

/** A queue of members who wait for a stage. Those who have waited longest tend to be taken first. */
function makeQueue(random: SeededRandom) {
  const members: number[] = []
  let head = 0
  return {
    push: (member: number) => members.push(member),
    take(suits: (member: number) => boolean): number | undefined {
      while (head < members.length) {
        const at = head + Math.floor(random.fraction() ** 3 * (members.length - head))
        const member = members[at]
        members[at] = members[head] ?? 0
        head++
        if (member !== undefined && suits(member)) return member
      }
      return undefined
    },
  }
}
