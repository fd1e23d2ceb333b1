import { createRoute } from '@hono/zod-openapi'
import { createMiddleware } from 'hono/factory'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import { Month } from '../../../shared/domain/calendar.ts'
import { Figures, Reading } from '../../../shared/domain/figures/figures.ts'
import { classificationShape, dimensionNames } from '../../../shared/domain/ledger/breakdown-dimensions.ts'
import { LoanFactKind } from '../../../shared/domain/ledger/loan-fact-kind.ts'
import { ReferralFactKind } from '../../../shared/domain/ledger/referral-fact-kind.ts'
import { PartnerCode } from '../../../shared/domain/partner/partner.ts'
import { figuresCsv } from '../../../shared/render/figures-csv.ts'
import { readFigureSeries } from '../../../shared/usecases/figures/figure-series.ts'
import { readFiguresAsPosted, readMonthFigures } from '../../../shared/usecases/figures/month-figures.ts'
import { currentMonth } from '../../../shared/usecases/ledger/books.ts'
import { ExplainCursor, ExplainedEntry, explain } from '../../../shared/usecases/ledger/explain.ts'
import { json } from '../answers.ts'
import { openCursor, PageQuery, sealCursor } from '../cursor.ts'
import { isKnown } from '../etag.ts'
import { refusals } from '../problem.ts'
import { type ApiEnv, newRouter } from '../router.ts'

const code = z.string().min(1).max(32)

// Strict. If a mistyped parameter were ignored, the answer would be the figures of another scope.
const Scope = z.strictObject({
  area: code.optional().describe('Default: the whole programme'),
  agency: code.optional(),
})

/** For `when` of a check: run it even if other checks have failed, so that all problems are named at once. */
const always = () => true
const unfitFilter = (name: string) => ({ path: [name], params: { code: 'filter_unfit' }, when: always })

const FiguresQuery = Scope.extend({
  month: Month.optional().describe('Default: the current month'),
  reading: Reading.default('as_posted'),
  restatedThrough: Month.optional().describe(
    'Figures are restated with everything posted up to this month. Default: the current month.',
  ),
})
  // For the reading `as_posted` this parameter would have no effect, yet callers would believe that it had.
  .refine(
    ({ reading, restatedThrough }) => reading === 'restated' || restatedThrough === undefined,
    unfitFilter('restatedThrough'),
  )

const SeriesQuery = Scope.extend({
  from: Month.optional().describe('Default: the first month, or a year before `to` if that is later'),
  to: Month.optional().describe('Default: the current month'),
})

const Series = z
  .object({
    items: z.array(
      z.object({
        month: Month,
        closed: z.boolean(),
        stages: z.record(z.string(), z.object({ cumulative: z.int(), net: z.int() })),
      }),
    ),
  })
  .meta({ id: 'Series' })

const Classified = z.object(classificationShape(code)).partial()

const FigureQuery = PageQuery.extend({
  month: Month,
  stage: code.optional().describe('The figure counts members of this stage'),
  fact: LoanFactKind.optional().describe('Counts loans instead of members of a stage'),
  referral: ReferralFactKind.optional().describe('Counts referrals instead of members of a stage'),
  partner: PartnerCode.optional().describe('Only loans of this partner, or referrals to it'),
  span: z.enum(['month', 'cumulative']).default('month'),
  area: code.optional(),
  ...Classified.shape,
  part: z
    .enum(['counted', 'left_out'])
    .default('counted')
    .describe('`left_out` lists entries that belong to the figure by their true date but were posted later'),
})
  .refine(({ stage, fact, referral }) => [stage, fact, referral].filter((each) => each !== undefined).length === 1, {
    path: ['stage'],
    params: { code: 'field_missing' },
    when: always,
  })
  // Stages are not counted by partner. If `partner` were ignored, the answer would list entries of a larger figure.
  .refine(({ stage, partner }) => stage === undefined || partner === undefined, unfitFilter('partner'))

/** Loans and referrals are counted by agency, and by none of the other dimensions. */
const ExplainQuery = dimensionNames
  .filter((dimension) => dimension !== 'agency')
  .reduce(
    (schema, dimension) =>
      schema.refine((query) => query.stage !== undefined || query[dimension] === undefined, unfitFilter(dimension)),
    FigureQuery,
  )

/** The figure that a query names. */
function pickFigure({
  stage = '',
  fact,
  referral,
  partner,
  ...classification
}: Omit<z.infer<typeof ExplainQuery>, FieldBesideFigure>) {
  if (fact !== undefined) return { fact, partner }
  return referral === undefined ? { stage, ...classification } : { referral, partner }
}
/** The fields of a query that do not name the figure. */
type FieldBesideFigure = 'cursor' | 'limit' | 'part' | 'area' | 'month' | 'span' | 'agency'

const Explained = z.object({ items: z.array(ExplainedEntry), next: z.string().optional() }).meta({ id: 'Explained' })

export const figureRoutes = (deps: Deps) => {
  const root = deps.frame.areas.root

  /** Answers from memory, or with 304 if the caller already has the answer. */
  const answerAsPosted = createMiddleware<ApiEnv>(async (c, next) => {
    const parameters = Object.entries(c.req.queries())
    const { data } = FiguresQuery.safeParse(Object.fromEntries(parameters.map(([name, values]) => [name, values[0]])))
    // The route itself refuses these queries and explains why.
    if (!data || parameters.some(([, values]) => values.length > 1)) return next()
    const { month = currentMonth(deps), area = root, ...query } = data
    const found = await readFiguresAsPosted(deps, c.var.caller, { ...query, month, area })
    if (!found) return next()
    const etag = `"${found.hash}"`
    c.header('ETag', etag)
    if (isKnown(c, etag)) return c.body(null, 304)
    return c.body(found.json, 200, { 'Content-Type': 'application/json' })
  })

  const router = newRouter()
  router.get('/figures', answerAsPosted)
  return router
    .openapi(
      createRoute({
        method: 'get',
        path: '/figures',
        tags: ['Figures'],
        summary: 'The whole funnel of a month and scope, with definitions, targets and breakdowns',
        request: { query: FiguresQuery },
        responses: { 200: json(Figures, 'The figures'), ...refusals },
      }),
      async (c) => {
        const { month = currentMonth(deps), area = root, ...query } = c.req.valid('query')
        return c.json(await readMonthFigures(deps, c.var.caller, { ...query, month, area }), 200)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/figures.csv',
        tags: ['Figures'],
        summary: 'The same figures as CSV, one row per figure, with machine-readable values and definitions',
        request: { query: FiguresQuery },
        responses: {
          200: { description: 'UTF-8 with BOM', content: { 'text/csv': { schema: z.string() } } },
          ...refusals,
        },
      }),
      async (c) => {
        const { month = currentMonth(deps), area = root, ...query } = c.req.valid('query')
        const figures = await readMonthFigures(deps, c.var.caller, { ...query, month, area })
        c.header('Content-Type', 'text/csv; charset=utf-8')
        c.header('Content-Disposition', `attachment; filename="figures-${month}-${area}.csv"`)
        return c.body(figuresCsv(figures), 200)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/figures/series',
        tags: ['Figures'],
        summary: 'The figures of the stages, month by month, as posted',
        request: { query: SeriesQuery },
        responses: { 200: json(Series, 'Oldest first'), ...refusals },
      }),
      async (c) => {
        const { to = currentMonth(deps), from, area = root, agency } = c.req.valid('query')
        const items = await readFigureSeries(deps, c.var.caller, { from, to, area, agency })
        return c.json({ items }, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/figures/entries',
        tags: ['Figures'],
        summary: 'The entries behind a figure. Their effects add up to it.',
        request: { query: ExplainQuery },
        responses: { 200: json(Explained, 'A page of entries'), ...refusals },
      }),
      async (c) => {
        const { cursor, limit, part, area = root, month, span, agency, ...figureFields } = c.req.valid('query')
        const from = openCursor(deps, c, cursor, ExplainCursor)
        const page = { leftOut: part === 'left_out', from, limit }
        const figure = pickFigure(figureFields)
        const { items, next } = await explain(deps, c.var.caller, { month, span, area, agency, ...figure }, page)
        return c.json({ items, ...(next && { next: sealCursor(deps, c, next) }) }, 200)
      },
    )
}
