import { describe, expect, test } from 'vitest'
import { hashIssue } from '../../../shared/domain/report/issue.ts'
import { checkChain } from '../../../shared/domain/report/issue-chain.ts'
import { jakpreneur } from '../../../shared/programme/jakpreneur.ts'

const line = { attained: 0, late: 0, reversed: 0, reclassifiedIn: 0, reclassifiedOut: 0, net: 0 }
const figures = (members: number) => ({
  programme: { code: 'x', name: jakpreneur.name, zone: 'Asia/Jakarta' },
  month: '2021-10',
  area: { code: '31', name: 'DKI Jakarta' },
  reading: 'restated',
  status: 'closed',
  stages: [{ stage: 'P1', name: jakpreneur.name, cumulative: members, inMonth: line, shareOfFirst: '100.00' }],
  ...{ indicators: [], areas: [], agencies: [], genders: [], categories: [], crossings: [], durations: [] },
  ...{ late: [], warnings: [] },
})
const p1 = (old: number, now: number) => ({
  figure: 'stages.P1.cumulative',
  ...{ old, new: now, difference: now - old },
})

/** Makes a chain of issues as bytes. Each has the given values, and defaults for the others. */
function makeChain(
  ...specs: { number?: number; members?: number; changes?: object[]; cause?: string; previous?: string }[]
) {
  let previous: string | undefined
  return specs.map(({ number = 1, members = 9, changes = [], ...more }, i) => {
    const issue = {
      ...{ month: number === 1 && i > 0 ? `2021-${10 + i}` : '2021-10', number, issuedAt: '2021-11-05T00:00:00.000Z' },
      ...(previous !== undefined && { previous }),
      ...{ figures: figures(members), changes },
      ...more,
    }
    const bytes = Buffer.from(`${JSON.stringify(issue)}\n`)
    previous = hashIssue(bytes)
    return { name: `issue-${i}.json`, bytes }
  })
}
const correction = { number: 2, members: 10, changes: [p1(9, 10)], cause: 'Berkas terlambat' }

describe('a chain', () => {
  test('of issues and a correction is unbroken in any order of files, with or without a last line break', () => {
    const files = makeChain({}, {}, correction)
    const bareFiles = files.map(({ name, bytes }) => ({ name, bytes: bytes.subarray(0, -1) }))
    for (const fileOrder of [files, files.toReversed(), bareFiles]) {
      const { issues, follows, problems } = checkChain(fileOrder)
      expect({ follows, problems }).toEqual({ follows: undefined, problems: [] })
      expect(issues.map(({ name }) => name)).toEqual(['issue-0.json', 'issue-1.json', 'issue-2.json'])
      expect(issues.map(({ hash }) => hash)).toEqual(files.map(({ bytes }) => hashIssue(bytes)))
    }
  })

  test('may begin after an issue that is not among the files, and names it', () => {
    const [, second] = makeChain({}, {})
    expect(checkChain(second ? [second] : [])).toMatchObject({
      follows: expect.stringMatching(/^[0-9a-f]{64}$/),
      problems: [],
    })
  })

  test('shows a single digit that was changed', () => {
    const files = makeChain({}, {}, {})
    const forgedFiles = files.map(({ name, bytes }, i) =>
      i === 1
        ? { name, bytes: Buffer.from(bytes.toString().replace('"cumulative":9', '"cumulative":8')) }
        : { name, bytes },
    )
    expect(checkChain(forgedFiles).problems).toEqual([
      expect.stringMatching(/^issue-2\.json follows [0-9a-f]{64}, which is not among the files, or was changed\.$/),
    ])
  })

  test('shows a gap, a fork and a file that is not an issue', () => {
    const [first, , third] = makeChain({}, {}, {})
    const [, fork] = makeChain({}, { members: 7 })
    const [, second] = makeChain({}, {})
    const notAnIssue = { name: 'notes.txt', bytes: Buffer.from('hello') }
    const files = [first, third, notAnIssue].flatMap((file) => file ?? [])
    expect(checkChain(files).problems).toEqual([
      'notes.txt is not an issue.',
      expect.stringContaining('issue-2.json follows'),
    ])
    const forkedFiles = [first, second, fork].flatMap((file) => file ?? [])
    expect(checkChain(forkedFiles).problems).toContain('issue-1.json and issue-1.json both follow issue-0.json.')
  })
})

test.each([
  ['names no cause', { cause: undefined }, 'names no cause'],
  ['misstates the old value', { changes: [p1(8, 10)] }, 'says of stages.P1.cumulative what the two issues'],
  [
    'states another difference than its values have',
    { changes: [{ ...p1(9, 10), difference: 2 }] },
    'says of stages.P1.cumulative what the two issues',
  ],
  ['keeps silent about a figure', { changes: [] }, 'changes stages.P1.cumulative and does not say so'],
])('a correction that %s is shown', (_, more, problem) => {
  const { cause, ...rest } = { ...correction, ...more }
  const { problems } = checkChain(makeChain({}, { ...rest, ...(cause !== undefined && { cause }) }))
  expect(problems).toEqual([expect.stringContaining(problem)])
})
