import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { enginesGone, enginesOn, load, loadedInto, startLoad } from '../../../support/load-process.ts'
import { scratchDirectory } from '../../../support/scratch-directory.ts'

const args = ['--published', '--until', '2018-06', '--scale', '300']
const kills = 10

test(`loading, killed ${kills} times at random with its engine or the engine alone, ends as one clean run does`, {
  timeout: 900_000,
}, async () => {
  const [clean, killed] = [path.join(await scratchDirectory(), 'data'), path.join(await scratchDirectory(), 'data')]
  const started = performance.now()
  await load(clean, ...args)
  const span = performance.now() - started

  let died = 0
  for (let i = 0; i < kills; i++) {
    const run = startLoad(killed, args)
    // Each kill falls into a later stretch of the run, at a random instant, so that the end is reached too.
    await sleep(1_500 + span * ((i + Math.random()) / kills) * 0.6)
    if (i % 3 === 2) for (const pid of enginesOn(killed)) process.kill(pid, 'SIGKILL')
    else run.kill()
    const { code } = await run.ended
    if (code !== 0) died++
    await enginesGone(killed)
  }
  expect(died).toBeGreaterThan(kills / 2)
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
