import { dayOf } from '../../shared/domain/calendar.ts'
import { registerMember } from '../../shared/usecases/members/registration.ts'
import { recordStage } from '../../shared/usecases/members/stages.ts'
import { callerAs, request, type TestDeps } from './test-deps.ts'
import { newNik } from './world.ts'

/** The administrator of Harbourville. */
export const admin = callerAs('admin', { area: 'HV' })

export const today = ({ now, frame }: TestDeps) => dayOf(now(), frame.programme.zone)

/** The input that registers somebody in Harbourville. */
export const somebody = () => ({
  person: { name: 'Rosa Lim', nik: newNik() },
  gender: 'male' as const,
  category: 'new',
  area: 'HV.N.1',
  agency: 'trade',
})

/** Registers somebody with these stages, all of today. Returns the member number. */
export async function member(deps: TestDeps, ...stages: string[]): Promise<string> {
  const { answer } = await registerMember(deps, admin, request(), somebody())
  for (const stage of stages)
    await recordStage(deps, admin, request(), answer.memberId, { stage, happenedOn: today(deps) })
  return answer.memberId
}
