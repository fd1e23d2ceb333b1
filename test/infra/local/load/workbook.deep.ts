import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { publishedMembers } from '../../../../infra/local/load/published/published-members.ts'
import { makeFrame } from '../../../../shared/domain/ledger/frame.ts'
import { jakpreneur } from '../../../../shared/programme/jakpreneur.ts'
import { countApplied, countedInto, enginesGone, load, startLoad } from '../../../support/load-process.ts'
import { scratchDirectory } from '../../../support/scratch-directory.ts'
import { writeWorkbook } from '../../../support/write-workbook.ts'

const scale = Number(process.env.WORKBOOK_SCALE ?? (process.env.FULL === '1' ? 1 : 50))
const lastMonth = '2021-10'

/**
 * When each run is killed, by the progress that it has shown. Each run validates the file from the start, and
 * continues applying from the last checkpoint.
 */
const killedAt: { name: string; isReached: (printed: string) => boolean }[] = [
  { name: 'the first rows are looked through', isReached: (printed) => printed.includes('Validating') },
  { name: 'most rows are looked through', isReached: (printed) => countValidated(printed) >= shownNear(members * 0.7) },
  { name: 'the report is shown', isReached: (printed) => printed.includes('The figures would become:') },
  ...[0, 1, 2, 3, 4, 5, 6].map((tenths) => ({
    name: `${tenths} tenths are applied`,
    isReached: (printed: string) => countApplied(printed) >= (members * tenths) / 10,
  })),
]
const members = Math.round(284_164 / scale)
/** Validation shows every ten-thousandth row. */
const shownNear = (rows: number) => Math.floor(rows / 10_000) * 10_000

test('the published members as a workbook, killed ten times, load as in one clean run, in little memory', {
  timeout: scale === 1 ? 6 * 3_600_000 : 3_000_000,
}, async () => {
  const at = await scratchDirectory()
  const [clean, killed] = [path.join(await scratchDirectory(), 'data'), path.join(await scratchDirectory(), 'data')]
  const file = path.join(at, 'anggota.xlsx')
  await writeFile(file, publishedWorkbook())
  const args = [file, '--yes']

  const output = await load(clean, ...args)
  expect(output).toMatch(/Validating +\d+ rows/)
  expect(output).toMatch(/Applying +\[#{30}\]/)
  expect(Number(/Peak memory of this process: (\d+) MB/.exec(output)?.[1])).toBeLessThan(600)

  for (const { name, isReached } of killedAt) {
    const run = startLoad(killed, args)
    run.killWhen(isReached)
    const { signal, output: printed } = await run.ended
    expect([name, signal, printed]).toEqual([name, 'SIGKILL', printed])
    await enginesGone(killed)
  }
  await load(killed, ...args)

  expect(await describeLedger(killed)).toBe(await describeLedger(clean))
})

const countValidated = (printed: string): number => Number([...printed.matchAll(/Validating +(\d+) rows/g)].at(-1)?.[1])

function publishedWorkbook(): Uint8Array {
  const cellOf = (text: string) => (/^\d{4}-\d\d-\d\d$/.test(text) ? { day: text } : { text })
  const lines = [...publishedMembers(makeFrame(jakpreneur), scale).file()]
  return writeWorkbook([{ name: 'Anggota', rows: lines.map((line) => line.split(',').map(cellOf)) }])
}

/** All items of a ledger, as text in full depth. */
async function describeLedger(data: string): Promise<string> {
  const found = await countedInto(data, lastMonth, ['2018-12', lastMonth])
  expect(found.differing).toEqual([0, 0])
  expect(found.rows).toMatchObject([{ status: 'applied', outcome: { refused: 0 } }])
  return inspect(found, { depth: null, sorted: true, maxArrayLength: null, maxStringLength: null })
}
