import { existsSync, readdirSync } from 'node:fs'
import { copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { type BuildOptions, build, type Metafile } from 'esbuild'
import { writeToolList } from '../functions/mcp/tool-list.ts'
import { writeApiDocument } from './api-document.ts'
import { writeClientFile } from './client-file.ts'
import { substitutes } from './substitutes.ts'

/**
 * A bundled function. Lambda gets the folder `dist/<name>`, without the source maps. `bytes` is the size of all its
 * code; `startBytes` is the size of the code that it loads at its start. Other code loads when a request first needs
 * it.
 */
export type Bundle = { name: string; bytes: number; startBytes: number }

const root = join(import.meta.dirname, '..')

const require = createRequire(import.meta.url)

/** The files of a folder, by paths that begin with the folder's own name. */
const listFolder = (source: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(join(root, source)).map((file) => [`${basename(source)}/${file}`, join(root, source, file)]),
  )

/** Files that are copied unchanged into a function's folder, by their path in it. */
const assets: Record<string, Record<string, string>> = {
  api: {
    'assets/swagger-ui-bundle.js': require.resolve('swagger-ui-dist/swagger-ui-bundle.js'),
    'assets/swagger-ui.css': require.resolve('swagger-ui-dist/swagger-ui.css'),
  },
  // The fonts of PDF files and pictures, and the WebAssembly of the library that draws pictures. The library's
  // JavaScript looks for it in `node_modules`.
  pages: {
    ...listFolder('shared/render/fonts'),
    ...listFolder('functions/pages/samples'),
    'node_modules/@resvg/resvg-wasm/index_bg.wasm': require.resolve('@resvg/resvg-wasm/index_bg.wasm'),
  },
  desk: listFolder('shared/render/fonts'),
  sweep: listFolder('shared/render/fonts'),
  webhooks: {
    ...listFolder('functions/webhooks/samples'),
    'event.schema.json': join(root, 'functions/webhooks/event.schema.json'),
  },
}

/** Files that the build writes beside a function's code, and the functions that write them. */
const writers: Record<string, Record<string, () => string>> = {
  api: { 'openapi.json': writeApiDocument, 'client.ts': () => writeClientFile(writeApiDocument()) },
  mcp: { 'tools.json': () => JSON.stringify(writeToolList()) },
}

/** The folders that hold a Lambda entry. */
async function listFunctions(functions: string): Promise<string[]> {
  return (await readdir(functions)).filter((name) => existsSync(join(functions, name, 'lambda.ts'))).sort()
}

type Settings = { functions: string; dist: string; options: BuildOptions }

/**
 * Bundles the named functions, or all of them, into `dist/`. A module that is imported later becomes a separate file.
 */
export async function bundle(
  names?: string[],
  { functions = join(root, 'functions'), dist = join(root, 'dist'), options = {} }: Partial<Settings> = {},
): Promise<Bundle[]> {
  const all = names ?? (await listFunctions(functions))
  return Promise.all(all.map((name) => bundleOne(name, { functions, dist, options })))
}

/** The settings with which every function is bundled. */
export const bundleSettings = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  charset: 'utf8',
  // Data files stay beside the code.
  loader: { '.data.json': 'copy' },
  platform: 'node',
  target: 'node24',
  format: 'esm',
  mainFields: ['module', 'main'],
  // Libraries that are still CommonJS `require` the modules of Node, which an ES module cannot do by itself.
  banner: { js: "import{createRequire as requireHere}from'node:module';const require=requireHere(import.meta.url);" },
  ...substitutes,
} satisfies BuildOptions

async function bundleOne(name: string, { functions, dist, options }: Settings): Promise<Bundle> {
  const folder = join(dist, name)
  await rm(folder, { recursive: true, force: true })
  const { metafile } = await build({
    ...bundleSettings,
    entryPoints: { index: join(functions, name, 'lambda.ts') },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    splitting: true,
    sourcemap: 'external',
    sourcesContent: false,
    legalComments: 'none',
    logLevel: 'warning',
    ...options,
    metafile: true,
  })
  await writeFile(join(dist, `${name}.meta.json`), JSON.stringify(metafile))
  for (const [file, source] of Object.entries(assets[name] ?? {})) await copyFileTo(source, join(folder, file))
  for (const [file, write] of Object.entries(writers[name] ?? {})) await writeFile(join(folder, file), write())
  const code = Object.keys(metafile.outputs).filter((file) => file.endsWith('.mjs'))
  return { name, bytes: sumBytes(metafile, code), startBytes: sumBytes(metafile, listStartFiles(metafile)) }
}

const sumBytes = ({ outputs }: Metafile, files: string[]): number =>
  files.reduce((sum, file) => sum + (outputs[file]?.bytes ?? 0), 0)

/** The entry and every file that loads with it, because the entry imports it directly or through others. */
function listStartFiles({ outputs }: Metafile): string[] {
  const startFiles = Object.keys(outputs).filter((file) => outputs[file]?.entryPoint?.endsWith('/lambda.ts'))
  for (const file of startFiles)
    for (const { path, kind } of outputs[file]?.imports ?? [])
      if (kind === 'import-statement' && path.endsWith('.mjs') && path in outputs && !startFiles.includes(path))
        startFiles.push(path)
  return startFiles
}

async function copyFileTo(source: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true })
  await copyFile(source, target)
}

if (import.meta.main) {
  const kib = (bytes: number) => (bytes / 1024).toFixed(0)
  for (const { name, bytes, startBytes } of await bundle())
    console.log(`${name.padEnd(20)} ${kib(startBytes)} KiB at the start, ${kib(bytes)} in all`)
}
