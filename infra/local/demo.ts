import { randomBytes } from 'node:crypto'
import type { Deps } from '../../shared/deps.ts'
import { type Month, monthRange, nextMonth } from '../../shared/domain/calendar.ts'
import { idRandomBytes, sortableId } from '../../shared/domain/id.ts'
import type { Member } from '../../shared/domain/member.ts'
import { closeMonths } from '../../shared/usecases/close-months.ts'
import { eachOf } from '../../shared/usecases/each-of.ts'
import { next } from '../../shared/usecases/members.ts'
import { openBooks } from '../../shared/usecases/open-books.ts'
import { type Act, post } from '../../shared/usecases/post.ts'
import { carryOut, type DemoAct, type DemoMember, itemsAtMost } from './demo-acts.ts'
import { closingOf, wib } from './demo-calendar.ts'
import { grantDemoRoles, setDemoTargets } from './demo-office.ts'
import { type DemoSize, demoPlan, fullSize } from './demo-plan.ts'

/** Which months a demo fills: all but the last are closed. */
export type Demo = { firstMonth: Month; lastMonth: Month }

const itemsOfTransaction = 100
const transactionsAtOnce = 4

/**
 * Fills an empty ledger with a demo that ends with `lastMonth`, which must have ended. The clock of `deps` is not
 * asked: the demo's own runs through the months, each closed by the use case as it would have been.
 */
export async function seedDemo(
  deps: Deps,
  lastMonth: Month,
  { size = fullSize, progress = () => {} }: { size?: DemoSize; progress?: (line: string) => void } = {},
): Promise<Demo> {
  const plan = demoPlan(deps.frame, lastMonth, size)
  const { firstMonth } = plan
  let at = wib(`${firstMonth}-01`, 0)
  const seeding: Deps = {
    ...deps,
    now: () => at,
    newId: (prefix) => sortableId(prefix, at, randomBytes(idRandomBytes)),
    log: (level, message, fields) => {
      if (level !== 'info') deps.log(level, message, fields)
    },
  }
  await openBooks(seeding, firstMonth)
  await grantDemoRoles(seeding, at)
  await setDemoTargets(seeding, firstMonth)

  const members = new Map<string, Member>()
  let from = at
  for (const month of monthRange(firstMonth, lastMonth)) {
    at = month === lastMonth ? wib(`${nextMonth(month)}-01`, -1) : closingOf(month)
    const recorded = await record(seeding, members, duePart(plan.members, from, at))
    if (month !== lastMonth) await closeMonths(seeding, 'demo')
    progress(
      `  ${month}  ${String(recorded).padStart(4)} ${month === lastMonth ? 'recorded, open' : 'recorded, closed'}`,
    )
    from = at
  }
  return { firstMonth, lastMonth }
}

/** Of each member the acts of a span of time (its end included), if there are any. */
const duePart = (members: DemoMember[], from: Date, to: Date): DemoMember[] =>
  members
    .map((member) => ({ ...member, acts: member.acts.filter(({ at }) => from < at && at <= to) }))
    .filter(({ acts }) => acts.length > 0)

/**
 * Records what is due, many members in one transaction: one by one it takes minutes. `members` holds them all as they
 * are, since nobody else writes.
 */
async function record(deps: Deps, members: Map<string, Member>, due: DemoMember[]): Promise<number> {
  // Neighbours share the counters of their kelurahan, and so the write that changes them.
  const byArea = due.toSorted((a, b) => (a.area < b.area ? -1 : 1))
  const batches = inBatches(byArea)
  await eachOf(batches, transactionsAtOnce, async (batch) => {
    const after = await post(deps, { actor: 'demo', source: 'demo' }, async (posting): Promise<Act<Member[]>> => {
      const outcomes = batch.map(({ number, acts }) => carryOut(posting, number, members.get(number), acts))
      const all = outcomes.map(({ member }) => (members.has(member.id) ? next(member) : member))
      const added = all.filter(({ id }) => !members.has(id))
      return {
        members: all.filter(({ id }) => members.has(id)),
        entries: outcomes.flatMap(({ entries }) => entries),
        also: added.flatMap((member) => [deps.members.add(member), ...claimNik(deps, member)]),
        answer: all,
      }
    })
    for (const member of after) members.set(member.id, member)
  })
  return due.reduce((sum, { acts }) => sum + acts.length, 0)
}

const claimNik = ({ members }: Pick<Deps, 'members'>, { id, person }: Member) =>
  person?.nik === undefined ? [] : members.claimNik(person.nik, id)

function inBatches(due: DemoMember[]): DemoMember[][] {
  const batches: DemoMember[][] = []
  let room = 0
  for (const member of due) {
    const items = member.acts.reduce((sum, act: DemoAct) => sum + itemsAtMost(act), 0)
    if (items > room) {
      batches.push([])
      room = itemsOfTransaction
    }
    batches.at(-1)?.push(member)
    room -= items
  }
  return batches
}
