import { Hono } from 'hono'
import * as z from 'zod'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import { Month } from '../../../shared/domain/calendar.ts'
import { Reading } from '../../../shared/domain/figures/figures.ts'
import { figuresCsv } from '../../../shared/render/figures-csv.ts'
import { may } from '../../../shared/usecases/access/may.ts'
import { readFigureSeries } from '../../../shared/usecases/figures/figure-series.ts'
import { readMonthFigures } from '../../../shared/usecases/figures/month-figures.ts'
import { currentMonth } from '../../../shared/usecases/ledger/books.ts'
import { ExplainCursor, explain } from '../../../shared/usecases/ledger/explain.ts'
import type { DeskContext, DeskEnv } from '../desk-env.ts'
import { openPlace, sealPlace } from '../layout/paging.ts'
import { readQuery } from '../layout/read-query.ts'
import { render } from '../layout/render.ts'
import { entriesView } from './entries-view.ts'
import { chooseScope, EntriesQuery, listMonthsOfFigures, listScopeChoices, ScopeQuery } from './figure-scope.ts'
import { figuresView } from './figures-view.ts'
import { seriesView } from './series-view.ts'

const FiguresQuery = ScopeQuery.extend({ month: Month.optional(), reading: Reading.default('as_posted') })
const SeriesQuery = ScopeQuery.extend({ to: Month.optional() })

/**
 * Entries are read cell by cell, so a page covers few cells and may be short. The script then asks for the rest of it in
 * one piece.
 */
const entriesPerPage = { limit: 50, mostCells: 5, mostMonths: 2 }
const restOfPage = { mostCells: 60, mostMonths: 24 }

/** Where a page of entries begins, and the sum of the effects on the pages before it. */
const EntriesPlace = ExplainCursor.extend({ sum: z.int().default(0) })

/** Figures of any scope, with the whole funnel, over months, and with the entries behind each figure. */
export function figureRoutes(deps: DeskDeps) {
  const routes = new Hono<DeskEnv>()

  const queryIn = (c: DeskContext) => {
    const { month = currentMonth(deps), reading, ...scope } = readQuery(c, FiguresQuery)
    return { month, reading, ...chooseScope(deps, c, scope) }
  }

  routes.get('/figures', async (c) => {
    const { caller, wording } = c.var
    const query = queryIn(c)
    const figures = await readMonthFigures(deps, caller, query)
    const choices = { months: listMonthsOfFigures(deps), ...listScopeChoices(deps, c) }
    const rights = { mayExplain: may(caller, 'figures.explain'), mayRefer: may(caller, 'member.refer') }
    return render(c, figuresView(wording, deps.frame, { figures, query, choices, ...rights }))
  })

  routes.get('/figures/file.csv', async (c) => {
    const query = queryIn(c)
    const figures = await readMonthFigures(deps, c.var.caller, query)
    c.header('Content-Type', 'text/csv; charset=utf-8')
    c.header('Content-Disposition', `attachment; filename="angka-${query.month}-${query.area}.csv"`)
    return c.body(figuresCsv(figures))
  })

  routes.get('/figures/series', async (c) => {
    const { caller, wording } = c.var
    const { to = currentMonth(deps), ...asked } = readQuery(c, SeriesQuery)
    const scope = chooseScope(deps, c, asked)
    const rows = await readFigureSeries(deps, caller, { to, ...scope })
    const choices = { months: listMonthsOfFigures(deps), ...listScopeChoices(deps, c) }
    return render(c, seriesView(wording, deps.frame, { rows, scope, to, choices }))
  })

  routes.get('/figures/entries', async (c) => {
    const { caller, wording } = c.var
    const { from, part, fill, ...query } = readQuery(c, EntriesQuery)
    const { stage = '', referral, ...when } = { ...query, ...chooseScope(deps, c, query) }
    const figure = { ...when, ...(referral === undefined ? { stage } : { referral }) }
    const place = openPlace(deps, c, from)
    const begin = place === undefined ? undefined : EntriesPlace.parse(JSON.parse(place))
    const page = { leftOut: part === 'left_out', from: begin }
    const size = fill === undefined ? entriesPerPage : { limit: fill, ...restOfPage }
    const { items, next } = await explain(deps, caller, figure, { ...page, ...size })
    const sum = items.reduce((total, { effect }) => total + effect, begin?.sum ?? 0)
    const sealNext = next && sealPlace(deps, c, JSON.stringify({ ...next, sum }))
    const isFirst = begin === undefined
    return render(
      c,
      entriesView(wording, deps.frame, { items, isFirst, sum, query: { ...figure, part }, next: sealNext }),
    )
  })

  return routes
}
