import { readFile } from 'node:fs/promises'
import type { Plugin } from 'esbuild'

/** A module of a library as something else. */
const instead = (name: string, filter: RegExp, contents: (text: string) => string, loader: 'js' | 'json' = 'js') =>
  ({
    name,
    setup(build) {
      build.onLoad({ filter }, async ({ path }) => ({ contents: contents(await readFile(path, 'utf8')), loader }))
    },
  }) satisfies Plugin

/** zod brings every language it knows, half of the API's bundle. Problems speak Indonesian and English only. */
const zodLanguages = (...languages: string[]) =>
  instead('zod-languages', /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/, () =>
    languages.map((language) => `export { default as ${language} } from './${language}.js'`).join('\n'),
  )

const thrower = (message: string): string => `() => { throw new Error('${message}') }`

/** Every schema of zod can say itself as JSON Schema. Ours were said when the function was built. */
const noJsonSchema = [
  instead('no-json-schema', /[\\/]zod[\\/]v4[\\/]core[\\/]to-json-schema\.js$/, (text) =>
    eachExport(text, `() => ${thrower('JSON Schema is made when a function is built')}`),
  ),
  instead('no-json-schema-processors', /[\\/]zod[\\/]v4[\\/]core[\\/]json-schema-processors\.js$/, (text) =>
    eachExport(text, thrower('JSON Schema is made when a function is built')),
  ),
]

/** A module that exports the names of another, all with one value. */
const eachExport = (text: string, value: string): string =>
  [...text.matchAll(/^export (?:const|function|\{ \w+ as) (\w+)/gm)]
    .map(([, name]) => `export const ${name} = ${value}`)
    .join('\n')

/**
 * The router imports zod as one object, so that all of it would be kept, and gives each schema a method `openapi`, which
 * we do not call: names and descriptions are zod's own `meta`. The document of the API was written when the function was
 * built, so that what writes it stays away.
 */
const routerOnly = instead('router-only', /[\\/]@hono[\\/]zod-openapi[\\/]dist[\\/]index\.mjs$/, (text) =>
  [
    ['import { z } from "zod";', `const noDocument = ${thrower('The document is written when a function is built')};`],
    [' OpenApiGeneratorV3, OpenApiGeneratorV31, extendZodWithOpenApi,', ''],
    ['new OpenApiGeneratorV3(', 'noDocument('],
    ['new OpenApiGeneratorV31(', 'noDocument('],
    ['extendZodWithOpenApi(z);', ''],
    [', extendZodWithOpenApi, z };', ' };'],
  ].reduce((rest, [part = '', other = '']) => replaced(rest, part, other), text),
)

/**
 * On Lambda credentials stand in the environment. The SDK would also look for those of a developer or another machine:
 * profiles, single sign-on, instance metadata.
 */
const ownCredentials = instead(
  'own-credentials',
  /[\\/]@aws-sdk[\\/]credential-provider-node[\\/]dist-es[\\/]index\.js$/,
  () => "export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env'",
)

/** Errors of AWS for which our code asks by their class. Every other one is its service's own exception, by its name. */
export const errorsByClass = [
  'ConditionalCheckFailedException',
  'ExecutionAlreadyExists',
  'NoSuchKey',
  'NotFound',
  'TransactionCanceledException',
  'TransactionConflictException',
]

/**
 * An SDK client describes the shapes of all its commands under names that are constants, which esbuild must take for
 * calls; written out, the shapes of commands that nobody sends are left out. So are the classes of errors that nobody
 * asks for.
 */
const sdkShapes = instead('sdk-shapes', /[\\/]@aws-sdk[\\/].*[\\/]schemas[\\/]schemas_0\.js$/, (text) => {
  const words = new Map([...text.matchAll(/^const (_\w+) = ("[^"]*");$/gm)].map(([, name, word]) => [name, word]))
  return text
    .replace(/\[(_\w+)\]:/g, (computed, name: string) => (words.has(name) ? `${words.get(name)}:` : computed))
    .replace(/^n0_registry\.registerError\(\w+\$, (\w+)\);$/gm, (line, name: string) =>
      errorsByClass.includes(name) ? line : '',
    )
})

/** Clients name their version to AWS; the rest of their package.json would come along. */
const versionOnly = instead(
  'version-only',
  /[\\/]@aws-sdk[\\/]client-\w+[\\/]package\.json$/,
  (text) => `{${/"version": "[^"]+"/.exec(text)?.[0] ?? ''}}`,
  'json',
)

/** No command of ours asks where its table is, or is answered by a stream of events; and no browser sends it. */
const noRareTransport = [
  instead('no-browser', /[\\/]bowser[\\/]bowser\.mjs$/, () => 'export default {}'),
  instead(
    'no-endpoint-cache',
    /[\\/]@aws-sdk[\\/]endpoint-cache[\\/]dist-es[\\/]index\.js$/,
    () => 'export class EndpointCache {}',
  ),
  instead(
    'no-event-streams',
    /[\\/]@smithy[\\/]core[\\/]dist-es[\\/]submodules[\\/]event-streams[\\/]index\.js$/,
    () =>
      `export const eventStreamSerdeProvider = ${thrower('Streams of events are not read')}\n` +
      'export const resolveEventStreamSerdeConfig = (config) => config\n' +
      `export class EventStreamSerde { constructor() { eventStreamSerdeProvider() } }`,
  ),
]

/** Standard Webhooks' package brings its own SHA-256; Node has one. */
const nativeSha256 = instead(
  'native-sha256',
  /[\\/]fast-sha256[\\/]sha256\.js$/,
  () =>
    "import { createHmac } from 'node:crypto'\n" +
    "export const hmac = (key, data) => createHmac('sha256', key).update(data).digest()",
)

/** Of fonts, only those packed for the web are brotli's; ours are read as they are. */
const noWebFonts = instead(
  'no-web-fonts',
  /[\\/]brotli[\\/]decompress\.js$/,
  () => `module.exports = ${thrower('Fonts packed for the web are not read')}`,
)

/** Leaves out of a bundle what libraries bring along and our functions never use. */
export const lean = [
  zodLanguages('en', 'id'),
  ...noJsonSchema,
  routerOnly,
  ownCredentials,
  sdkShapes,
  versionOnly,
  ...noRareTransport,
  nativeSha256,
  noWebFonts,
]

/** Fails the build when a library has changed. */
function replaced(text: string, part: string, other: string): string {
  if (!text.includes(part)) throw new Error(`Not there any more: ${part}`)
  return text.replace(part, other)
}
