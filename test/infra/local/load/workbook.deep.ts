import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { publishedMembers } from '../../../../infra/local/load/published/published-members.ts'
import { makeFrame } from '../../../../shared/domain/ledger/frame.ts'
import { jakpreneur } from '../../../../shared/programme/jakpreneur.ts'
import { countedInto, enginesGone, load, startLoad } from '../../../support/load-process.ts'
import { scratchDirectory } from '../../../support/scratch-directory.ts'
import { writeWorkbook } from '../../../support/write-workbook.ts'

/** Runs with --full at full size, which takes hours beside other work, or at a size of one's own: WORKBOOK_SCALE=100. */
const scale = Number(process.env.WORKBOOK_SCALE ?? (process.env.FULL === '1' ? 1 : 0))
const kills = 10
const lastMonth = '2021-10'

test.runIf(scale > 0)(
  'the published members as a workbook, killed ten times, load as in one clean run, in little memory',
  {
    timeout: 12 * 3_600_000,
  },
  async () => {
    const at = await scratchDirectory()
    const [clean, killed] = [path.join(await scratchDirectory(), 'data'), path.join(await scratchDirectory(), 'data')]
    const file = path.join(at, 'anggota.xlsx')
    await writeFile(file, publishedWorkbook())
    const args = [file, '--yes']

    const started = performance.now()
    const output = await load(clean, ...args)
    const span = performance.now() - started
    expect(output).toMatch(/Applying +\[#{30}\]/)
    expect(Number(/Peak memory of this process: (\d+) MB/.exec(output)?.[1])).toBeLessThan(600)

    let died = 0
    for (let i = 0; i < kills; i++) {
      const run = startLoad(killed, args)
      // Later each time, so that the end is met too; somewhere within a stretch of its own.
      await sleep(1_500 + span * ((i + Math.random()) / kills) * 0.6)
      run.kill()
      if ((await run.ended).code !== 0) died++
      await enginesGone(killed)
    }
    expect(died).toBeGreaterThan(kills / 2)
    await load(killed, ...args)

    expect(await describeLedger(killed)).toBe(await describeLedger(clean))
  },
)

function publishedWorkbook(): Uint8Array {
  const cellOf = (text: string) => (/^\d{4}-\d\d-\d\d$/.test(text) ? { day: text } : { text })
  const lines = [...publishedMembers(makeFrame(jakpreneur), scale).file()]
  return writeWorkbook([{ name: 'Anggota', rows: lines.map((line) => line.split(',').map(cellOf)) }])
}

/** What a ledger holds, as text to the last depth. */
async function describeLedger(data: string): Promise<string> {
  const found = await countedInto(data, lastMonth, ['2018-12', lastMonth])
  expect(found.differing).toEqual([0, 0])
  expect(found.rows).toMatchObject([{ status: 'applied', outcome: { refused: 0 } }])
  return inspect(found, { depth: null, sorted: true, maxArrayLength: null, maxStringLength: null })
}
