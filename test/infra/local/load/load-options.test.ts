import { expect, test } from 'vitest'
import { readLoadOptions } from '../../../../infra/local/load/load-options.ts'

test('a file is loaded, or the published row up to October 2021 unless told otherwise', () => {
  expect(readLoadOptions(['members.csv', '--yes'])).toMatchObject({ file: 'members.csv', yes: true, published: false })
  expect(readLoadOptions(['--published'])).toMatchObject({ published: true, until: '2021-10', scale: 1, data: '.data' })
  expect(readLoadOptions(['--published', '--until', '2021-11', '--scale', '10'])).toMatchObject({
    until: '2021-11',
    scale: 10,
  })
})

test.each([
  [[], 'Name a file, or --published.'],
  [['members.csv', '--published'], 'Name a file, or --published.'],
  [['a.csv', 'b.csv'], 'Name one file.'],
  [['a.csv', '--until', '2021-11', '--scale', '10'], '--until, --scale cannot be used with a file.'],
  [['--published', '--mapping', 'm.json', '--yes'], '--mapping, --yes cannot be used with --published.'],
  [['--published', '--until', '2021-12'], '--until is not valid.'],
  [['--published', '--scale', '0'], '--scale is not valid.'],
  [['--publish'], "Unknown option '--publish'."],
])('%j is refused with a sentence and the usage', (args, sentence) => {
  expect(() => readLoadOptions(args)).toThrow(expect.objectContaining({ exitCode: 2 }))
  expect(() => readLoadOptions(args)).toThrow(sentence)
})
