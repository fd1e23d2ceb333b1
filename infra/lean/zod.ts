import { eachExport, instead, never } from './instead.ts'

/** zod brings every language it knows, half of the API's bundle. Problems have words of their own, in ours. */
const oneLanguage = instead(
  'zod-languages',
  /[\\/]zod[\\/]v4[\\/]locales[\\/]en\.js$/,
  () => "export default () => ({ localeError: () => 'Invalid input' })",
)
const noOtherLanguages = instead(
  'zod-other-languages',
  /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/,
  () => "export { default as en } from './en.js'",
)

/** Every schema of zod can say itself as JSON Schema. Ours were said when the function was built. */
const atBuild = 'JSON Schema is made when a function is built'
const noJsonSchema = instead('no-json-schema', /[\\/]zod[\\/]v4[\\/]core[\\/]json-schema-processors\.js$/, (text) =>
  eachExport(text, never(atBuild)),
)
const noJsonSchemaMethods = instead(
  'no-json-schema-methods',
  /[\\/]zod[\\/]v4[\\/]core[\\/]to-json-schema\.js$/,
  (text) => eachExport(text, `() => ${never(atBuild)}`),
)

/** A string has a method for each format, the old way to ask for it, so that no format is left out. We write `z.url()`. */
const noFormatMethods = instead('no-format-methods', /[\\/]zod[\\/]v4[\\/]classic[\\/]schemas\.js$/, (text) => {
  const methods = /^ {4}\w+\(params\) \{\n {8}return this\.check\(core\._\w+\(Zod\w+, params\)\);\n {4}\},\n/gm
  if (!methods.test(text)) throw new Error('Not there any more: the formats of strings as methods')
  return text.replace(methods, '')
})

export const leanZod = [oneLanguage, noOtherLanguages, noJsonSchema, noJsonSchemaMethods, noFormatMethods]
