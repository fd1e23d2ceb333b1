import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { encodeIssue } from '../../../shared/domain/report/issue.ts'
import { fewAreas } from '../../support/few-areas.ts'
import { madeIssues } from '../../support/made-issues.ts'
import { scratchDirectory } from '../../support/scratch-directory.ts'

const verify = (...args: string[]) =>
  spawnSync(process.execPath, ['infra/verify/verify.ts', ...args], { encoding: 'utf8' })

const [first, last] = madeIssues(fewAreas, [
  { month: '2021-10', tallies: [] },
  { month: '2021-11', tallies: [] },
])
let files: string[]

beforeEach(async () => {
  const directory = await scratchDirectory()
  files = [first, last].flatMap((made, i) => {
    const file = path.join(directory, `issue-${i}.json`)
    if (made) writeFileSync(file, encodeIssue(made.issue))
    return file
  })
})

test('a chain is proven when the hash of its last issue is given', () => {
  const { status, stdout } = verify(...files, last?.hash ?? '')
  expect(status).toBe(0)
  expect(stdout).toContain('One unbroken chain of 2, proven by the hash of its last issue.\n')
})

test('without that hash the command does not call the chain proven, and prints the hash to compare', () => {
  for (const [hashes, sentence] of [
    [[], 'An unbroken chain of 2, and NOT proven.'],
    [[first?.hash ?? ''], 'An unbroken chain of 2, proven up to 2021-10/1 and NOT after it.'],
  ] as const) {
    const { status, stdout } = verify(...files, ...hashes)
    expect(status).toBe(0)
    expect(stdout).toContain(`${sentence}\nNothing here proves its last issue, 2021-11/1, whose hash is\n`)
    expect(stdout).toContain(`  ${last?.hash}\nCompare it with the one in the mail or on the page`)
  }
})

test('a fault is named, and the chain is not mentioned', () => {
  const { status, stdout, stderr } = verify(...files, '0'.repeat(64))
  expect([status, stderr]).toEqual([1, `No file has the hash ${'0'.repeat(64)}.\n`])
  expect(stdout).not.toContain('chain')
})

test('a file that is missing, a directory, or cannot be unpacked is named in a sentence', async () => {
  const directory = await scratchDirectory()
  const packed = path.join(directory, 'packed.json.gz')
  writeFileSync(packed, Buffer.from([0x1f, 0x8b, 0x08, 0x00]))
  const nowhere = path.join(directory, 'nowhere.json')
  expect([verify(nowhere), verify(packed)].map(({ status, stderr }) => [status, stderr])).toEqual([
    [1, `${nowhere}: no such file or directory.\n`],
    [1, `${packed} is not a valid gzip file.\n`],
  ])
  expect(verify(directory).stderr).toMatch(/: illegal operation on a directory\.\n$/)
  expect(verify().status).toBe(2)
})

test('issues that were made before issues had a public document keep their hash and their chain', () => {
  const oldIssues = ['2021-10', '2021-11'].map((month) => `test/infra/verify/issues-of-format-2/issue-${month}.json.gz`)
  const { status, stdout } = verify(...oldIssues, 'ecce99a11dbb9f3bf587c9829b77691f667ed654890187fdec0ea857c6a6f5ff')
  expect(stdout).toContain('One unbroken chain of 2, proven by the hash of its last issue.\n')
  expect(status).toBe(0)
})
