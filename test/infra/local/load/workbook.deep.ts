import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { publishedMembers } from '../../../../infra/local/load/published/published-members.ts'
import { monthOf, previousMonth } from '../../../../shared/domain/calendar.ts'
import { makeFrame } from '../../../../shared/domain/ledger/frame.ts'
import { jakpreneur } from '../../../../shared/programme/jakpreneur.ts'
import { load, loadedInto, startLoad } from '../../../support/load-process.ts'
import { scratchDirectory } from '../../../support/scratch-directory.ts'
import { writeWorkbook } from '../../../support/write-workbook.ts'

const isFull = process.env.FULL === '1'
const scale = isFull ? 1 : Number(process.env.WORKBOOK_SCALE ?? 10)
const killsBeforeApplying = 2
const killsWhileApplying = 8
const minutes = 60_000
const through = previousMonth(monthOf(new Date(), jakpreneur.zone))

test(`the published members at one ${scale}-th as a workbook, killed ten times, load as in one clean run, in little memory`, {
  timeout: (isFull ? 720 : 30) * minutes,
}, async () => {
  const [at, clean, killed] = await Promise.all([scratchDirectory(), scratchDirectory(), scratchDirectory()])
  const file = path.join(at, 'anggota.xlsx')
  await writeFile(file, publishedWorkbook())
  const args = [file, '--yes']

  const started = performance.now()
  const reading = Promise.withResolvers<number>()
  const run = startLoad(path.join(clean, 'data'), args, (said) => {
    if (/Applying/.test(said)) reading.resolve(performance.now() - started)
  })
  const { code, output } = await run.ended
  expect([code, output]).toEqual([0, expect.stringMatching(/Applying +\[#{30}\]/)])
  expect(Number(/Peak memory of this process: (\d+) MB/.exec(output)?.[1])).toBeLessThan(600)

  let died = 0
  for (let i = 0; i < killsBeforeApplying; i++)
    died += await killAfter(startLoad(path.join(killed, 'data'), args), (await reading.promise) * Math.random())
  for (let tenth = 1; tenth <= killsWhileApplying; tenth++) {
    const applied = Promise.withResolvers<void>()
    const next = startLoad(path.join(killed, 'data'), args, (said) => {
      if (tenthApplied(said) >= tenth) applied.resolve()
    })
    await Promise.race([applied.promise, next.ended])
    died += await killAfter(next, 1_000 * Math.random())
  }
  expect(died).toBeGreaterThan((killsBeforeApplying + killsWhileApplying) / 2)
  await load(path.join(killed, 'data'), ...args)

  expect(await describeLedger(killed)).toBe(await describeLedger(clean))
})

function publishedWorkbook(): Uint8Array {
  const cellOf = (text: string) => (/^\d{4}-\d\d-\d\d$/.test(text) ? { day: text } : { text })
  const lines = [...publishedMembers(makeFrame(jakpreneur), scale).file()]
  return writeWorkbook([{ name: 'Anggota', rows: lines.map((line) => line.split(',').map(cellOf)) }])
}

/** The tenth of the rows that loading last said it had applied; 0 before the first. */
function tenthApplied(output: string): number {
  const bars = [...output.matchAll(/Applying +\[(#*)\.*\]/g)]
  return Math.floor((bars.at(-1)?.[1]?.length ?? 0) / 3)
}

/** Kills a run, and returns 1; 0 when it had ended by then. */
async function killAfter(run: ReturnType<typeof startLoad>, ms: number): Promise<number> {
  await sleep(ms)
  run.kill()
  return (await run.ended).signal === 'SIGKILL' ? 1 : 0
}

/** What a ledger holds, as text to the last depth. */
async function describeLedger(directory: string): Promise<string> {
  const { figures, differing, rows, members } = await loadedInto(path.join(directory, 'data'), through)
  expect(differing.every((n) => n === 0)).toBe(true)
  expect(rows.map(({ outcome }) => outcome?.refused)).toEqual([0])
  const found = { figures: figures.at(-1), rows, members }
  return inspect(found, { depth: null, sorted: true, maxArrayLength: null, maxStringLength: null })
}
