import { generateKeyPairSync } from 'node:crypto'
import { checkpointSigner } from '../../shared/gateways/checkpoint-signer.ts'
import { closeMonths } from '../../shared/usecases/issues/close-months.ts'
import { reissue } from '../../shared/usecases/issues/issues.ts'
import { correctMember } from '../../shared/usecases/members/correction.ts'
import { registerMember } from '../../shared/usecases/members/registration.ts'
import { fewAreas } from './few-areas.ts'
import { callerAs, request, type TestDeps, testDeps } from './test-deps.ts'
import { newNik } from './world.ts'

/** The issues in the order of issuing. */
export const fourIssues = ['2021-10-1', '2021-11-1', '2021-10-2', '2021-12-1']

/** The address of an issue's document on the public pages. */
export function documentAddress(issue: string): string {
  const [, month, number] = /^(.+)-(\d)$/.exec(issue) ?? []
  return `/reports/${month}/${number}/capaian-${issue}.json`
}

/** A table with four issues, the third of which corrects the first, and a day of the trail with two events. */
export async function publishFourIssues(): Promise<TestDeps> {
  const admin = callerAs('admin')
  const deps = await testDeps({ programme: fewAreas, firstMonth: '2021-10', now: '2021-10-20T05:00:00.000Z' })
  const register = async (registeredOn: string) =>
    registerMember(deps, admin, request(), {
      person: { name: 'Sri Wahyuni', nik: newNik() },
      ...{ gender: 'female', category: 'pemula', area: '31.71.01.1001', agency: 'PPAPP', registeredOn },
    })
  const { memberId } = (await register('2021-10-20')).answer
  await correctMember(deps, admin, memberId, 1, { area: '31.72.01.1001', reason: 'Pindah rumah' })
  await correctMember(deps, admin, memberId, 2, { area: '31.71.01.1001' })
  deps.clock.set('2021-12-04T23:00:00.000Z')
  await closeMonths(deps, 'schedule')
  await register('2021-10-05')
  await reissue(deps, admin, request(), { month: '2021-10', cause: 'Pendaftaran terlambat' })
  deps.clock.set('2022-01-04T23:00:00.000Z')
  await closeMonths(deps, 'schedule')
  return deps
}

/** The text of a checkpoint under the same signer's name, signed with another key. */
export async function forgeCheckpoint({ signer }: TestDeps, note: string): Promise<string> {
  const text = note.slice(0, note.lastIndexOf('\n\n') + 1)
  const seed = generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32)
  return checkpointSigner(signer.name, async () => seed).sign(text)
}
