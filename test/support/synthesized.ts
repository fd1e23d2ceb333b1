import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { App, type Stack } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import { addReview, createStacks } from '../../infra/app.ts'
import type { Environment } from '../../infra/environments.ts'
import type { Resources } from './stack-rules.ts'

const functions = path.join(import.meta.dirname, '../../functions')
const { context } = JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8'))

/** Stacks need folders to deploy, but not their content. */
function emptyBundles(scratch: string): string {
  const bundles = path.join(scratch, 'bundles')
  for (const name of readdirSync(functions).filter((name) => existsSync(path.join(functions, name, 'lambda.ts')))) {
    mkdirSync(path.join(bundles, name), { recursive: true })
    for (const file of ['index.mjs', 'index.mjs.map']) writeFileSync(path.join(bundles, name, file), name)
  }
  return bundles
}

/** Synthesizes an environment. Throws the findings of the review. Leaves nothing on the disk. */
function assemble(environment: Environment, more: Record<string, string> = {}) {
  const scratch = mkdtempSync(path.join(tmpdir(), 'capaian-synthesized-'))
  try {
    const app = new App({ context: { ...context, ...more }, outdir: path.join(scratch, 'out') })
    addReview(app)
    const stacks = createStacks(app, environment, emptyBundles(scratch))
    const assembly = app.synth()
    const artifacts = new Map(
      assembly.stacks.map(({ id, template, terminationProtection }) => [id, { template, terminationProtection }]),
    )
    const artifactOf = ({ artifactId }: Stack) => {
      const artifact = artifacts.get(artifactId)
      if (!artifact) throw new Error(`No stack ${artifactId} was put together`)
      return artifact
    }
    const assets = readdirSync(assembly.directory).filter((name) => name.startsWith('asset.'))
    return {
      stacks,
      /** The files of each deployed folder. */
      shipped: assets.map((asset) => readdirSync(path.join(assembly.directory, asset))),
      templateOf: (stack: Stack) => Template.fromJSON(artifactOf(stack).template),
      resourcesOf: (stack: Stack): Resources => artifactOf(stack).template.Resources,
      isProtected: (stack: Stack) => artifactOf(stack).terminationProtection === true,
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

const made = new Map<string, ReturnType<typeof assemble>>()

/** Environments that are synthesized once for all files of a worker, because it takes a second. Do not change them. */
export function assembleOnce(environment: Environment, more: Record<string, string> = {}): ReturnType<typeof assemble> {
  const key = JSON.stringify([environment, more])
  const found = made.get(key) ?? assemble(environment, more)
  made.set(key, found)
  return found
}

/** The resources of every stack of an environment, by the stack's short name. */
export function synthesize(environment: Environment): Record<string, Resources> {
  const { stacks, resourcesOf } = assembleOnce(environment)
  return Object.fromEntries(Object.entries(stacks).map(([name, stack]) => [name, resourcesOf(stack)]))
}
