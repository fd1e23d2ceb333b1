import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { App, type Stack } from 'aws-cdk-lib'
import { afterAll } from 'vitest'
import { capaian, review } from '../../infra/app.ts'
import type { Environment } from '../../infra/environments.ts'
import type { Resources } from './stack-rules.ts'

const scratch = mkdtempSync(path.join(tmpdir(), 'capaian-synthesized-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const functions = path.join(import.meta.dirname, '../../functions')

/** Stacks need folders to ship, not what is in them. */
function emptyBundles(): string {
  const bundles = path.join(scratch, 'bundles')
  for (const name of readdirSync(functions).filter((name) => existsSync(path.join(functions, name, 'lambda.ts')))) {
    mkdirSync(path.join(bundles, name), { recursive: true })
    writeFileSync(path.join(bundles, name, 'index.mjs'), name)
  }
  return bundles
}

const { context } = JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8'))

/** The resources of every stack of an environment, by the stack's short name. Throws on what the review finds. */
export function synthesized(environment: Environment): Record<string, Resources> {
  const app = new App({ context, outdir: path.join(scratch, environment.name) })
  review(app)
  const stacks: Record<string, Stack> = capaian(app, environment, emptyBundles())
  const assembly = app.synth()
  return Object.fromEntries(
    Object.entries(stacks).map(([name, { artifactId }]) => [
      name,
      assembly.getStackArtifact(artifactId).template.Resources,
    ]),
  )
}
