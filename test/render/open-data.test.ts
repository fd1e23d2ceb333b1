import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Report } from '../../shared/domain/report/report.ts'
import { summarizeHeadlines } from '../../shared/render/headline.ts'
import { atomFeed } from '../../shared/render/open-data/feed.ts'
import { jsonStat, statDivisions } from '../../shared/render/open-data/json-stat.ts'
import { tidyColumns, tidyCsv } from '../../shared/render/open-data/tidy-csv.ts'
import { wordingOf } from '../../shared/render/words/wording.ts'
import { anyReport } from '../support/any-issue.ts'
import { publicOver } from '../support/pages-of.ts'
import { parseCsv } from '../support/parse-csv.ts'
import { runs } from '../support/runs.ts'

/** Every count of members in a report by part and stage, as `value` or `value*` for an earlier month's. */
function countsOf({ scope, funnel, complete, breakdowns }: Report): Map<string, string> {
  const counts = new Map(
    [...funnel, complete].map(({ stage, members }) => [`${scope.area.code} _T _T _T ${stage}`, `${members}`]),
  )
  for (const { by, rows } of breakdowns)
    for (const { code, stages } of rows)
      for (const [stage, { members, asOf }] of Object.entries(stages)) {
        const part = ['agency', 'gender', 'category'].map((dimension) => (dimension === by ? code : '_T'))
        const area = by.startsWith('area') ? code : scope.area.code
        counts.set([area, ...part, stage].join(' '), members === null ? 'hidden' : `${members}${asOf ? '*' : ''}`)
      }
  return counts
}

const anyPublished = fc.tuple(anyReport, fc.boolean()).map(([report, hides]) => {
  const [openReport = report] = hides && report.scope.isWhole ? publicOver([report]) : [report]
  return openReport
})

test('the file of all months has exactly the counts of a report, with their status', () => {
  fc.assert(
    fc.property(anyPublished, (report) => {
      const [header, ...rows] = parseCsv(tidyCsv([report]).slice(1))
      expect(header).toEqual(tidyColumns([report]).map(({ name }) => name))
      const countsInFile = rows.map(
        ([, area, , agency, gender, category, stage, members, status]): [string, string] => [
          [area, agency, gender, category, stage].join(' '),
          status === 'hidden' ? 'hidden' : `${members}${status === 'earlier' ? '*' : ''}`,
        ],
      )
      expect(new Map(countsInFile)).toEqual(countsOf(report))
      expect(countsInFile.length).toBe(countsOf(report).size)
    }),
    runs(15, 200),
  )
})

const divisions = ['area', 'agency', 'gender', 'category']

test.each(statDivisions)('JSON-stat by %s has its counts, and marks what is hidden or of an earlier month', (by) => {
  fc.assert(
    fc.property(anyPublished, (report) => {
      const { dimension, size, value, status } = jsonStat([report], by, 'en')
      const keys = ['period', by, 'stage'].map((each) => dimension[each]?.category.index ?? [])
      expect(keys.map(({ length }) => length)).toEqual(size)
      expect(value.length).toBe(size.reduce((product, n) => product * n, 1))
      const [, parts = [], stages = []] = keys
      const nameCell = (code: string) => divisions.map((each) => (each === by ? code : each === 'area' ? whole : '_T'))
      const whole = report.scope.area.code
      const cellKeys = parts.flatMap((part) => stages.map((stage) => [...nameCell(part), stage].join(' ')))
      const counts = countsOf(report)
      expect(
        cellKeys.map((_, i) => (value[i] === null ? 'hidden' : `${value[i]}${status[i] === 'earlier' ? '*' : ''}`)),
      ).toEqual(cellKeys.map((key) => counts.get(key) ?? 'hidden'))
      const isDivided = (key: string) => {
        const cell = key.split(' ').slice(0, -1)
        return cell.join(' ') === nameCell(cell[divisions.indexOf(by)] ?? '').join(' ')
      }
      expect([...counts.keys()].filter(isDivided).toSorted()).toEqual(cellKeys.toSorted())
    }),
    runs(15, 200),
  )
})

test('the feed has the headlines of each issue, with any characters in its cause', () => {
  fc.assert(
    fc.property(anyPublished, fc.constantFrom('id', 'en'), (report, language) => {
      const feed = atomFeed([{ ...report, cause: '<b>1 & 2</b> "x"' }], 'https://capaian.example', language)
      const [, summary = ''] = /<summary>(.*)<\/summary>/s.exec(feed) ?? []
      const plain = summary.replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>')
      const summaryText = plain.replaceAll('&quot;', '"').replaceAll('&amp;', '&')
      expect(summaryText).toContain(': <b>1 & 2</b> "x" ')
      expect(summaryText.endsWith(summarizeHeadlines(report, wordingOf(language)))).toBe(true)
    }),
    runs(10, 100),
  )
})
