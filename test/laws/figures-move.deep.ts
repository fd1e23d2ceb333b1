import fc from 'fast-check'
import { expect, test } from 'vitest'
import { monthRange, nextMonth } from '../../shared/domain/calendar.ts'
import { readFigureSeries } from '../../shared/usecases/figures/figure-series.ts'
import { computeFigures } from '../../shared/usecases/figures/figures.ts'
import { fewAreas } from '../support/few-areas.ts'
import { numbersIn } from '../support/figure-numbers.ts'
import { anybody, histories, newLedger, perform, wholeFigures } from '../support/ledger-acts.ts'
import { currentMonth } from '../support/ledger-state.ts'
import { runs } from '../support/runs.ts'
import { smallProgramme } from '../support/small-programme.ts'

// In both programmes the order of stages changes during the acts.
const ledgers = [
  {
    name: 'Open Shop',
    programme: smallProgramme,
    firstMonth: '2024-04',
    now: '2024-06-20T16:00:00.000Z',
    scopes: [{ area: 'HV', agency: 'library' }, { area: 'HV.N' }, { area: 'HV.N.1' }, { area: 'HV.N.0000' }],
    tries: runs(2, 15),
  },
  {
    name: 'Jakpreneur',
    programme: fewAreas,
    firstMonth: '2019-12',
    now: '2020-02-14T05:00:00.000Z',
    scopes: [{ area: '31.71' }, { area: '31.71.01', agency: 'KPKP' }, { area: '31.72.01.1001' }],
    tries: runs(2, 15),
  },
]

test.each(ledgers)(
  'after any act of $name the figures are those that a count of the facts gives',
  { timeout: 1_200_000 },
  async ({ programme, firstMonth, now, scopes, tries }) => {
    await fc.assert(
      fc.asyncProperty(histories(programme), async (list) => {
        const play = await newLedger(programme, firstMonth, now)
        const { deps, model } = play
        const { root } = deps.frame.areas
        for (const act of list) {
          await perform(play, act)
          const month = currentMonth(deps)
          const expected = model.figures({ month, area: root, reading: 'as_posted' })
          expect({ after: act, ...numbersIn(await wholeFigures(play, month)) }).toEqual({ after: act, ...expected })
        }
        for (const month of monthRange(firstMonth, currentMonth(deps)))
          for (const reading of ['as_posted', 'restated'] as const)
            for (const scope of [{ area: root }, ...scopes]) {
              const figuresQuery = { month, reading, ...scope }
              expect({ asked: figuresQuery, ...numbersIn(await computeFigures(deps, figuresQuery)) }).toEqual({
                asked: figuresQuery,
                ...model.figures(figuresQuery),
              })
            }
        for (const scope of [{ area: root }, ...scopes]) {
          const query = { from: nextMonth(firstMonth), to: currentMonth(deps), ...scope }
          const series = await readFigureSeries(deps, anybody(programme), query)
          for (const { month, stages } of series)
            for (const [stage, { cumulative, net }] of Object.entries(stages)) {
              const count = model.count({ month, area: scope.area, reading: 'as_posted' }, stage, scope)
              expect({ month, stage, cumulative, net }).toEqual({
                month,
                stage,
                cumulative: count.cumulative,
                net: count.inMonth.net,
              })
            }
          expect(series.map(({ month }) => month)).toEqual(monthRange(query.from, query.to))
        }
      }),
      tries,
    )
  },
)
