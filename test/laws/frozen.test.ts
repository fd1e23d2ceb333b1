import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { Deps } from '../../shared/deps.ts'
import { monthRange } from '../../shared/domain/calendar.ts'
import type { Reading } from '../../shared/domain/figures/figures.ts'
import { NewPartner } from '../../shared/domain/partner/partner.ts'
import { figuresCsv } from '../../shared/render/figures-csv.ts'
import { renderers } from '../../shared/render/renderers.ts'
import { reportCsv } from '../../shared/render/report-csv.ts'
import { readFigureSeries } from '../../shared/usecases/figures/figure-series.ts'
import { computeFigures } from '../../shared/usecases/figures/figures.ts'
import { reviseTarget, setTarget } from '../../shared/usecases/figures/targets.ts'
import { closeMonths } from '../../shared/usecases/issues/close-months.ts'
import { findIssue, reissue } from '../../shared/usecases/issues/issues.ts'
import { openPublicIssues } from '../../shared/usecases/issues/public-issues.ts'
import { readReports } from '../../shared/usecases/issues/reports.ts'
import { explain } from '../../shared/usecases/ledger/explain.ts'
import { applyLoanEvent } from '../../shared/usecases/loans/apply-loan-event.ts'
import { registerMember } from '../../shared/usecases/members/registration.ts'
import { recordStage } from '../../shared/usecases/members/stages.ts'
import { registerPartner } from '../../shared/usecases/partners/partners.ts'
import { fewAreas } from '../support/few-areas.ts'
import { loanEvent } from '../support/loans.ts'
import { refusalOf } from '../support/refusal-of.ts'
import { runs } from '../support/runs.ts'
import { carryOut, setLater, withProgramme } from '../support/set-later.ts'
import { callerAs, request, type TestDeps, testDeps } from '../support/test-deps.ts'
import { newNik } from '../support/world.ts'

const admin = callerAs('admin')
const september = '2021-09'
const october = '2021-10'
const partner = { code: 'bank-x', isSandbox: false }

/** A ledger with September and October closed and issued, with targets, members of two agencies and a loan. */
async function closeTwoMonths(): Promise<{ deps: TestDeps; target: string }> {
  const deps = await testDeps({ programme: fewAreas, firstMonth: september, now: '2021-10-20T05:00:00.000Z' })
  const targetInput = { indicator: 'P1', area: '31', from: september, to: '2022-12', value: 2, basis: 'RPJMD' }
  const { answer: target } = await setTarget(deps, admin, request(), targetInput)
  await setTarget(deps, admin, request(), { ...targetInput, value: 7, basis: 'Pergub' })
  await setTarget(deps, admin, request(), { ...targetInput, agency: 'PPAPP', value: 5 })
  const signing = { scheme: 'standard_webhooks' }
  const bank = NewPartner.parse({ ...partner, name: 'Bank X', type: 'bank', signing })
  await registerPartner(deps, admin, request(), bank)
  for (const [agency, registeredOn] of [
    ['KPKP', '2021-09-10'],
    ['PPAPP', '2021-10-02'],
    ['PPAPP', '2021-10-03'],
  ] as const) {
    const nik = newNik()
    const person = { name: 'Ani', nik }
    const input = { person, gender: 'female' as const, category: 'pemula', area: '31.71.01.1001', agency, registeredOn }
    const { memberId } = (await registerMember(deps, admin, request(), input)).answer
    await recordStage(deps, admin, request(), memberId, { stage: 'P2', happenedOn: '2021-10-05' })
    const event = loanEvent({
      member: { nik },
      number: nik,
      dates: { submitted: '2021-10-06', approved: '2021-10-07' },
    })
    await applyLoanEvent(deps, { partner, receiptId: 'rct_1', event })
  }
  deps.clock.set('2021-11-10T05:00:00.000Z')
  await closeMonths(deps, 'schedule')
  return { deps, target: target.id }
}

const targetOf = async (deps: Deps, reading: Reading) =>
  (await computeFigures(deps, { month: october, area: '31', reading })).indicators[0]?.targets[0]

const setSinceOf = async (deps: Deps, month = october) =>
  (await computeFigures(deps, { month, area: '31', reading: 'restated' })).setSince ?? []

/** Everything that can be read about closed months as posted, in the scopes of a programme, a kota and an agency. */
async function readPosted(deps: Deps): Promise<string[]> {
  const outputs: unknown[] = []
  for (const month of monthRange(september, october)) {
    const reports = await readReports(deps, { month, number: 1 })
    for (const scope of [{ area: '31' }, { area: '31.71' }, { area: '31', agency: 'PPAPP' }]) {
      const figures = await computeFigures(deps, { ...scope, month, reading: 'as_posted' })
      const report = reports(scope)
      const envelope = { links: { unsubscribe: '' }, attached: [], isSecondCopy: false, isTest: false }
      outputs.push(figures, figuresCsv(figures), report, renderers.mail(report, { ...envelope, language: 'id' }))
    }
    const page = { leftOut: false, limit: 50 }
    for (const figure of [{ stage: 'P2' }, { fact: 'approved' as const }])
      outputs.push(await explain(deps, admin, { month, span: 'cumulative', area: '31', ...figure }, page))
    const record = await deps.issues.get(month, 1)
    if (record) outputs.push(record, await openPublicIssues(deps).report(record))
  }
  outputs.push(await readFigureSeries(deps, admin, { to: october, area: '31.71' }))
  return outputs.map((each) => JSON.stringify(each))
}

let ledger: Awaited<ReturnType<typeof closeTwoMonths>>
beforeAll(async () => {
  ledger = await closeTwoMonths()
})

test('target-revised-backwards: a closed month stays as it was posted; the answer names the months that are restated', async () => {
  const { deps, target } = ledger
  expect(await targetOf(deps, 'as_posted')).toMatchObject({ value: 2, attainment: '150.00' })
  const revision = { value: 4, basis: 'Perubahan RPJMD', effectiveFrom: '2021-10-01', reason: 'Anggaran' }
  const { closedMonths } = await reviseTarget(deps, admin, target, 1, revision)
  expect(closedMonths).toEqual([october])
  expect(await targetOf(deps, 'as_posted')).toMatchObject({ value: 2, attainment: '150.00' })
  expect(await targetOf(deps, 'restated')).toMatchObject({ value: 4, attainment: '75.00' })
  expect(await setSinceOf(deps)).toContainEqual({
    what: `targets.${target}.value`,
    name: {
      id: 'Target, Anggota terdaftar, Daerah Khusus Jakarta, September 2021–Desember 2022, nilai',
      en: 'Target, Registered members, Daerah Khusus Jakarta, September 2021–December 2022, value',
    },
    ...{ old: '2', new: '4' },
  })
  const { issue } = await findIssue(deps, admin, { month: october, number: 1 })
  expect(issue.figures.indicators[0]?.targets[0]?.attainment).toBe('150.00')
})

test('a month is re-issued once when a target or yardstick of it was set, and the issue names that', async () => {
  const { deps } = ledger
  const renamedAgencies = fewAreas.agencies.map((each) =>
    each.code === 'KPKP' ? { ...each, name: 'Dinas Kelautan' } : each,
  )
  const renamedDeps = await withProgramme(deps, { ...fewAreas, agencies: renamedAgencies })
  const reissueSeptember = () =>
    reissue(renamedDeps, admin, request(), { month: september, cause: 'Perangkat daerah berganti nama' })
  await reissueSeptember()
  const { issue } = await findIssue(renamedDeps, admin, { month: september, number: 2 })
  const name = { id: 'Perangkat daerah, Dinas KPKP, nama', en: 'Agency, Dinas KPKP, name' }
  const change = { what: 'agencies.KPKP.name', name, old: 'Dinas KPKP', new: 'Dinas Kelautan' }
  expect(issue.figures.setSince).toContainEqual(change)
  expect(issue.changes).toEqual([])
  const report = (await readReports(renamedDeps, { month: september, number: 2 }))({ area: '31' })
  expect(report.setSince).toContainEqual(change)
  expect(await refusalOf(reissueSeptember())).toEqual(['issue_unchanged'])
})

test('a re-issue describes in words what was set, and does not publish an official’s reason', async () => {
  const { deps, target } = ledger
  const { answer: record } = await reissue(deps, admin, request(), { month: october, cause: 'Perubahan RPJMD' })
  const document = await openPublicIssues(deps).report(record)
  expect(document.setSince?.map(({ what }) => what)).toEqual(
    ['value', 'basis', 'effectiveFrom'].map((field) => `targets.${target}.${field}`),
  )
  expect(JSON.stringify(document)).not.toContain('Anggaran')
  const report = (await readReports(deps, { month: october, number: 2 }))({ area: '31' })
  const [id, en] = (['id', 'en'] as const).map((language) => reportCsv(report, { language }))
  expect(id).toContain('Target, Anggota terdaftar, Daerah Khusus Jakarta, September 2021–Desember 2022, berlaku sejak')
  expect(id).toContain('1 Oktober 2021')
  expect(en).toContain('Target, Registered members, Daerah Khusus Jakarta, September 2021–December 2022, in force from')
  expect(en).toContain('1 October 2021')
  for (const csv of [id, en]) expect(csv).not.toContain('targets.')
})

test('months with the same measures share one yardstick', async () => {
  const months = await ledger.deps.ledger.months()
  expect(months.map(({ status }) => status)).toEqual(['closed', 'closed'])
  expect(new Set(months.map(({ yardstick }) => yardstick)).size).toBe(1)
})

test('later settings change no byte of a closed month as posted, and the restated reading names them', async () => {
  const before = await readPosted(ledger.deps)
  let deps: Deps & Pick<TestDeps, 'tableName'> = ledger.deps
  await fc.assert(
    fc.asyncProperty(fc.array(setLater, { minLength: 4, maxLength: 6 }), async (all) => {
      for (const later of all) {
        const outcome = await carryOut(deps, later, october)
        deps = outcome.deps
        if (outcome.names === undefined) continue
        const namedValues = (await setSinceOf(deps)).map((change) => change.new)
        expect({ later, named: namedValues }).toEqual({ later, named: expect.arrayContaining([outcome.names]) })
      }
      expect(await readPosted(deps)).toEqual(before)
    }),
    runs(1, 60),
  )
}, 600_000)
