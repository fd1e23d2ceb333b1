import fc from 'fast-check'
import { expect, test } from 'vitest'
import { effectOf } from '../../shared/domain/ledger/entry.ts'
import type { Gender } from '../../shared/domain/values/gender.ts'
import { type FigureRef as AnyFigureRef, explain } from '../../shared/usecases/ledger/explain.ts'
import { anybody, histories, newLedger, type Played, perform, wholeFigures } from '../support/ledger-acts.ts'
import { monthsOf, recountAll } from '../support/ledger-state.ts'
import { runs } from '../support/runs.ts'
import { smallProgramme } from '../support/small-programme.ts'

const everything = anybody(smallProgramme)

type FigureRef = Extract<AnyFigureRef, { stage: string }>

/** Acts of several months, some of them closed on the way and most at the end. */
async function playLedger(list: Parameters<typeof perform>[1][]): Promise<Played> {
  const play = await newLedger(smallProgramme, '2024-04', '2024-06-20T16:00:00.000Z')
  for (const act of list) await perform(play, act)
  await perform(play, { act: 'wait', days: 25 })
  await perform(play, { act: 'close' })
  return play
}

/** Often undefined, because figures without a restriction have more entries to page through. */
const maybe = <T>(values: T[]) => fc.option(fc.constantFrom(...values), { nil: undefined, freq: 1 })
const figure = fc.record({
  back: fc.nat(4),
  span: fc.constantFrom('month' as const, 'cumulative' as const),
  stage: fc.constantFrom('apply', 'learn', 'open', 'ALL'),
  area: fc.constantFrom('HV', 'HV', 'HV.N', 'HV.NE', 'HV.N.1', 'HV.N.0000'),
  agency: maybe(['trade', 'library']),
  gender: maybe<Gender>(['female', 'male', 'unknown']),
  category: maybe(['new', 'moved', 'heir']),
  limit: fc.integer({ min: 1, max: 5 }),
})

test('any history agrees with its recount, keeps its closed months, and explains every figure', async () => {
  await fc.assert(
    fc.asyncProperty(
      histories(smallProgramme),
      fc.array(figure, { minLength: 15, maxLength: 15 }),
      async (list, figures) => {
        const play = await playLedger(list)
        const months = await monthsOf(play.deps)
        expect(await recountAll(play.deps)).toEqual([])
        for (const [month, figuresThen] of play.frozen) {
          const { recount: _, ...asPosted } = await wholeFigures(play, month)
          expect(asPosted).toEqual(withoutRecount(figuresThen))
        }
        for (const { back, limit, ...ref } of figures)
          await expectExplained(play, { ...ref, month: months[Math.max(0, months.length - 1 - back)] ?? '' }, limit)
      },
    ),
    runs(3, 30),
  )
}, 1_200_000)

const withoutRecount = ({ recount: _, ...figures }: Awaited<ReturnType<typeof wholeFigures>>) => figures

async function expectExplained({ deps, model }: Played, ref: FigureRef, limit: number): Promise<void> {
  const where = {
    ...(ref.agency && { agency: ref.agency }),
    ...(ref.gender && { gender: ref.gender }),
    ...(ref.category && { category: ref.category }),
  }
  const { cumulative, inMonth } = model.count(
    { month: ref.month, area: ref.area, reading: 'as_posted' },
    ref.stage,
    where,
  )
  const entriesBehind = await pagesOf(deps, ref, { leftOut: false, limit })
  const sum = entriesBehind.reduce((n, { effect }) => n + effect, 0)
  expect({ ref, sum }).toEqual({ ref, sum: ref.span === 'month' ? inMonth.net : cumulative })
  for (const entry of entriesBehind) {
    expect(entry).toMatchObject({ stage: ref.stage, ...where, effect: effectOf(entry) })
    expect(deps.frame.areas.isWithin(entry.area, ref.area)).toBe(true)
    expect(ref.span === 'month' ? entry.postedIn === ref.month : entry.postedIn <= ref.month).toBe(true)
  }

  const entriesLeftOut = await pagesOf(deps, ref, { leftOut: true, limit })
  const since = ref.span === 'month' ? ref.month : '2024-04'
  expect({ ref, left: entriesLeftOut.length }).toEqual({ ref, left: model.leftOut(ref, since, ref.stage, where) })
  for (const entry of entriesLeftOut) {
    expect(entry).toMatchObject({ stage: ref.stage, ...where, effect: 0, leftOut: 'posted_later' })
    expect(entry.postedIn > ref.month && entry.trueMonth <= ref.month && entry.trueMonth >= since).toBe(true)
  }
  const ids = [...entriesBehind, ...entriesLeftOut].map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
}

async function pagesOf(deps: Played['deps'], ref: FigureRef, { leftOut, limit }: { leftOut: boolean; limit: number }) {
  const items: Awaited<ReturnType<typeof explain>>['items'] = []
  let from: Awaited<ReturnType<typeof explain>>['next']
  let pages = 0
  do {
    if (++pages > 500) throw new Error('The pages do not end')
    const page = await explain(deps, everything, ref, { leftOut, limit, from })
    expect(page.items.length).toBeLessThanOrEqual(limit)
    items.push(...page.items)
    from = page.next
  } while (from)
  return items
}
