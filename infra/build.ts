import { existsSync, readdirSync } from 'node:fs'
import { copyFile, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { build, type Plugin } from 'esbuild'
import { lean } from './lean.ts'

/** One function, bundled: the folder `dist/<name>` is what Lambda gets, less the source map. */
type Bundle = { name: string; bytes: number }

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
  webhooks: folder('functions/webhooks/samples'),
}

/** The folders that hold a Lambda entry. */
async function functionNames(functions: string): Promise<string[]> {
  return (await readdir(functions)).filter((name) => existsSync(join(functions, name, 'lambda.ts'))).sort()
}

/** Bundles the named functions, or all of them, into `dist/`. */
export async function bundle(
  names?: string[],
  { functions = join(root, 'functions'), dist = join(root, 'dist'), plugins = lean } = {},
): Promise<Bundle[]> {
  const all = names ?? (await functionNames(functions))
  return Promise.all(all.map((name) => bundleOne(name, { functions, dist, plugins })))
}

type Places = { functions: string; dist: string; plugins: Plugin[] }

async function bundleOne(name: string, { functions, dist, plugins }: Places): Promise<Bundle> {
  const folder = join(dist, name)
  const outfile = join(folder, 'index.mjs')
  await rm(folder, { recursive: true, force: true })
  const { metafile } = await build({
    entryPoints: [join(functions, name, 'lambda.ts')],
    outfile,
    absWorkingDir: root,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    // Parts that are still CommonJS ask for Node's own modules by `require`, which an ES module lacks.
    banner: { js: "import{createRequire as r}from'node:module';const require=r(import.meta.url);" },
    sourcemap: 'external',
    sourcesContent: false,
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
    plugins,
  })
  await writeFile(join(dist, `${name}.meta.json`), JSON.stringify(metafile))
  for (const [file, source] of Object.entries(assets[name] ?? {})) await put(source, join(folder, file))
  return { name, bytes: (await stat(outfile)).size }
}

async function put(source: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true })
  await copyFile(source, target)
}

if (import.meta.main) {
  for (const { name, bytes } of await bundle()) console.log(`${name.padEnd(20)} ${(bytes / 1024).toFixed(0)} KiB`)
}
