import { randomBytes } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { bucketContents } from '../support/bucket-contents.ts'
import { testDeps } from '../support/test-deps.ts'

const mebibyte = 1024 * 1024

async function readContents(deps: Awaited<ReturnType<typeof testDeps>>, key: string): Promise<Buffer> {
  const body = await deps.intake.open(key)
  return body ? buffer(body) : Buffer.alloc(0)
}

test.each([
  ['nothing', 0],
  ['less than a part', 1],
  ['one part and a bit', 9],
  ['several parts', 30],
])('an object of %s consists of its pieces in order, after a head that is known only at the end', async (_, pieces) => {
  const deps = await testDeps()
  const upload = deps.intake.upload('exports/a', 'text/csv')
  const writtenPieces = Array.from({ length: pieces }, () => randomBytes(mebibyte))
  for (const piece of writtenPieces) await upload.write(piece)
  const length = await upload.close(Buffer.from('first'))
  const content = await readContents(deps, 'exports/a')
  expect(length).toBe(pieces * mebibyte + 5)
  expect(content.equals(Buffer.concat([Buffer.from('first'), ...writtenPieces]))).toBe(true)
})

test('an abandoned object does not exist', async () => {
  const deps = await testDeps()
  const upload = deps.intake.upload('exports/a', 'text/csv')
  for (let n = 0; n < 20; n++) await upload.write(randomBytes(mebibyte))
  await upload.abort()
  expect(await bucketContents(`${deps.tableName}-intake`)).toEqual([])
})
