import { existsSync, readdirSync } from 'node:fs'
import { copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { build, type Metafile, type Plugin } from 'esbuild'
import { apiDocument } from './api-document.ts'
import { lean } from './lean/lean.ts'

/**
 * One function, bundled: the folder `dist/<name>` is what Lambda gets, less the source maps. Bytes of code: all of it,
 * and what is loaded at the start. The rest is loaded when a request first needs it.
 */
export type Bundle = { name: string; bytes: number; startBytes: number }

const root = join(import.meta.dirname, '..')

const require = createRequire(import.meta.url)

/** The files of a folder, which keep the name that it has. */
const folder = (source: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(join(root, source)).map((file) => [`${basename(source)}/${file}`, join(root, source, file)]),
  )

/** Files that a function serves as they are: where they are put beside its code, and what they are. */
const assets: Record<string, Record<string, string>> = {
  api: {
    'assets/swagger-ui-bundle.js': require.resolve('swagger-ui-dist/swagger-ui-bundle.js'),
    'assets/swagger-ui.css': require.resolve('swagger-ui-dist/swagger-ui.css'),
    'client.ts': join(root, 'functions/api/client.ts'),
  },
  // Fonts of what is made as PDF.
  pages: folder('shared/render/fonts'),
  sweep: folder('shared/render/fonts'),
  webhooks: {
    ...folder('functions/webhooks/samples'),
    'event.schema.json': join(root, 'functions/webhooks/event.schema.json'),
  },
}

/** Files beside a function's code that are made of the code itself. */
const written: Record<string, Record<string, () => string>> = { api: { 'openapi.json': apiDocument } }

/** The folders that hold a Lambda entry. */
async function functionNames(functions: string): Promise<string[]> {
  return (await readdir(functions)).filter((name) => existsSync(join(functions, name, 'lambda.ts'))).sort()
}

/** Bundles the named functions, or all of them, into `dist/`; what is imported late becomes files of its own. */
export async function bundle(
  names?: string[],
  { functions = join(root, 'functions'), dist = join(root, 'dist'), plugins = lean, splitting = true } = {},
): Promise<Bundle[]> {
  const all = names ?? (await functionNames(functions))
  return Promise.all(all.map((name) => bundleOne(name, { functions, dist, plugins, splitting })))
}

type Manner = { functions: string; dist: string; plugins: Plugin[]; splitting: boolean }

async function bundleOne(name: string, { functions, dist, plugins, splitting }: Manner): Promise<Bundle> {
  const folder = join(dist, name)
  await rm(folder, { recursive: true, force: true })
  const { metafile } = await build({
    entryPoints: { index: join(functions, name, 'lambda.ts') },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    absWorkingDir: root,
    bundle: true,
    splitting,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    // Parts that are still CommonJS ask for Node's own modules by `require`, which an ES module lacks.
    banner: { js: "import{createRequire as requireHere}from'node:module';const require=requireHere(import.meta.url);" },
    sourcemap: 'external',
    sourcesContent: false,
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
    plugins,
  })
  await writeFile(join(dist, `${name}.meta.json`), JSON.stringify(metafile))
  for (const [file, source] of Object.entries(assets[name] ?? {})) await put(source, join(folder, file))
  for (const [file, text] of Object.entries(written[name] ?? {})) await writeFile(join(folder, file), text())
  const code = Object.keys(metafile.outputs).filter((file) => file.endsWith('.mjs'))
  return { name, bytes: bytesOf(metafile, code), startBytes: bytesOf(metafile, loadedAtStart(metafile)) }
}

const bytesOf = ({ outputs }: Metafile, files: string[]): number =>
  files.reduce((sum, file) => sum + (outputs[file]?.bytes ?? 0), 0)

/** The files that the entry imports, and those that these import, but none that is imported late. */
function loadedAtStart({ outputs }: Metafile): string[] {
  const loaded = Object.keys(outputs).filter((file) => outputs[file]?.entryPoint?.endsWith('/lambda.ts'))
  for (const file of loaded)
    for (const { path, kind } of outputs[file]?.imports ?? [])
      if (kind === 'import-statement' && path in outputs && !loaded.includes(path)) loaded.push(path)
  return loaded
}

async function put(source: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true })
  await copyFile(source, target)
}

if (import.meta.main) {
  const kib = (bytes: number) => (bytes / 1024).toFixed(0)
  for (const { name, bytes, startBytes } of await bundle())
    console.log(`${name.padEnd(20)} ${kib(startBytes)} KiB at the start, ${kib(bytes)} in all`)
}
