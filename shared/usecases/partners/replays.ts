import type { KeptLoan } from '../../data/loans.ts'
import type { HeldObligation } from '../../data/obligations.ts'
import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import type { Instant } from '../../domain/calendar.ts'
import { type ParkedObligation, replayObligation } from '../../domain/jobs/obligation.ts'
import {
  isSelected,
  mostReplayed,
  type NewReplay,
  planReplay,
  ReplayBegun,
  type ReplayFilter,
  type ReplayPlan,
  type WaitingWork,
} from '../../domain/partner/replay.ts'
import { conflict } from '../../domain/problems/app-error.ts'
import { isLostRace } from '../../domain/problems/lost-race.ts'
import { makeLoansDue } from '../loans/loans-due.ts'
import { mapAtOnce } from '../map-at-once.ts'
import { type IdempotentRequest, isPastRepeating, once } from '../once.ts'
import { permitPartners, readPartner } from './partners.ts'

type PlanDeps = Pick<Deps, 'partners' | 'frame' | 'obligations' | 'loans'>
type ReplayDeps = PlanDeps & Pick<Deps, 'claims' | 'commit' | 'now' | 'log'>

/** Waiting work, and how to make it due. */
type Selected = WaitingWork & { makeDue: (deps: ReplayDeps) => Promise<Write[]> }

const pageSize = 100
const writesAtOnce = 8

/** What a filter selects from a partner's waiting work. Changes nothing. */
export async function readReplayPlan(
  deps: PlanDeps,
  caller: Caller,
  code: string,
  filter: ReplayFilter,
): Promise<ReplayPlan> {
  await readPartner(deps, caller, code)
  return planReplay(await selectWork(deps, code, filter))
}

/**
 * Makes the work that a filter selects due now, for the next sweep. Throws `conflict` if the filter selects more or
 * less work than its plan said. The claim is written first. A repeat within minutes continues an interrupted replay,
 * but leaves out work that began to wait after the claim. A later repeat only returns the answer.
 */
export async function replaySelected(
  deps: ReplayDeps,
  caller: Caller,
  request: IdempotentRequest,
  code: string,
  { count, ...filter }: NewReplay,
): Promise<{ answer: ReplayBegun; replayed: boolean }> {
  permitPartners(deps, caller, 'partners.write')
  await readPartner(deps, caller, code)
  const result = await once(deps, caller, request, ReplayBegun, async (keepAnswer) => {
    const selection = await selectWork(deps, code, filter)
    if (selection.length !== count) throw conflict('replay_count', { count: selection.length }, ['count'])
    const answer = { partner: code, count, at: deps.now().toISOString() }
    await deps.commit(keepAnswer(answer))
    deps.log('info', 'Waiting work is replayed', { ...answer, state: filter.state })
    return answer
  })
  const { at } = result.answer
  if (isPastRepeating(at, deps.now())) return result
  const selection = await selectWork(deps, code, filter, at)
  await mapAtOnce(selection, writesAtOnce, async ({ makeDue }) => {
    try {
      await deps.commit(...(await makeDue(deps)))
    } catch (error) {
      // Somebody else has taken it up.
      if (!isLostRace(error, 'lease') && !isLostRace(error, 'loan')) throw error
    }
  })
  return result
}

/**
 * Reads the waiting work that a filter selects, the longest waiting first, up to the most that one replay takes. With
 * `until`, it leaves out work that began to wait after that instant.
 */
async function selectWork(deps: PlanDeps, partner: string, filter: ReplayFilter, until?: Instant): Promise<Selected[]> {
  const { zone } = deps.frame.programme
  const selected: Selected[] = []
  let after: string | undefined
  do {
    const page = await readWaiting(deps, partner, filter, { after, limit: pageSize })
    selected.push(
      ...page.items.filter((each) => isSelected(each, filter, zone) && (until === undefined || each.since <= until)),
    )
    after = page.last
  } while (after !== undefined && selected.length < mostReplayed)
  return selected.slice(0, mostReplayed)
}

type Page = { after: string | undefined; limit: number }

async function readWaiting(
  { obligations, loans }: PlanDeps,
  partner: string,
  { state }: ReplayFilter,
  page: Page,
): Promise<{ items: Selected[]; last?: string | undefined }> {
  if (state === 'unapplied') {
    const { items, last } = await obligations.listParked({ kind: 'receipt', owner: partner }, page)
    return { items: items.map(selectReceipt), last }
  }
  const { items, last } = await loans.pageOfList(state, { ...page, partner })
  const records = new Map((await loans.getMany(items.map(({ id }) => id))).map((record) => [record.id, record]))
  return {
    items: items.flatMap(({ id, since }) => {
      const record = records.get(id)
      return record ? [selectLoan(record, since)] : []
    }),
    last,
  }
}

const selectReceipt = (held: HeldObligation<ParkedObligation>): Selected => ({
  since: held.obligation.parkedAt,
  reasons: [held.obligation.reason],
  makeDue: async ({ obligations, now }) => [obligations.move(held, replayObligation(held.obligation, now()))],
})

const selectLoan = (record: KeptLoan, since: Instant): Selected => ({
  since,
  reasons: record.parked
    ? [record.parked.reason]
    : [...record.review.map(({ why }) => why), ...(record.stageProblems ?? [])],
  makeDue: (deps) => makeLoansDue(deps, [record], deps.now()),
})
