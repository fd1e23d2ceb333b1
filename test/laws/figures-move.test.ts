import fc from 'fast-check'
import { expect, test } from 'vitest'
import { monthRange } from '../../shared/domain/calendar.ts'
import { figuresOf } from '../../shared/usecases/figures.ts'
import { acts, currentMonth, newLedger, perform, wholeFigures } from '../support/ledger-acts.ts'
import { seen } from '../support/ledger-model.ts'
import { smallProgramme } from '../support/small-programme.ts'

const runs = (usual: number) => Number(process.env.RUNS ?? usual)

test('after any act the figures of the month are those that a count of the facts gives', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(acts(smallProgramme), { minLength: 20, maxLength: 40 }), async (list) => {
      const played = await newLedger(smallProgramme, '2024-04', '2024-06-20T16:00:00.000Z')
      for (const act of list) {
        await perform(played, act)
        const month = currentMonth(played)
        expect(seen(await wholeFigures(played, month))).toEqual(
          played.model.figures({ month, area: 'HV', reading: 'as_posted' }),
        )
      }
      for (const month of monthRange('2024-04', currentMonth(played)))
        for (const reading of ['as_posted', 'restated'] as const)
          for (const scope of [
            { area: 'HV' },
            { area: 'HV', agency: 'library' },
            { area: 'HV.N' },
            { area: 'HV.N.1' },
            { area: 'HV.N.0000', agency: 'trade' },
          ]) {
            const asked = { month, reading, ...scope }
            expect({ asked, ...seen(await figuresOf(played.deps, asked)) }).toEqual({
              asked,
              ...played.model.figures(asked),
            })
          }
    }),
    { numRuns: runs(6), endOnFailure: process.env.SHRINK !== "1", verbose: 0 },
  )
}, 600_000)
