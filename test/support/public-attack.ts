import type { Report } from '../../shared/domain/report/report.ts'
import { attackChain, type KnownIssue, type KnownSum } from './chain-attack.ts'
import type { Range } from './ranges.ts'

type Cell = { key: string; members: number | null; isOfMonth: boolean }

/** The cells of a stage in the breakdowns of a report, and their sum. */
function cellsIn({ breakdowns, funnel, complete }: Report, stage: string): { cells: Cell[]; sums: KnownSum[] } {
  const whole = [...funnel, complete].find((step) => step.stage === stage)?.members ?? 0
  const lists = breakdowns.map(({ by, rows }) => ({
    by,
    cells: rows.map(({ code, parent, stages }) => ({
      key: `${by}/${code}`,
      parent,
      members: stages[stage]?.members ?? null,
      isOfMonth: stages[stage]?.asOf === undefined,
    })),
  }))
  const sums = lists.flatMap(({ by, cells }): KnownSum[] => {
    const keysUnder = (above: string) => cells.filter(({ parent }) => parent === above).map(({ key }) => key)
    if (by !== 'area_2') return [{ cells: cells.map(({ key }) => key), total: whole }]
    const parents = [...new Set(cells.flatMap(({ parent }) => parent ?? []))]
    return parents.map((parent) => ({ cells: keysUnder(parent), total: `area_1/${parent}` }))
  })
  return { cells: lists.flatMap(({ cells }) => cells), sums }
}

/** How far each cell can differ from its shown value, by the public document of this month. */
function saidIn({ hiding, month }: Report, stage: string): [string, Range][] {
  return Object.entries(hiding?.families ?? {}).flatMap(([name, family]): [string, Range][] => {
    const [by, of, parent] = name.split('/')
    if (of !== stage || family.month !== month) return []
    return Object.entries(family.cells).map(([code, { members, least, most }]) => [
      `${parent === undefined ? by : 'area_2'}/${code}`,
      [Math.max(0, (members ?? 0) + least), (members ?? 0) + most],
    ])
  })
}

/** What the public documents of all issues reveal together about a stage. */
const knownOf = (reports: Report[], stage: string): KnownIssue[] =>
  reports.map((report) => {
    const { cells, sums } = cellsIn(report, stage)
    const shown = cells.flatMap(({ key, members, isOfMonth }): [string, Range][] =>
      members === null || !isOfMonth ? [] : [[key, [members, members]]],
    )
    const line = report.lines.find((each) => each.stage === stage)
    return {
      sums,
      ranges: new Map([...saidIn(report, stage), ...shown]),
      onlyRose: line?.reversed === 0 && line.reclassifiedOut === 0,
    }
  })

/** The cells below five, and the changes below five from month to month, that public reports reveal exactly. */
export function toldByReports(reports: Report[], truth: Report[]): string[] {
  return (truth[0]?.lines ?? []).flatMap(({ stage }) => {
    const known = attackChain(knownOf(reports, stage))
    const isTold = (key: string, n: number) => {
      const [least, most] = known.get(key) ?? [0, 1]
      if (n < least || n > most) throw new Error(`${key} of ${stage} is ${n} and not within ${least}..${most}`)
      return n !== 0 && Math.abs(n) < 5 && least === most
    }
    const held = truth.map(
      (report) => new Map(cellsIn(report, stage).cells.map(({ key, members }) => [key, members ?? 0])),
    )
    return held.flatMap((cells, at) =>
      [...cells]
        .flatMap(([key, members]) => {
          const before = held[at - 1]?.get(key)
          const told = isTold(`${key}@${at}`, members) ? [`${key}@${at}`] : []
          const change = `${key}@${at - 1}..${at}`
          return before !== undefined && isTold(change, members - before) ? [...told, change] : told
        })
        .map((each) => `${stage} ${each}`),
    )
  })
}
