import { readFile } from 'node:fs/promises'
import type { Plugin } from 'esbuild'

/** zod brings every language it knows, half of the API's bundle. Problems speak Indonesian and English only. */
const zodLanguages = (...languages: string[]): Plugin => ({
  name: 'zod-languages',
  setup(build) {
    build.onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({
      contents: languages.map((language) => `export { default as ${language} } from './${language}.js'`).join('\n'),
    }))
  },
})

/**
 * The router imports zod as one object, so that all of it would be kept, and gives each schema a method `openapi`, which
 * we do not call: names and descriptions are zod's own `meta`.
 */
const zodByName: Plugin = {
  name: 'zod-by-name',
  setup(build) {
    build.onLoad({ filter: /[\\/]@hono[\\/]zod-openapi[\\/]dist[\\/]index\.mjs$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8')
      return {
        contents: ['import { z } from "zod";', 'extendZodWithOpenApi(z);', ', extendZodWithOpenApi, z };'].reduce(
          (rest, part) => without(rest, part, part.startsWith(',') ? ' };' : ''),
          text,
        ),
      }
    })
  },
}

/**
 * On Lambda credentials stand in the environment. The SDK would also look for those of a developer or another machine:
 * profiles, single sign-on, instance metadata.
 */
const ownCredentials: Plugin = {
  name: 'own-credentials',
  setup(build) {
    build.onLoad({ filter: /[\\/]@aws-sdk[\\/]credential-provider-node[\\/]dist-es[\\/]index\.js$/ }, () => ({
      contents: "export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env'",
    }))
  },
}

/** Of fonts, only those packed for the web are brotli's; ours are read as they are. */
const noWebFonts: Plugin = {
  name: 'no-web-fonts',
  setup(build) {
    build.onLoad({ filter: /[\\/]brotli[\\/]decompress\.js$/ }, () => ({
      contents: "module.exports = () => { throw new Error('Fonts packed for the web are not read') }",
    }))
  },
}

/** Leaves out of a bundle what libraries bring along and our functions never use. */
export const lean = [zodLanguages('en', 'id'), zodByName, ownCredentials, noWebFonts]

/** Fails the build when a library has changed. */
function without(text: string, part: string, instead: string): string {
  if (!text.includes(part)) throw new Error(`Not there any more: ${part}`)
  return text.replace(part, instead)
}
