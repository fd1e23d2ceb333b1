import { expect } from 'vitest'
import * as z from 'zod'
import { runImport } from '../../infra/local/job-machine.ts'
import { Import } from '../../shared/domain/import/import.ts'
import type { Member } from '../../shared/domain/member/member.ts'
import { OwnRecord, SelfRegistered } from '../../shared/domain/member/own-record.ts'
import { computeFigures } from '../../shared/usecases/figures/figures.ts'
import { fileOf } from '../../shared/usecases/import/import-files.ts'
import { DisputeDecided } from '../../shared/usecases/members/disputes.ts'
import { codesOfProblem, problemOf } from './problem.ts'
import { tableContents } from './table-contents.ts'
import type { TestDeps } from './test-deps.ts'
import { inside, type World } from './world.ts'

const History = z.object({ items: z.array(z.record(z.string(), z.unknown())) })

/** The input with which Budi Santoso registers himself. */
export const registrationOf = (nik: string | undefined) => ({
  person: { name: 'Budi Santoso', phone: '0812 3456 7890', birthDate: '1990-03-15', ...(nik && { nik }) },
  gender: 'male',
  category: 'pemula',
  area: inside.area,
})

/** The status of a refusal and its problem codes. */
export const readRefusal = async (answer: Response): Promise<(string | number)[]> => [
  answer.status,
  ...codesOfProblem(await problemOf(answer)),
]

/** Expects no identifiers, names or birth dates of these people in the clear, in the table or the log. */
export async function expectNoPersonalData({ tableName, logged }: TestDeps): Promise<void> {
  const stored = JSON.stringify(await tableContents(tableName))
  for (const text of [stored, logged.join('\n')])
    expect(text).not.toMatch(/(?<!\d)31\d{14}(?!\d)|8123456789|Santoso|1990-03-15/)
}

/** Requests to the API by people with accounts of their own, and by officers. `now` returns the running test's world. */
export function selfServiceActs(now: () => World) {
  const post = (as: string, path: string, body: unknown, headers = {}) =>
    now().call('POST', `/v1${path}`, { as, body, headers })

  async function readRecord(id: string): Promise<Member> {
    const member = await now().deps.members.get(id)
    if (!member) throw new Error(`There is no member ${id}`)
    return member
  }

  /** Validates an import of these rows, without confirming it. Returns its id. */
  async function validateRows(...rows: string[]): Promise<string> {
    const { deps } = now()
    const { id } = Import.parse(await (await post('admin', '/imports', {})).json())
    const file = ['name,nik,phone,birthDate,category,area,agency,P1', ...rows].join('\n')
    await deps.intake.put(fileOf(id).upload, Buffer.from(file), 'text/csv')
    await post('admin', `/imports/${id}/validations`, undefined)
    await runImport(deps, { importId: id, task: 'validate' })
    return id
  }

  const verify = (id: string, more: object = {}, as = 'admin') =>
    post(as, `/members/${id}/verifications`, { by: 'officer', outcome: 'matches', seen: 'ktp', ...more })

  return {
    post,
    readRecord,
    validateRows,
    /** Verifies the identity of a member as an officer. */
    verify,

    /** Rejects the identity of a member as an officer. */
    reject: (id: string) => verify(id, { outcome: 'does_not_match', reason: 'wrong_person' }),

    /** Registers the person of an account. Returns the member number. */
    async registerSelf(as: string, nik?: string): Promise<string> {
      const answer = await post(as, '/me/registration', registrationOf(nik))
      if (answer.status !== 201) throw new Error(await answer.text())
      return SelfRegistered.parse(await answer.json()).memberId
    },

    /** Registers a person as an officer. Returns the member number. */
    async registerByOfficer(nik: string | undefined, more: object = {}): Promise<string> {
      const answer = await post('admin', '/members', { ...registrationOf(nik), agency: 'PPAPP', ...more })
      return z.object({ memberId: z.string() }).parse(await answer.json()).memberId
    },

    /** Validates an import of one row with the NIK, without confirming it. Returns its id. */
    validateRowOf: (nik: string) => validateRows(`Sri Wahyuni,${nik},,,pemula,${inside.area},PPAPP,2021-11-10`),

    readOwnRecord: async (as: string) => OwnRecord.parse(await (await now().call('GET', '/v1/me', { as })).json()),

    readOwnHistory: async (as: string) =>
      History.parse(await (await now().call('GET', '/v1/me/history', { as })).json()).items,

    /** The id of the dispute of a record. */
    readDisputeId: async (id: string) => (await readRecord(id)).dispute ?? '',

    /** Sends an officer's decision of a dispute. */
    sendDecision: (dispute: string, outcome: string) =>
      post('admin', `/disputes/${dispute}/decisions`, { outcome, seen: 'ktp', reason: 'duplicate_registration' }),

    /** Decides the dispute of a claimant's record. Fails if the decision is refused. */
    async decideDisputeOf(claimant: string, outcome: 'claimant' | 'holder' | 'same_person') {
      const body = { outcome, seen: 'ktp', reason: 'duplicate_registration' }
      const answer = await post('admin', `/disputes/${(await readRecord(claimant)).dispute}/decisions`, body)
      if (answer.status !== 201) throw new Error(await answer.text())
      return DisputeDecided.parse(await answer.json())
    },

    /** The copy of a member's data that an office hands over, and the number of file rows in it. */
    async takeCopy(id: string): Promise<{ copy: string; rows: number }> {
      const opened = await post('admin', `/members/${id}/cases`, { kind: 'access', request: 'Minta salinan' })
      const { id: caseId } = z.object({ id: z.string() }).parse(await opened.json())
      const copy = await (await post('admin', `/members/${id}/cases/${caseId}/copies`, undefined)).text()
      return { copy, rows: z.object({ rows: z.array(z.unknown()) }).parse(JSON.parse(copy)).rows.length }
    },

    /** The number of members who hold the first stage. */
    async countRegistered(): Promise<number | undefined> {
      const { deps } = now()
      const month = { month: '2021-11', area: deps.frame.areas.root, reading: 'as_posted' } as const
      return (await computeFigures(deps, month)).stages[0]?.cumulative
    },

    findHolder: async (nik: string) => now().deps.members.idByNik(nik),
  }
}
