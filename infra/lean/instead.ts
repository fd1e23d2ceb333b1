import { readFile } from 'node:fs/promises'
import type { Loader, Plugin } from 'esbuild'

/** A module as something else than what it says: `contents` is given its text and its path. */
export const instead = (
  name: string,
  filter: RegExp,
  contents: (text: string, path: string) => string,
  loader: Loader = 'js',
) =>
  ({
    name,
    setup(build) {
      build.onLoad({ filter }, async ({ path }) => ({ contents: contents(await readFile(path, 'utf8'), path), loader }))
    },
  }) satisfies Plugin

/** A function or class that nobody calls: it throws. */
export const never = (why: string): string => `function () { throw new Error('${why}') }`

/** A module that exports the names of another, all with one value. */
export const eachExport = (text: string, value: string): string => {
  const names = [...text.matchAll(/^export (?:const|function|class|\{ \w+ as) (\w+)/gm)].map(([, name]) => name)
  return `const it = ${value}\nexport { ${names.map((name) => `it as ${name}`).join(', ')} }`
}

/** A text with a part of it replaced. Fails the build when a library has changed. */
export function replaced(text: string, part: string, other: string): string {
  if (!text.includes(part)) throw new Error(`Not there any more: ${part}`)
  return text.replace(part, other)
}
