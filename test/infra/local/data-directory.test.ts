import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { dataDirectory } from '../../../infra/local/data-directory.ts'
import { scratchDirectory } from '../../support/scratch-directory.ts'

const notOurs = 'holds files of another system: name another --data.'

test("a directory with somebody else's files is refused when its state is read", async () => {
  const root = await scratchDirectory()
  writeFileSync(path.join(root, 'state.json'), '{"theirs":true}')
  await expect(dataDirectory(root).readState()).rejects.toThrow(notOurs)
})

test('a new, an empty and our own directory are accepted', async () => {
  const empty = await scratchDirectory()
  for (const root of [empty, path.join(empty, 'new')]) {
    const data = dataDirectory(root)
    const release = await data.claim()
    await data.save({ issuerPort: 8300 })
    release()
    expect(await data.readState()).toEqual({ issuerPort: 8300 })
    const again = await data.claim()
    again()
  }
})

test('a directory from before locks were introduced is ours', async () => {
  const root = await scratchDirectory()
  for (const name of ['token-issuer.key', 'state.json']) writeFileSync(path.join(root, name), '{"issuerPort":8300}')
  const release = await dataDirectory(root).claim()
  release()
})

test('a directory of several data directories is accepted, unless it contains a foreign file', async () => {
  const root = await scratchDirectory()
  const release = await dataDirectory(path.join(root, 'published')).claim()
  const around = await dataDirectory(root).claim()
  for (const each of [release, around]) each()

  const theirs = await scratchDirectory()
  const within = await dataDirectory(path.join(theirs, 'published')).claim()
  within()
  mkdirSync(path.join(theirs, 'objects'))
  await expect(dataDirectory(theirs).claim()).rejects.toThrow(notOurs)
})

test('a directory in use is refused, with the process and the address once they are known', async () => {
  const root = await scratchDirectory()
  const data = dataDirectory(root)
  const release = await data.claim()
  await expect(data.claim()).rejects.toThrow(`${root} is in use by another start: stop that one`)
  await data.save({ issuerPort: 8300, pid: 4711, api: 'http://127.0.0.1:3000' })
  await expect(data.claim()).rejects.toThrow('in use by another start (process 4711, http://127.0.0.1:3000): stop')
  release()
})

test('removing all leaves only the lock, which is in use', async () => {
  const root = await scratchDirectory()
  const data = dataDirectory(root)
  const release = await data.claim()
  const lock = readdirSync(root)
  for (const name of ['dynamodb', 'objects']) mkdirSync(path.join(root, name))
  for (const name of ['kms.key', 'token-issuer.key', 'accounts.json', 'state.json'])
    writeFileSync(path.join(root, name), '{}')
  await data.removeAll()
  expect(readdirSync(root)).toEqual(lock)
  release()
})
