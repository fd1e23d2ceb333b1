import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BuildOptions, Plugin } from 'esbuild'
import { shortenErrors } from './shorten-errors.ts'
import { withoutDescriptions } from './without-descriptions.ts'

const substitute = (name: string): string => join(import.meta.dirname, 'substitutes', `${name}.ts`)

/** Replaces zod for the router only. All other modules import the real one. */
const routerZod: Plugin = {
  name: 'router-zod',
  setup(build) {
    build.onResolve({ filter: /^zod$/ }, ({ importer }) =>
      /[\\/]@hono[\\/]zod-openapi[\\/]/.test(importer) ? { path: substitute('router-zod') } : undefined,
    )
  },
}

/**
 * Replaces parts of zod that functions do not need: its writer of JSON Schema, which only the build uses, and its error
 * texts, because we have our own.
 */
const zodExtras: Plugin = {
  name: 'zod-extras',
  setup(build) {
    const replace = (filter: RegExp, name: string) =>
      build.onResolve({ filter }, ({ importer }) =>
        /[\\/]zod[\\/]v4[\\/]/.test(importer) ? { path: substitute(name) } : undefined,
      )
    replace(/\/(to-json-schema|json-schema-processors|json-schema-generator)\.js$/, 'json-schema')
    replace(/\/locales\/en\.js$/, 'error-texts')
  },
}

/**
 * Writes the SDK's errors in a third of the code: one line for each class that differs from the others in its name, its
 * fault and a few fields.
 */
const sdkErrors: Plugin = {
  name: 'sdk-errors',
  setup(build) {
    build.onLoad(
      { filter: /[\\/]@aws-sdk[\\/]client-[\w-]+[\\/]dist-es[\\/]models[\\/]errors\.js$/ },
      async ({ path }) => ({
        contents: shortenErrors(await readFile(path, 'utf8')),
      }),
    )
  },
}

/** Our own modules, without the words that only the OpenAPI document needs. */
const ownDescriptions: Plugin = {
  name: 'own-descriptions',
  setup(build) {
    build.onLoad({ filter: /[\\/](functions[\\/]api|shared[\\/](domain|usecases))[\\/].*\.ts$/ }, async ({ path }) => ({
      contents: withoutDescriptions(path, await readFile(path, 'utf8')),
      loader: 'ts',
    }))
  },
}

/** Library modules that our functions never need, each with the module that replaces it in a bundle. */
export const substitutes = {
  alias: {
    '@asteasolutions/zod-to-openapi': substitute('openapi-writer'),
    '@aws-sdk/credential-provider-node': substitute('credentials'),
    '@modelcontextprotocol/server/_shims': substitute('mcp-runtime'),
    '@smithy/core/event-streams': substitute('event-streams'),
    bowser: substitute('browser-names'),
    'brotli/decompress.js': substitute('brotli-decompress'),
    'fast-sha256': substitute('sha256'),
    '@stablelib/base64': substitute('base64'),
    'mnemonist/lru-cache': substitute('endpoint-memory'),
  },
  plugins: [routerZod, zodExtras, sdkErrors, ownDescriptions],
  // zod imports its writers by name. The substitute contains none of them.
  logOverride: { 'import-is-undefined': 'silent' },
} satisfies BuildOptions
