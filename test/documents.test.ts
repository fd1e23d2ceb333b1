import { existsSync } from 'node:fs'
import { glob, readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { writeWalk } from '../infra/local/try-it.ts'

const root = path.join(import.meta.dirname, '..')
const read = (file: string) => readFile(path.join(root, file), 'utf8')

const documents: { file: string; text: string }[] = []
const ours = '{*.md,.github/*.md,{functions,infra,shared,test}/**/*.md}'
for await (const file of glob(ours, { cwd: root })) documents.push({ file, text: await read(file) })

const matchesIn = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, part = '']) => part)

/** A heading's anchor, as GitHub makes it. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')

test.each(documents)('every link of $file leads somewhere', async ({ file, text }) => {
  const directory = path.dirname(file)
  const missing: string[] = []
  for (const link of matchesIn(text, /(?:\]\(|src=")([^)":\s]+)[)"]/g)) {
    const [target = '', anchor] = link.split('#')
    const aim = target === '' ? file : path.join(directory, target)
    if (!existsSync(path.join(root, aim))) missing.push(link)
    else if (anchor !== undefined) {
      const headings = matchesIn(aim === file ? text : await read(aim), /^#+ (.+)$/gm)
      if (!headings.map(anchorOf).includes(anchor)) missing.push(link)
    }
  }
  const paths = matchesIn(text, /`((?:\.github|functions|infra|shared|test)\/[\w./-]+)`/g)
  missing.push(...paths.filter((each) => !existsSync(path.join(root, each))))
  expect(missing).toEqual([])
})

test('no page asks for a CloudTrail trail, because no stack makes one', () => {
  const asked = documents.flatMap(({ text }) =>
    text
      .split(/(?<=[.;:])\s/)
      .filter((sentence) => sentence.includes('CloudTrail') && !/event\s+history/.test(sentence)),
  )
  expect(asked).toEqual([])
})

test('every npm run that a document names is a script', async () => {
  const { scripts } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(await read('package.json')))
  const namedScripts = documents.flatMap(({ text }) => matchesIn(text, /npm run (?:--silent )?([\w:]+)/g))
  expect(namedScripts.length).toBeGreaterThan(20)
  expect(namedScripts.filter((name) => !(name in scripts))).toEqual([])
})

test('the walk has the lines of the home page', async () => {
  const page = await read('.github/WALK.md')
  const [walk = ''] = matchesIn(page, /```sh\n(export API=[\s\S]+?)\n```/g)
  const [api = ''] = matchesIn(walk, /^export API=(.+)$/gm)
  const [month = '', openMonth = ''] = [/"through":"([\d-]+)"/, /entries\?month=([\d-]+)/].map(
    (pattern) => pattern.exec(walk)?.[1] ?? '',
  )
  const printed = writeWalk({ api, token: '…', month, closes: 1, openMonth }).join('\n')
  const withoutNumbers = (lines: string) =>
    lines.replaceAll(/coba-\d{6}/g, 'coba').replaceAll(/"nik":"\d{16}"/g, '"nik":""')
  expect(withoutNumbers(walk)).toBe(withoutNumbers(printed))
})
