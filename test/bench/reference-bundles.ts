import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { BuildOptions } from 'esbuild'
import { type Bundle, bundle } from '../../infra/build.ts'
import { ownSources } from './metafile.ts'

const root = path.join(import.meta.dirname, '../..')
// Inside the project, so that imports of the entries are found. Git ignores it.
const folder = path.join(root, 'node_modules/.cache/capaian-bench')
const dist = path.join(folder, 'dist')

/** The entry of a bundle, its bytes, and esbuild's report on its content. */
export type Built = Bundle & { file: string; meta: unknown }

/**
 * A function as it is deployed; what it loads, without calling it; and only the parts of the SDK among that, as anybody
 * would bundle them.
 */
export type BuiltFunction = { name: string; whole: Built; loaded: Built; sdk: Built }

/** Builds every function as it is deployed, and what it is compared with. */
export async function buildFunctions(): Promise<{ functions: BuiltFunction[]; empty: Built }> {
  await rm(folder, { recursive: true, force: true })
  const functions: BuiltFunction[] = []
  for (const each of await bundle(undefined, { functions: path.join(root, 'functions'), dist })) {
    const { name } = each
    const whole = await readBundle(each)
    const entry = path.join(root, 'functions', name, 'lambda.ts')
    functions.push({
      name,
      whole,
      loaded: await buildEntry(`${name}-loaded`, await reexports([entry], () => true)),
      sdk: await buildSdk(name, ownSources(whole.meta)),
    })
  }
  return { functions, empty: await buildEntry('empty', 'export {}') }
}

/** A handler that does nothing. */
const bareHandler = 'export const handler = async () => ({ statusCode: 200 })'

/** Bundles only the SDK that the sources of a function import, as anybody would build it: one file, with a bare handler. */
export async function buildSdk(name: string, sources: string[]): Promise<Built> {
  const sdk = await reexports(sources, (module) => module.startsWith('@aws-sdk/'))
  return buildEntry(`${name}-sdk`, `${sdk}\n${bareHandler}`, { alias: {}, plugins: [], splitting: false })
}

async function buildEntry(name: string, source: string, options: BuildOptions = {}): Promise<Built> {
  const functions = path.join(folder, 'functions')
  await mkdir(path.join(functions, name), { recursive: true })
  await writeFile(path.join(functions, name, 'lambda.ts'), source)
  const [built] = await bundle([name], { functions, dist, options })
  if (!built) throw new Error(`Nothing was built of ${name}`)
  return readBundle(built)
}

async function readBundle(built: Bundle): Promise<Built> {
  const meta: unknown = JSON.parse(await readFile(path.join(dist, `${built.name}.meta.json`), 'utf8'))
  return { ...built, file: path.join(dist, built.name, 'index.mjs'), meta }
}

const namedImport = /^import \{([^}]+)\} from '([^']+)'/gm

/** A module that exports again the values that the sources import by name from these modules. */
async function reexports(sources: string[], isWanted: (module: string) => boolean): Promise<string> {
  const byModule = new Map<string, Set<string>>()
  for (const source of sources) {
    const text = await readFile(path.resolve(root, source), 'utf8')
    for (const [, names = '', module = ''] of text.matchAll(namedImport)) {
      if (!isWanted(module)) continue
      const from = module.startsWith('.') ? path.resolve(root, path.dirname(source), module) : module
      const known = byModule.get(from) ?? new Set()
      for (const name of names.split(',').map((each) => each.trim()))
        if (name !== '' && !name.startsWith('type ')) known.add(name)
      byModule.set(from, known)
    }
  }
  return [...byModule]
    .filter(([, names]) => names.size > 0)
    .map(([module, names]) => `export { ${[...names].join(', ')} } from '${module}'`)
    .join('\n')
}
