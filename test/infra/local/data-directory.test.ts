import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { dataDirectory } from '../../../infra/local/data-directory.ts'
import { scratchDirectory } from '../../support/scratch-directory.ts'

test("somebody else's directory is refused by whoever asks for its state", async () => {
  const root = await scratchDirectory()
  const state = path.join(root, 'state.json')
  writeFileSync(state, '{"theirs":true}')
  await expect(dataDirectory(root).state()).rejects.toThrow(`${state} is not of this system: name another --data.`)
})

test('our own is taken, and an empty one', async () => {
  const root = await scratchDirectory()
  const data = dataDirectory(root)
  data.requireOurs()
  writeFileSync(data.issuerKey, '{}')
  await data.save({ issuerPort: 8300 })
  data.requireOurs()
  expect(await data.state()).toEqual({ issuerPort: 8300 })
})
