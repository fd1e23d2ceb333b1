import path from 'node:path'
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { countApplied, enginesGone, load, loadedInto, startLoad } from '../../../support/load-process.ts'
import { scratchDirectory } from '../../../support/scratch-directory.ts'

const scale = 600
const members = Math.round(284_164 / scale)
const args = ['--published', '--until', '2018-06', '--scale', `${scale}`]

const countClosed = (printed: string): number =>
  Number([...printed.matchAll(/Closing +\[[#.]+\] (\d+) of/g)].at(-1)?.[1])

/** When each run is killed, by the progress that it has shown. Each run goes on from where the one before was killed. */
const killedAt: { name: string; isReached: (printed: string) => boolean }[] = [
  { name: 'the first rows are looked through', isReached: (printed) => printed.includes('Validating') },
  { name: 'the report is shown', isReached: (printed) => printed.includes('The figures would become:') },
  ...[0, 2, 4, 6, 8].map((tenths) => ({
    name: `${tenths} tenths are applied`,
    isReached: (printed: string) => countApplied(printed) >= (members * tenths) / 10,
  })),
  ...[1, 2, 3].map((months) => ({
    name: `${months} months are closed`,
    isReached: (printed: string) => countClosed(printed) >= months,
  })),
]

test(`loading, killed ${killedAt.length} times with its engine or the engine alone, ends as one clean run does`, {
  timeout: 1_800_000,
}, async () => {
  const [clean, killed] = [path.join(await scratchDirectory(), 'data'), path.join(await scratchDirectory(), 'data')]
  await load(clean, ...args)

  for (const [i, { name, isReached }] of killedAt.entries()) {
    const run = startLoad(killed, args)
    run.killWhen(isReached, i % 3 === 2 ? 'engines' : 'process')
    const { code, output } = await run.ended
    expect(code, `killed when ${name}: ${output}`).not.toBe(0)
    await enginesGone(killed)
  }
  await load(killed, ...args)

  const [wanted, found] = [await loadedInto(clean, '2018-06'), await loadedInto(killed, '2018-06')]
  expect(found.differing).toEqual(found.differing.map(() => 0))
  expect(toldOf(found)).toBe(toldOf(wanted))
})

/** As text in full depth, so that any difference shows. Hashes are left out, because they cover ids and instants. */
const toldOf = ({ issues, ...rest }: Awaited<ReturnType<typeof loadedInto>>): string =>
  inspect(
    { ...rest, issues: issues.map(({ hash: _, ...issue }) => issue) },
    { depth: null, sorted: true, maxArrayLength: null, maxStringLength: null },
  )
