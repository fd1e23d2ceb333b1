import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { shortenErrors } from '../../infra/shorten-errors.ts'

const root = path.join(import.meta.dirname, '../..')
const Errors = z.record(
  z.string(),
  z.custom<new (opts: object) => Error>((value) => typeof value === 'function'),
)

/** The errors of a client, original and shortened. */
async function errorsOf(client: string) {
  const folder = path.join(root, 'node_modules/@aws-sdk', client, 'dist-es/models')
  const source = await readFile(path.join(folder, 'errors.js'), 'utf8')
  const bundled = await build({
    stdin: { contents: `${shortenErrors(source)}\nexport { Base }`, resolveDir: folder },
    bundle: true,
    format: 'esm',
    platform: 'node',
    external: ['@smithy/*'],
    write: false,
  })
  const file = bundled.outputFiles[0]?.text ?? ''
  const { Base, ...short } = Errors.parse(await import(`data:text/javascript;base64,${btoa(resolvePackages(file))}`))
  return { Base, short, whole: Errors.parse(await import(pathToFileURL(path.join(folder, 'errors.js')).href)) }
}

/** A module in memory can import packages only by the paths of their files. */
const resolvePackages = (code: string): string =>
  code.replaceAll(/from "(@smithy\/[^"]+)"/g, (_, name: string) => `from "${import.meta.resolve(name)}"`)

const opts = {
  message: 'No',
  $metadata: { httpStatusCode: 400 },
  CancellationReasons: [{ Code: 'None' }],
  Item: { a: 1 },
}
const looks = (error: Error) => ({
  ...error,
  message: error.message,
  string: `${error}`,
  class: error.constructor.name,
})

test.each(['client-dynamodb', 'client-kms', 'client-s3', 'client-sfn'])(
  'the shortened errors of %s are the same errors',
  async (client) => {
    const { Base, short, whole } = await errorsOf(client)
    expect(Object.keys(short).toSorted()).toEqual(Object.keys(whole).toSorted())
    for (const [name, Whole] of Object.entries(whole)) {
      const Short = short[name]
      if (!Short || !Base) throw new Error(`${name} is missing`)
      const error = new Short(opts)
      expect([error instanceof Base, error instanceof Short, looks(error)]).toEqual([
        true,
        true,
        looks(new Whole(opts)),
      ])
    }
  },
)

test('a module of another shape stops the build', () => {
  expect(() => shortenErrors('export class X extends Y {}')).toThrow()
})
