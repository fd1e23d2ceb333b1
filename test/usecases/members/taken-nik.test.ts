import { beforeAll, describe, expect, test } from 'vitest'
import { dailyAllowance } from '../../../shared/domain/access/allowance.ts'
import type { Caller } from '../../../shared/domain/access/grant.ts'
import { dayOf } from '../../../shared/domain/calendar.ts'
import type { NewMember } from '../../../shared/domain/member/member.ts'
import { rejectedCsv } from '../../../shared/render/rejected-csv.ts'
import { giveGrant } from '../../../shared/usecases/access/give-grant.ts'
import { makeRejectedFile, readImportFindings, readImportResults } from '../../../shared/usecases/import/results.ts'
import { correctMember } from '../../../shared/usecases/members/correction.ts'
import { checkRegistration, registerMember } from '../../../shared/usecases/members/registration.ts'
import { eraseMember } from '../../../shared/usecases/rights/erasure.ts'
import { applyImport, importDeps, importer, validateFile } from '../../support/import-file.ts'
import { refusalOf } from '../../support/refusal-of.ts'
import { callerAs, request, type TestDeps } from '../../support/test-deps.ts'

// An officer of Jakarta Pusat may learn little about people who are registered elsewhere.
let deps: TestDeps
beforeAll(async () => {
  deps = await importDeps()
})

let people = 0
/** A NIK of a man born on 13 June 1990. */
const newNik = () => `997101130690${String(++people).padStart(4, '0')}`
const [areaHere, areaElsewhere] = ['31.71.01.1001', '31.72.01.1001']
const input = (nik: string, area = areaHere): NewMember => ({
  person: { name: 'Ani', nik },
  ...{ gender: 'male', category: 'pemula', area, agency: 'PPKUKM', registeredOn: '2021-10-05' },
})

/** An officer whose allowance of today has `left` uses. */
async function officerWith(left: number): Promise<Caller> {
  const subject = `officer-${++people}`
  const from = '2000-01-01T00:00:00.000Z'
  await giveGrant(deps, { subject, role: 'officer', area: '31.71', from, grantedBy: 'test' })
  const uses = {
    subject,
    what: 'taken_nik',
    day: dayOf(deps.now(), 'Asia/Jakarta'),
    times: dailyAllowance.taken_nik - left,
  } as const
  await deps.commit(deps.allowances.use(uses))
  return callerAs('officer', { area: '31.71', subject })
}

async function registerAt(area = areaElsewhere) {
  const nik = newNik()
  const { memberId } = (await registerMember(deps, importer, request(), input(nik, area))).answer
  return { nik, memberId }
}

const meetings = async (memberId: string) =>
  (await deps.trail.ofMember(memberId, { limit: 10 })).items.filter(({ act }) => act === 'nik_met')

describe('registering and correcting', () => {
  test('a limited number of taken NIKs is revealed a day, each in the trail of its holder; after that free ones are refused too', async () => {
    const officer = await officerWith(1)
    const [holder, other] = [await registerAt(), await registerAt()]
    const register = (nik: string) => refusalOf(registerMember(deps, officer, request(), input(nik)))
    const own = (await registerMember(deps, officer, request(), input(newNik()))).answer
    expect(await register(holder.nik)).toEqual(['nik_taken'])
    expect(await meetings(holder.memberId)).toMatchObject([{ actor: officer.subject }])
    const correct = (nik: string) =>
      refusalOf(correctMember(deps, officer, own.memberId, 1, { person: { name: 'Ani', nik } }))
    for (const nik of [other.nik, newNik()])
      expect([await register(nik), await correct(nik)]).toEqual([['taken_niks_used'], ['taken_niks_used']])
    expect(await meetings(other.memberId)).toEqual([])
  })

  test('a taken NIK of people whom the officer may see is always revealed', async () => {
    const officer = await officerWith(0)
    const { nik, memberId } = await registerAt(areaHere)
    expect(await refusalOf(registerMember(deps, officer, request(), input(nik)))).toEqual(['nik_taken'])
    expect(await meetings(memberId)).toEqual([])
  })

  test('eight simultaneous attempts count as eight', async () => {
    const officer = await officerWith(3)
    const holders = await Promise.all(Array.from({ length: 8 }, () => registerAt()))
    const refusals = await Promise.all(
      holders.map(({ nik }) => refusalOf(registerMember(deps, officer, request(), input(nik)))),
    )
    expect(refusals.flat().toSorted()).toEqual([...Array(3).fill('nik_taken'), ...Array(5).fill('taken_niks_used')])
  })

  test('previewing a registration reveals nothing about people elsewhere', async () => {
    const officer = await officerWith(9)
    const { nik } = await registerAt()
    const lookAt = (text: string) => checkRegistration(deps, officer, input(text))
    expect(await lookAt(nik)).toEqual(await lookAt(newNik()))
    expect(await refusalOf(lookAt((await registerAt(areaHere)).nik))).toEqual(['nik_taken'])
  })
})

describe('a file', () => {
  const heading = 'name,nik,gender,category,area,agency,P1'
  const row = (nik: string, area = areaHere) => `Ani,${nik},L,pemula,${area},PPKUKM,2021-10-05`

  /** Everything that the officer can read about a file: results, findings and the file of refused rows. */
  async function read(officer: Caller, id: string) {
    let rejected = ''
    const write: Parameters<typeof makeRejectedFile>[3] = (...args) => {
      rejected = rejectedCsv(...args)
      return rejected
    }
    await makeRejectedFile(deps, officer, id, write)
    const results = (await readImportResults(deps, officer, id, { direction: 'APPLY' })).items
    return { rejected, findings: (await readImportFindings(deps, officer, id, 0)).items, results }
  }

  test('before confirmation reveals nothing, and afterwards no more than the allowance of the day', async () => {
    const officer = await officerWith(2)
    const holders = [await registerAt(), await registerAt(), await registerAt(), await registerAt()]
    const niks = [newNik(), ...holders.map(({ nik }) => nik), newNik(), newNik()]
    const importResult = await validateFile(deps, [heading, ...niks.map((nik) => row(nik))].join('\n'), {
      caller: officer,
    })
    expect(importResult.report).toMatchObject({ decidedLater: 7, expected: { added: 7, refused: 0 } })
    expect((await read(officer, importResult.id)).findings).toEqual([])
    await applyImport(deps, importResult, officer)
    const { results } = await read(officer, importResult.id)
    expect(results.map(({ line, outcome, problems = [] }) => [line, problems[0]?.code ?? outcome])).toEqual([
      [2, 'added'],
      [3, 'nik_taken'],
      [4, 'nik_taken'],
      ...[5, 6, 7, 8].map((line) => [line, 'taken_niks_used']),
    ])
    const meetingsByHolder = await Promise.all(holders.map(({ memberId }) => meetings(memberId)))
    expect(meetingsByHolder.map((events) => events.length)).toEqual([1, 1, 0, 0])
  })

  test('does not contain erased people, in findings, results or the file of refused rows', async () => {
    const erasedHolder = await registerAt()
    const there = await registerAt()
    await eraseMember(deps, importer, request(), erasedHolder.memberId)
    const readWithoutIds = async (nik: string) => {
      const officer = await officerWith(9)
      const rows = [row(newNik()), row(nik, '31.71.99'), row(nik), row(newNik())]
      const importResult = await validateFile(deps, [heading, ...rows].join('\n'), { caller: officer })
      const before = await read(officer, importResult.id)
      await applyImport(deps, importResult, officer)
      const after = await read(officer, importResult.id)
      const readable = JSON.stringify([before, after]).replaceAll(nik, 'NIK')
      return readable.replace(/99710113069\d{5}|"memberId":"\w+"|ent_\w+/g, '')
    }
    expect(await readWithoutIds(erasedHolder.nik)).toBe(await readWithoutIds(there.nik))
  })

  test('with emptied rows shows no row at all', async () => {
    const officer = await officerWith(9)
    const { nik, memberId } = await registerAt(areaHere)
    const importResult = await validateFile(
      deps,
      [heading, row(nik, 'x'.repeat(200)), row(newNik(), '31.71.99')].join('\n'),
      {
        caller: officer,
      },
    )
    expect((await read(officer, importResult.id)).rejected).toContain(nik)
    await eraseMember(deps, officer, request(), memberId)
    expect((await read(officer, importResult.id)).rejected).not.toMatch(/\d{16}/)
  })
})
