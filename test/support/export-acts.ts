import { buffer } from 'node:stream/consumers'
import { parse } from 'csv-parse/sync'
import * as z from 'zod'
import type { Caller } from '../../shared/domain/access/grant.ts'
import type { NewMember } from '../../shared/domain/member/member.ts'
import { requestExport } from '../../shared/usecases/export/exports.ts'
import { registerMember } from '../../shared/usecases/members/registration.ts'
import { bucketContents } from './bucket-contents.ts'
import { fewAreas } from './few-areas.ts'
import { callerAs, request, type TestDeps, testDeps } from './test-deps.ts'

const arranger = callerAs('admin', { subject: 'arranger' })

/** A person with a value in every field of an export. */
export const sri = {
  name: 'Sri Wahyuni',
  nik: '3171016703980001',
  phone: '+6281234567890',
  email: 'sri@example.id',
  birthDate: '1998-03-27',
}

export const intakeFiles = (deps: TestDeps) => bucketContents(`${deps.tableName}-intake`)

/** Dependencies on a small Jakarta, with grants for these callers. */
export async function exportDeps(...callers: Caller[]): Promise<TestDeps> {
  const deps = await testDeps({ programme: fewAreas, firstMonth: '2021-10' })
  for (const grant of callers.flatMap(({ grants }) => grants)) await deps.commit(...deps.grants.add(grant))
  return deps
}

/** Registers somebody. Returns the member number. */
export async function registerSomebody(
  deps: TestDeps,
  more: Partial<NewMember> & { name?: string } = {},
): Promise<string> {
  const { name = 'Sri Wahyuni', person = { name }, ...rest } = more
  const { answer } = await registerMember(deps, arranger, request(), {
    gender: 'female',
    category: 'pemula',
    area: '31.71.01.1001',
    agency: 'PPKUKM',
    registeredOn: '2021-11-03',
    ...rest,
    person,
  })
  return answer.memberId
}

/** Restricts the processing of a member's data. */
export async function restrictMember(deps: TestDeps, id: string): Promise<void> {
  const member = await deps.members.get(id)
  if (!member) throw new Error('There is no such member')
  const restrictedAt = deps.now().toISOString()
  await deps.commit(deps.members.save({ ...member, restrictedAt, version: member.version + 1 }))
}

/** Asks for an export, by default of everything. Returns its id. */
export async function askForExport(
  deps: TestDeps,
  caller: Caller,
  more: Partial<Parameters<typeof requestExport>[3]> = {},
): Promise<string> {
  const exportInput = { filter: {}, format: 'csv', revealed: false, reason: 'Rapat', ...more } as const
  return (await requestExport(deps, caller, request(), exportInput)).answer.exportId
}

/** The file of an export; empty if there is none. */
export async function fileBytes(deps: TestDeps, id: string): Promise<Buffer> {
  const { file = '' } = (await deps.exports.get(id)) ?? {}
  const body = file === '' ? undefined : await deps.intake.open(file)
  return body ? buffer(body) : Buffer.alloc(0)
}

/** The rows of an export in CSV, headings first. */
export async function readCsvRows(deps: TestDeps, id: string): Promise<string[][]> {
  return z.array(z.array(z.string())).parse(parse(await fileBytes(deps, id), { bom: true }))
}
