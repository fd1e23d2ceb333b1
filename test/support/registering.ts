import type { NewMember } from '../../shared/domain/member/member.ts'
import { readMember } from '../../shared/usecases/members/member-access.ts'
import { registerMember } from '../../shared/usecases/members/registration.ts'
import { fewAreas } from './few-areas.ts'
import { callerAs, request, type TestDeps, testDeps } from './test-deps.ts'
import { newNik } from './world.ts'

const admin = callerAs('admin')

/** A ledger of a few areas of Jakarta that begins in October 2021. */
export const jakarta = () => testDeps({ programme: fewAreas, firstMonth: '2021-10' })

/** A person who is not registered yet. */
export const newMember = (more: Partial<NewMember> = {}): NewMember => ({
  person: { name: 'Sri Wahyuni', nik: newNik() },
  gender: 'male',
  category: 'pemula',
  area: '31.71.01.1001',
  agency: 'PPKUKM',
  ...more,
})

export const register = async (deps: TestDeps, more: Partial<NewMember> = {}) =>
  (await registerMember(deps, admin, request(), newMember(more))).answer

export const lookUp = (deps: TestDeps, id: string) => readMember(deps, admin, 'member.read', id)
