import { spawnSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { askQuestion } from '../../../../infra/local/load/ask-question.ts'
import { scratchDirectory } from '../../../support/scratch-directory.ts'

test('a question is answered by a line of input, and has no answer after the end of input', async () => {
  expect(await askQuestion('Carry it out?', Readable.from(['yes\nand more\n']))).toBe('yes')
  expect(await askQuestion('Carry it out?', Readable.from(['\n']))).toBe('')
  expect(await askQuestion('Carry it out?', Readable.from([]))).toBeUndefined()
})

test('a missing or invalid file or mapping is named in a sentence, and nothing is started', async () => {
  const directory = await scratchDirectory()
  const within = (name: string) => path.join(directory, name)
  const [data, file, mapping] = [within('data'), within('members.csv'), within('mapping.json')]
  const load = () => {
    const args = [file, '--data', data, '--mapping', mapping]
    return spawnSync(process.execPath, ['infra/local/load/load.ts', ...args], { encoding: 'utf8' })
  }
  expect(load()).toMatchObject({ status: 1, stderr: `${file}: no such file or directory.\n` })
  writeFileSync(file, '')
  expect(load()).toMatchObject({ status: 1, stderr: `${mapping}: no such file or directory.\n` })
  for (const text of ['columns', '{"columns":["Nama"]}']) {
    writeFileSync(mapping, text)
    expect(load()).toMatchObject({ status: 2, stderr: expect.stringContaining(`${mapping} is not a mapping:\n`) })
  }
  expect(existsSync(data)).toBe(false)
})
