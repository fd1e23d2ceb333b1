import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeFrame } from '../../../shared/domain/ledger/frame.ts'
import { makeReports } from '../../../shared/domain/report/issue-reports.ts'
import { Report } from '../../../shared/domain/report/report.ts'
import { jakpreneur } from '../../../shared/programme/jakpreneur.ts'
import { reportTables } from '../../../shared/render/tables/report-tables.ts'
import { wordingOf } from '../../../shared/render/words/wording.ts'
import { type Equation, findDetermined } from '../../support/linear-equations.ts'
import { madeIssues } from '../../support/made-issues.ts'
import { pagesOf } from '../../support/pages-of.ts'
import { parseCsv } from '../../support/parse-csv.ts'
import { readXlsx } from '../../support/read-xlsx.ts'
import { runs } from '../../support/runs.ts'

const districts = ['31.01.01', '31.01.02', '31.71.01', '31.71.02', '31.71.03', '31.72.01', '31.72.02']
const kept = new Set(districts.flatMap((code) => ['31', code.slice(0, 5), code]))
const programme = { ...jakpreneur, areas: jakpreneur.areas.filter(([code]) => kept.has(code)) }
const frame = makeFrame(programme)
const month = '2021-11'
const wording = wordingOf('en')

const group = fc.record({
  area: fc.constantFrom(...districts),
  agency: fc.constantFrom('PPKUKM', 'KPKP', 'Sosial'),
  gender: fc.constantFrom('female', 'male', 'unknown'),
  category: fc.constantFrom('pemula', 'naik_kelas'),
  P1: fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 0, max: 9 }) }, fc.integer({ min: 0, max: 400 })),
  part: fc.double({ min: 0, max: 1, noNaN: true }),
})

/** The issue of a one-month programme that registered these groups, trained parts of them and financed fewer. */
function issueOf(groups: (typeof group extends fc.Arbitrary<infer G> ? G : never)[]) {
  const tallies = groups.map(({ area, P1, part, ...rest }) => {
    const stages = { P1, P2: Math.floor(P1 * part), P7: Math.floor(P1 * part * part) }
    const counters = Object.entries(stages).map(([stage, n]) => [frame.names.nameOf('attained', { stage, ...rest }), n])
    return { area, counters: Object.fromEntries(counters) }
  })
  const changes = groups.slice(0, 2).map(({ area, P1 }) => {
    const figure = `areas.${area}.P1.cumulative`
    return { figure, old: P1 + 1, new: P1, difference: -1 }
  })
  const [made] = madeIssues(programme, [{ month, tallies, changes }])
  if (!made) throw new Error('There is an issue')
  return made
}

type Cells = Map<string, string>

/** The breakdowns that a page's tables show: cells by table, row and column. */
function cellsOfPage(page: string, report: Report): Cells {
  const cells: Cells = new Map()
  for (const table of reportTables(report, wording)) {
    const columns = table.columns.filter(({ detail }) => !detail)
    const [, body = ''] = page.split(`aria-label="Table: ${table.title}">`)
    const [, rows = ''] = /<tbody>(.*?)<\/tbody>/s.exec(body) ?? []
    for (const [at, [, row = '']] of [...rows.matchAll(/<tr>(.*?)<\/tr>/gs)].entries()) {
      const texts = [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, text = '']) => text)
      columns.forEach(({ code, type }, i) => {
        if (type !== 'count' || texts[i]?.includes('hid')) return
        cells.set(`${table.code}/${table.rows[at]?.[0]}/${code}`, texts[i]?.replaceAll(',', '') ?? '')
      })
    }
  }
  return cells
}

function cellsOfCsv(text: string): Cells {
  const shown = parseCsv(text).filter((row) => row[5] !== '')
  return new Map(shown.map(([table, row, , measure, , value = '']) => [`${table}/${row}/${measure}`, value]))
}

function cellsOfXlsx(bytes: ArrayBuffer, report: Report): Cells {
  const { sheets } = readXlsx(new Uint8Array(bytes))
  const tables = reportTables(report, wording)
    .filter(({ rows }) => rows.length > 0)
    .toSorted((a, b) => Number(b.code === 'about') - Number(a.code === 'about'))
  const letter = (i: number) => (i > 25 ? 'A' : '') + String.fromCharCode(65 + (i % 26))
  return new Map(
    tables.flatMap(({ code, columns, rows }, sheet) =>
      rows.flatMap((row, at) =>
        columns.flatMap((column, i): [string, string][] => {
          // The contents come first.
          const cell = sheets[1 + sheet]?.get(`${letter(i)}${at + 2}`)
          if (!cell) return []
          return [[`${code}/${row[0]}/${column.code}`, String('number' in cell ? cell.number : cell.text)]]
        }),
      ),
    ),
  )
}

const breakdownOf = (key: string) => /^(area_1|area_2|agency|gender|category)\//.test(key)

test('no hidden cell can be worked out from the pages and downloads by adding, subtracting or dividing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(group, { minLength: 3, maxLength: 40 }), async (groups) => {
      const { issue, hash } = issueOf(groups)
      const truth = makeReports(issue, hash)({ area: '31' })
      const { app } = pagesOf([{ issue, hash }])
      const get = async (path: string) => app.request(path)
      const own = `/reports/${month}/1/capaian-${month}-1`
      const json = await (await get(`${own}.json`)).text()
      const report = Report.parse(JSON.parse(json))
      const csv = cellsOfCsv(await (await get(`${own}.csv?lang=en`)).text())
      const xlsx = cellsOfXlsx(await (await get(`${own}.xlsx?lang=en`)).arrayBuffer(), truth)
      const front = cellsOfPage(await (await get('/?lang=en')).text(), truth)
      const page = cellsOfPage(await (await get(`/reports/${month}?lang=en`)).text(), truth)

      const shown = new Set<string>()
      for (const cells of [csv, xlsx, front, page])
        for (const key of [...cells.keys()].filter(breakdownOf)) shown.add(key)
      for (const { by, rows } of report.breakdowns)
        for (const { code, stages } of rows)
          for (const [stage, { members, shareOfFirst, net }] of Object.entries(stages)) {
            if (members !== null) shown.add(`${by}/${code}/${stage}`)
            if (shareOfFirst !== null) shown.add(`${by}/${code}/${stage}_share`)
            expect(net).toBeNull()
          }
      for (const { figure } of report.changes) expect(figure).not.toMatch(/^(areas|agencies|genders|categories)/)

      const isHidden = (key: string): boolean => !shown.has(key)
      const equations: Equation[] = []
      for (const { by, rows } of truth.breakdowns)
        for (const { stage } of truth.lines) {
          const sumOf = (of: typeof rows): [string, number][] =>
            of.flatMap(({ code }) => (isHidden(`${by}/${code}/${stage}`) ? [[`${by}/${code}/${stage}`, 1]] : []))
          if (by !== 'area_2') equations.push(new Map(sumOf(rows)))
          else
            for (const parent of new Set(rows.flatMap((row) => row.parent ?? []))) {
              const above = `area_1/${parent}/${stage}`
              const children = sumOf(rows.filter((row) => row.parent === parent))
              equations.push(new Map([...children, ...(isHidden(above) ? [[above, -1] as [string, number]] : [])]))
            }
          // A share beside members reveals the first stage, and beside the first stage the members.
          for (const { code } of rows) {
            const unknown = [`${by}/${code}/${stage}`, `${by}/${code}/P1`].filter(isHidden)
            if (shown.has(`${by}/${code}/${stage}_share`))
              for (const key of unknown) equations.push(new Map([[key, 1]]))
          }
          for (const { code, stages } of rows) {
            const { members = 0 } = stages[stage] ?? {}
            if (members !== null && members > 0 && members < 5) expect(shown).not.toContain(`${by}/${code}/${stage}`)
          }
        }
      expect(findDetermined(equations)).toEqual([])
    }),
    runs(25, 200),
  )
})
