import { beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { recountAll } from '../../support/ledger-state.ts'
import { expectNoPersonalData, selfServiceActs } from '../../support/self-service-acts.ts'
import { inside, makeWorld, newNik, type World } from '../../support/world.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})

const { validateRows, verify, registerSelf } = selfServiceActs(() => world)

describe('the copy of all data about a person', () => {
  const OwnCopy = z.object({ rows: z.array(z.object({ importId: z.string(), line: z.int() })) })

  test('has the file rows that are certainly about the person, and none of namesakes or people with the same phone', async () => {
    const nik = newNik()
    await verify(await registerSelf('zaki', nik))
    const place = `pemula,${inside.area}`
    const importId = await validateRows(
      `Budi Santoso,${newNik()},0812 9999 9999,1971-01-01,${place},Entah,2021-11-10`,
      `Budi Santoso,${newNik()},,1990-03-15,${place},Entah,2021-11-10`,
      `Budi Santoso,,081234567890,1971-01-01,${place},Entah,2021-11-10`,
      `"BUDI  SANTOSO, ",,,15/03/1990,${place},Entah,2021-11-10`,
      `B. Santosa,'${nik},,,${place},Entah,2021-11-10`,
      `Ani,${newNik()},081234567890,1988-01-01,${place},PPAPP,2021-11-10`,
      `Budi Santoso,${newNik()},,1990-03-15,${place},PPAPP,2021-11-10`,
      `Budi Santoso,,,1990-03-15,${place},PPAPP,2021-11-10`,
    )
    const { rows } = OwnCopy.parse(await (await world.call('GET', '/v1/me/data', { as: 'zaki' })).json())
    expect(
      rows
        .filter((row) => row.importId === importId)
        .map(({ line }) => line)
        .toSorted((a, b) => a - b),
    ).toEqual([5, 6, 9])
  })
})
test('afterwards the counters agree with the entries', async () => {
  expect(await recountAll(world.deps)).toEqual([])
})

test('afterwards no personal data are in the clear in the table or the log', async () => {
  await expectNoPersonalData(world.deps)
})
