/** Rewrites the tables of COSTS.md: `npm run costs`. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { App } from 'aws-cdk-lib'
import * as z from 'zod'
import { createStacks } from '../app.ts'
import { dev, type Environment, prod } from '../environments.ts'
import { type Inventory, takeInventory } from './inventory.ts'
import { writeCostTables } from './tables.ts'

const page = path.join(import.meta.dirname, '../COSTS.md')
const { context } = z
  .object({ context: z.record(z.string(), z.unknown()) })
  .parse(JSON.parse(await readFile(new URL('../../cdk.json', import.meta.url), 'utf8')))
const outdir = await mkdtemp(path.join(tmpdir(), 'capaian-costs-'))

function readInventory(environment: Environment): Inventory {
  const app = new App({ context, outdir: path.join(outdir, environment.name) })
  createStacks(app, environment, 'dist')
  return takeInventory(Object.fromEntries(app.synth().stacks.map(({ id, template }) => [id, template.Resources])))
}

const tables = writeCostTables({ prod: readInventory({ ...prod, live: true }), dev: readInventory(dev) })
const text = await readFile(page, 'utf8')
await writeFile(page, text.replace(/(<!-- npm run costs -->\n)[\s\S]*(\n<!-- end -->)/, `$1${tables}$2`))
await rm(outdir, { recursive: true })
