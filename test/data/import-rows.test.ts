import { expect, test } from 'vitest'
import { fewAreas } from '../support/few-areas.ts'
import { testDeps } from '../support/test-deps.ts'

test('only the import that claimed a row can release it', async () => {
  const { importRows, commit } = await testDeps({ programme: fewAreas })
  const text = 'Sri Wahyuni;2021-11-10'
  const { hash, writes } = importRows.claim(text, { memberId: '7K3M9QXF', importId: 'imp_1' })
  const undoneBy = async () => (await importRows.findClaims([text])).map((claim) => claim?.isUndone && claim.importId)
  await commit(...writes)
  await expect(commit(importRows.undo(hash, 'imp_2'))).rejects.toMatchObject({ what: 'row' })
  expect(await undoneBy()).toEqual([undefined])
  await commit(importRows.undo(hash, 'imp_1'))
  expect(await undoneBy()).toEqual(['imp_1'])
  await commit(importRows.renew(hash, 'imp_2'))
  await expect(commit(importRows.undo(hash, 'imp_1'))).rejects.toMatchObject({ what: 'row' })
  expect(await undoneBy()).toEqual([undefined])
})
