import { previousMonth } from '../../../shared/domain/calendar.ts'
import { setTarget } from '../../../shared/usecases/figures/targets.ts'
import { closeFor, closeMonths } from '../../../shared/usecases/issues/close-months.ts'
import { reissue } from '../../../shared/usecases/issues/issues.ts'
import { withdrawObstacle, writeObstacle } from '../../../shared/usecases/issues/obstacles.ts'
import { repairCell } from '../../../shared/usecases/ledger/repair.ts'
import { recordStage } from '../../../shared/usecases/members/stages.ts'
import { admin, member, today } from '../harbourville.ts'
import { currentMonth } from '../ledger-state.ts'
import { request, type TestDeps } from '../test-deps.ts'
import { type OnceCase, passMonth } from './once-case.ts'

const obstacle = { obstacle: 'The hall was flooded', followUp: 'Classes move to the library' }

/** Closes a month, and posts a late entry for it. Returns the month. */
async function closeLateMonth(deps: TestDeps): Promise<string> {
  const happenedOn = today(deps)
  const id = await member(deps)
  passMonth(deps)
  await closeMonths(deps, 'test')
  await recordStage(deps, admin, request(), id, { stage: 'learn', happenedOn })
  return previousMonth(currentMonth(deps))
}

export const monthOnceCases: OnceCase[] = [
  {
    name: 'setting a target',
    arrange: async (deps) => {
      const input = { indicator: 'shops', area: 'HV', from: currentMonth(deps), to: '2030-12', value: 9, basis: 'Plan' }
      return (others, asked) => setTarget(others, admin, asked, input)
    },
  },
  {
    name: 'writing an obstacle',
    arrange: async (deps) => {
      const written = { month: currentMonth(deps), area: 'HV', ...obstacle }
      return (others, asked) => writeObstacle(others, admin, asked, written)
    },
  },
  {
    name: 'taking an obstacle back',
    arrange: async (deps) => {
      const month = currentMonth(deps)
      const { answer } = await writeObstacle(deps, admin, request(), { month, area: 'HV', ...obstacle })
      return (others, asked) => withdrawObstacle(others, admin, asked, { month, id: answer.id })
    },
  },
  {
    name: 'closing',
    arrange: async (deps) => {
      await member(deps)
      passMonth(deps)
      return (others, asked) => closeFor(others, admin, asked)
    },
  },
  {
    name: 'issuing again',
    arrange: async (deps) => {
      const month = await closeLateMonth(deps)
      return (others, asked) => reissue(others, admin, asked, { month, cause: 'A late certificate' })
    },
  },
  {
    name: 'repairing a cell',
    arrange: async (deps) => {
      await member(deps)
      const where = { month: currentMonth(deps), area: 'HV.N.1' }
      const cell = { stage: 'apply', agency: 'trade', gender: 'female', category: 'heir' } as const
      await deps.commit(deps.tallies.add({ ...where, counters: { [deps.frame.names.nameOf('attained', cell)]: 1 } }))
      return (others, asked) => repairCell(others, admin, asked, { ...where, reason: 'Found by recount' })
    },
  },
]
