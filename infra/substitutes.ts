import { join } from 'node:path'
import type { BuildOptions, Plugin } from 'esbuild'

const substitute = (name: string): string => join(import.meta.dirname, 'substitutes', `${name}.ts`)

/** The zod of the router alone: everybody else imports the real one. */
const routerZod: Plugin = {
  name: 'router-zod',
  setup(build) {
    build.onResolve({ filter: /^zod$/ }, ({ importer }) =>
      /[\\/]@hono[\\/]zod-openapi[\\/]/.test(importer) ? { path: substitute('router-zod') } : undefined,
    )
  },
}

/** Library modules that our functions never need, and the modules that a bundle holds in their place. */
export const substitutes = {
  alias: {
    '@asteasolutions/zod-to-openapi': substitute('openapi-writer'),
    '@aws-sdk/credential-provider-node': substitute('credentials'),
    '@smithy/core/event-streams': substitute('event-streams'),
    bowser: substitute('browser-names'),
    'brotli/decompress.js': substitute('web-fonts'),
  },
  plugins: [routerZod],
} satisfies BuildOptions
