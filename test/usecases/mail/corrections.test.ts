import { beforeEach, expect, test } from 'vitest'
import type { Report } from '../../../shared/domain/report/report.ts'
import type { Language } from '../../../shared/domain/values/language.ts'
import { reportPage } from '../../../shared/render/page/report-page.ts'
import { reportCsv } from '../../../shared/render/report-csv.ts'
import { reportTables } from '../../../shared/render/tables/report-tables.ts'
import { wordingOf } from '../../../shared/render/words/wording.ts'
import { reissue } from '../../../shared/usecases/issues/issues.ts'
import { readPublicReport } from '../../../shared/usecases/issues/public-document.ts'
import { readReports } from '../../../shared/usecases/issues/reports.ts'
import { previewMailing } from '../../../shared/usecases/mail/mail-plan.ts'
import { registerMember } from '../../../shared/usecases/members/registration.ts'
import { recordStage, reverseStage } from '../../../shared/usecases/members/stages.ts'
import { admin, endedMonth, mailReport, month, office, sweepMail } from '../../support/mailing.ts'
import { request, type TestDeps } from '../../support/test-deps.ts'
import { newNik } from '../../support/world.ts'

const cause = 'Bukti pemasaran tidak sah'

let deps: TestDeps
beforeEach(async () => {
  deps = await endedMonth()
})

/** Registers somebody in November in an area, with one more stage. */
async function memberIn(area: string): Promise<string> {
  const { answer } = await registerMember(deps, admin, request(), {
    person: { name: 'Siti Aminah', nik: newNik() },
    gender: 'female',
    category: 'pemula',
    area,
    agency: 'PPKUKM',
    registeredOn: '2021-11-11',
  })
  await recordStage(deps, admin, request(), answer.memberId, { stage: 'P5', happenedOn: '2021-11-12' })
  return answer.memberId
}

/** November issued and mailed, then again without one P5 of Gambir. */
async function correctOneP5(): Promise<void> {
  const id = await memberIn('31.71.01')
  await memberIn('31.72.01')
  await mailReport(deps)
  await reverseStage(deps, admin, request(), id, { stage: 'P5', reason: 'not_entitled', cascade: false })
  await reissue(deps, admin, request(), { month, cause })
}

/** Every cell that a report prints in its tables of figures, by table, row and column. */
function cellsOf(report: Report, language: Language): Map<string, string> {
  const tables = reportTables(report, wordingOf(language)).filter(({ code }) => !['about', 'changes'].includes(code))
  const cells = tables.flatMap(({ code, keys, columns, rows }) =>
    rows.flatMap((row) =>
      columns
        .slice(keys)
        .map(({ code: column }, i): [string, string] => [
          `${code}/${row.slice(0, keys).join('/')}/${column}`,
          String(row[keys + i] ?? ''),
        ]),
    ),
  )
  return new Map(cells)
}

test('a correction counts every printed value that it changed, also comparisons and lines', async () => {
  await correctOneP5()
  const [first, second] = await Promise.all([1, 2].map((number) => readReports(deps, { month, number })))
  const compareIssues = (scope: Parameters<NonNullable<typeof first>>[0]) => {
    const [before, after] = [first?.(scope), second?.(scope)]
    if (!before || !after) throw new Error('Both issues have a report')
    const [old, now] = [cellsOf(before, 'en'), cellsOf(after, 'en')]
    const differing = [...new Set([...old.keys(), ...now.keys()])].filter(
      (cell) => (old.get(cell) ?? '') !== (now.get(cell) ?? ''),
    )
    return { differing, correction: after.correction }
  }
  for (const scope of [{ area: '31' }, { area: '31.71' }, { area: '31.71.01' }, { area: '31', agency: 'PPKUKM' }]) {
    const { differing, correction } = compareIssues(scope)
    expect(differing.length).toBeGreaterThan(20)
    expect(correction?.changes.length).toBe(differing.length)
    expect(correction?.moved).toMatchObject([{ stage: 'P5', late: 0, reversed: 1, reclassified: 0 }])
  }
  expect(compareIssues({ area: '31' }).correction?.changes.map(({ table }) => table)).toEqual(
    expect.arrayContaining(['funnel', 'lines', 'comparison', 'series', 'restatements', 'area_1', 'area_2', 'agency']),
  )
  expect(compareIssues({ area: '31.72' })).toEqual({
    differing: [],
    correction: { number: 1, changes: [], byReading: 0, moved: [] },
  })
})

test('a correction opens with what changed, in words, in every face and both languages', async () => {
  await office(deps)
  await office(deps, { language: 'en' })
  await correctOneP5()
  await sweepMail(deps)
  const corrections = deps.sent.filter(({ tags }) => tags.issue === '2021-11_2')
  expect(corrections).toHaveLength(2)
  for (const { text, html } of corrections) {
    const plain = text.replaceAll(/\s+/g, ' ')
    expect(plain).toMatch(/YANG BERUBAH|WHAT CHANGED/)
    expect(plain.search(/YANG BERUBAH|WHAT CHANGED/)).toBeLessThan(
      plain.search(/Anggota terdaftar: |Registered members: /),
    )
    expect(plain).toMatch(/\d+ (nilai berubah dibanding terbitan 1|values have changed against issue 1)\./)
    expect(plain).toMatch(/P5 (Pemasaran|Marketing): \+1 (dibatalkan|reversed)/)
    expect(plain).toMatch(/P5 (Pemasaran|Marketing), (Anggota|Members): 2 → 1/)
    expect(plain).toContain(cause)
    expect(`${text}${html}`).not.toMatch(/stages\.P|\.cumulative|inMonth|share_of|not_entitled/)
  }
  const whole = (await readReports(deps, { month, number: 2 }))({ area: '31' })
  expect(reportCsv(whole, { language: 'id' })).not.toMatch(/stages\.P|\.cumulative/)
})

test('a correction without changes in a recipient’s scope is not mailed, unless the recipient has no issue yet', async () => {
  const scopes = {
    whole: {},
    central: { area: '31.71' },
    north: { area: '31.72' },
    open: { report: 'public' as const },
  }
  const names = new Map<string, string>()
  for (const [name, scope] of Object.entries(scopes)) names.set(await office(deps, scope), name)
  await correctOneP5()
  names.set(await office(deps, { area: '31.72' }), 'new')
  const { items } = await previewMailing(deps, admin, { month, number: 2 })
  expect(items.filter(({ excluded }) => excluded === 'untouched').map(({ id }) => names.get(id))).toEqual(['north'])
  await sweepMail(deps)
  const recipients = deps.sent
    .filter(({ tags }) => tags.issue === '2021-11_2')
    .map(({ tags }) => names.get(tags.recipient ?? ''))
  expect(recipients.toSorted()).toEqual(['central', 'new', 'open', 'whole'])
})

test('the public correction names its changes in the whole programme, and none of its parts', async () => {
  await correctOneP5()
  const record = await deps.issues.get(month, 2)
  if (!record) throw new Error('November is corrected')
  const report = await readPublicReport(deps, record)
  const { changes = [], moved = [] } = report.correction ?? {}
  expect(changes.map(({ table, row, column, old, new: now }) => [table, row, column, old, now])).toContainEqual([
    ...['funnel', 'P5', 'members'],
    ...[2, 1],
  ])
  expect(
    [...new Set(changes.map(({ table }) => table))].filter((table) => /area|agency|gender|category|loan/.test(table)),
  ).toEqual([])
  expect(moved).toEqual([
    { stage: 'P5', name: { id: 'Pemasaran', en: 'Marketing' }, late: null, reversed: null, reclassified: null },
  ])
  const page = reportPage(report, { language: 'id', origin: 'https://capaian.example', issues: [], isFront: false })
  expect(page).toContain('<h2 id="berubah">Yang berubah</h2>')
  expect(page).not.toMatch(/stages\.P|\.cumulative/)
})
