import { type DemoAct, decideActs } from '../../infra/local/demo/acts.ts'
import { closingInstant } from '../../infra/local/demo/calendar.ts'
import { type DemoPlan, planDemo } from '../../infra/local/demo/plan.ts'
import { type Month, monthRange } from '../../shared/domain/calendar.ts'
import { sumContributions } from '../../shared/domain/ledger/contribution.ts'
import type { Entry } from '../../shared/domain/ledger/entry.ts'
import { makeFrame } from '../../shared/domain/ledger/frame.ts'
import type { Member } from '../../shared/domain/member/member.ts'
import { type MadeIssue, madeIssues } from './made-issues.ts'
import { plainJakarta } from './plain-jakarta.ts'

const frame = makeFrame(plainJakarta)

/** The entries of a plan. Each month closes when the demo closes it. */
export function entriesOfDemo({ firstMonth, lastMonth, members }: DemoPlan): Entry[] {
  const closings = monthRange(firstMonth, lastMonth).map((month) => ({ month, until: closingInstant(month) }))
  const openAt = ({ at }: DemoAct) => closings.find(({ until }) => at <= until)?.month ?? lastMonth
  return members.flatMap(({ number, acts }) => {
    let member: Member | undefined
    return acts.flatMap((act) => {
      const context = { ...frame, firstMonth, openFrom: openAt(act), now: act.at, actor: '', source: '', newEntryId }
      const outcome = decideActs(context, number, member, [act])
      member = outcome.member
      return outcome.entries
    })
  })
}
let entryIds = 0
const newEntryId = () => `ent_${entryIds++}`

/** The issues of the demo's months, without loans. */
export function demoIssues(lastMonth: Month): MadeIssue[] {
  const plan = planDemo(frame, lastMonth)
  const { tallies, shifts } = sumContributions(frame.names, entriesOfDemo(plan))
  const months = monthRange(plan.firstMonth, plan.lastMonth).map((month) => ({
    month,
    tallies: tallies.filter((each) => each.month === month),
    shifts: shifts.filter((each) => each.month === month),
  }))
  return madeIssues({ ...plainJakarta, firstMonth: plan.firstMonth }, months)
}
