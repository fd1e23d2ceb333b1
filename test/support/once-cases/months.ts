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
      return (others, request) => setTarget(others, admin, request, input)
    },
  },
  {
    name: 'writing an obstacle',
    arrange: async (deps) => {
      const written = { month: currentMonth(deps), area: 'HV', ...obstacle }
      return (others, request) => writeObstacle(others, admin, request, written)
    },
  },
  {
    name: 'taking an obstacle back',
    arrange: async (deps) => {
      const month = currentMonth(deps)
      const { answer } = await writeObstacle(deps, admin, request(), { month, area: 'HV', ...obstacle })
      return (others, request) => withdrawObstacle(others, admin, request, { month, id: answer.id })
    },
  },
  {
    name: 'closing',
    arrange: async (deps) => {
      await member(deps)
      passMonth(deps)
      return (others, request) => closeFor(others, admin, request)
    },
  },
  {
    name: 'issuing again',
    arrange: async (deps) => {
      const month = await closeLateMonth(deps)
      return (others, request) => reissue(others, admin, request, { month, cause: 'A late certificate' })
    },
  },
  {
    name: 'repairing a cell',
    arrange: async (deps) => {
      await member(deps)
      const where = { month: currentMonth(deps), area: 'HV.N.1' }
      const cell = { stage: 'apply', agency: 'trade', gender: 'female', category: 'heir' } as const
      await deps.commit(deps.tallies.add({ ...where, counters: { [deps.frame.names.nameOf('attained', cell)]: 1 } }))
      return (others, request) => repairCell(others, admin, request, { ...where, reason: 'Found by recount' })
    },
  },
]
