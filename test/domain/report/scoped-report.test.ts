import { expect, test } from 'vitest'
import { listFigureValues } from '../../../shared/domain/report/issue.ts'
import { makeReports } from '../../../shared/domain/report/issue-reports.ts'
import { fewAreas } from '../../support/few-areas.ts'
import { publishedIssues } from '../../support/made-issues.ts'

const [november] = publishedIssues(fewAreas).slice(-1)
if (!november) throw new Error('There is an issue of November')

/** A correction that changes every figure. */
const figures = [...listFigureValues(november.issue.figures).keys()]
const changes = figures.map((figure) => ({ figure, old: 1, new: 2, difference: 1 }))
const reportOf = makeReports({ ...november.issue, changes }, november.hash)
const figuresChangedIn = (scope: Parameters<typeof reportOf>[0]) => reportOf(scope).changes.map(({ figure }) => figure)

test('a report of the whole names every figure that a correction moved', () => {
  expect(figuresChangedIn({ area: '31' })).toEqual(figures)
})

test('a report of an area names those of the area and its parts, and no others', () => {
  const gambir = figures.filter((figure) => figure.startsWith('areas.31.71.01.'))
  expect(gambir.length).toBeGreaterThan(10)
  expect(figuresChangedIn({ area: '31.71.01' })).toEqual(gambir)
  expect(figuresChangedIn({ area: '31.71' })).toEqual(figures.filter((figure) => figure.startsWith('areas.31.71.')))
})

test('a report of an agency names those of the agency; a report of an agency in an area names none', () => {
  const own = figures.filter((figure) => /^(agencies|crossings)\.PPKUKM\./.test(figure))
  expect(own.length).toBeGreaterThan(10)
  expect(figuresChangedIn({ area: '31', agency: 'PPKUKM' })).toEqual(own)
  expect(figuresChangedIn({ area: '31.71', agency: 'PPKUKM' })).toEqual([])
})
