import type { Month } from '../../shared/domain/calendar.ts'
import type { Figures } from '../../shared/domain/figures/figures.ts'
import { computeFigures } from '../../shared/usecases/figures/figures.ts'
import { closeMonths } from '../../shared/usecases/issues/close-months.ts'
import { explain } from '../../shared/usecases/ledger/explain.ts'
import { recountMonth } from '../../shared/usecases/ledger/recount.ts'
import { admin } from './bed.ts'
import { readUnits } from './calls.ts'
import { itemSurvey } from './item-survey.ts'
import { startMeter } from './meter.ts'
import { type Cell, note, print, times } from './report.ts'
import { inTurn, median, spread } from './samples.ts'
import { openSavedLedger, type SavedLedger } from './saved-ledger.ts'
import { type SqlFigures, sqlFigures } from './sql-figures.ts'

const openMonth = '2021-10'
const closedMonth = '2021-09'
const turns = 15

/**
 * Measures how figures, recounts, closings and explanations behave as the number of members grows.
 *
 * @param scales the published members are divided by each: 28.4, 2.84 and 1 make about 10,000, 100,000 and all 284,164
 */
export async function sizes(scales: number[]): Promise<void> {
  const figureRows: Cell[][] = []
  const workRows: Cell[][] = []
  for (const scale of scales) {
    const ledger = await openSavedLedger(scale)
    const sql = await sqlFigures(ledger.deps, openMonth)
    const members = (await computeFigures(ledger.deps, figuresQuery(openMonth))).stages[0]?.cumulative ?? 0
    for (const month of [openMonth, closedMonth])
      figureRows.push([
        members,
        sql.entries,
        month === openMonth ? 'open' : 'closed',
        ...(await figures(ledger, sql, month)),
      ])
    sql.close()
    if (scale === scales[0]) await itemSurvey(ledger.table, members)
    workRows.push([members, ...(await works(ledger))])
    await ledger.stop()
  }
  print({
    title: 'Figures of the province by kecamatan, as members grow',
    says:
      'ours: the use case, by consistent reads of the table on disk. SQL: the same entries in SQLite in memory, with an ' +
      'index that holds all that is read (the text stands in sql-figures.ts). ms: median [middle 80 %]. Both gave the ' +
      'same members by stage, for the whole and for every kota.',
    columns: ['members', 'entries', 'month', 'RCU', 'calls', 'ours ms', 'SQL ms', 'ours/SQL'],
    rows: figureRows,
  })
  print({
    title: 'What must grow with the entries of a month, and what need not',
    says:
      'recount: every entry of October 2021. explain: the first 50 entries behind a figure of that month. close: closing ' +
      'October, recounting and issuing it, on a copy; entries: those of October.',
    columns: ['members', 'entries', 'recount ms', 'explain ms', 'explain RCU', 'close ms'],
    rows: workRows,
  })
}

const figuresQuery = (month: Month) => ({ month, area: admin.grants[0]?.area ?? '', reading: 'as_posted' as const })

async function figures({ deps, engine, depsThrough }: SavedLedger, sql: SqlFigures, month: Month): Promise<Cell[]> {
  compare(await computeFigures(deps, figuresQuery(month)), sql)
  const meter = await startMeter(engine)
  const metered = await depsThrough(meter.endpoint)
  const { calls } = await meter.recordCalls(() => computeFigures(metered, figuresQuery(month)))
  await meter.stop()
  const { ours, bare } = await inTurn(
    turns,
    () => () => computeFigures(deps, figuresQuery(month)),
    () => () => sql.run(month),
  )
  const [oursMs, sqlMs] = [ours.map(({ ms }) => ms), bare.map(({ ms }) => ms)]
  return [readUnits(calls), calls.length, spread(oursMs), spread(sqlMs), times(median(oursMs), median(sqlMs))]
}

/** Stops the bench if the two results differ. */
function compare({ month, area, stages, areas }: Figures, sql: SqlFigures): void {
  const nodes = [
    { code: area.code, counts: new Map(stages.map(({ stage, cumulative }) => [stage, cumulative])) },
    ...areas
      .filter(({ parent }) => parent === area.code)
      .map(({ code, stages: of }) => ({
        code,
        counts: new Map(Object.entries(of).map(([stage, { cumulative }]) => [stage, cumulative])),
      })),
  ]
  for (const { code, counts } of nodes) {
    const reference = sql.membersOf(month, code)
    for (const [stage, n] of counts)
      if (n !== (reference[stage] ?? 0)) throw new Error(`${month} ${code} ${stage}: ${n}, by SQL ${reference[stage]}`)
  }
}

async function works({ deps, engine, depsThrough }: SavedLedger): Promise<Cell[]> {
  const started = performance.now()
  const { entries, differing } = await recountMonth(deps, openMonth)
  const recountMs = performance.now() - started
  if (differing > 0) note(`The recount of ${openMonth} differs in ${differing} counters.`)
  const figure = { month: openMonth, span: 'month', stage: 'P1', area: admin.grants[0]?.area ?? '' } as const
  const page = { leftOut: false, limit: 50 }
  const meter = await startMeter(engine)
  const metered = await depsThrough(meter.endpoint)
  const { calls } = await meter.recordCalls(() => explain(metered, admin, figure, page))
  await meter.stop()
  const { ours } = await inTurn(
    turns,
    () => () => explain(deps, admin, figure, page),
    () => async () => {},
  )
  const closing = performance.now()
  const at = new Date('2021-11-05T00:00:00.000Z')
  await closeMonths({ ...deps, now: () => at }, 'bench')
  const closeMs = performance.now() - closing
  return [entries, Math.round(recountMs), spread(ours.map(({ ms }) => ms)), readUnits(calls), Math.round(closeMs)]
}
