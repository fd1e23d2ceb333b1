import * as z from 'zod'

/** The part of JSON Schema that states a value's type. */
const Schema = z.object({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  enum: z.array(z.unknown()).optional(),
  description: z.string().optional(),
  required: z.array(z.string()).default([]),
  get properties() {
    return z.record(z.string(), Schema).optional()
  },
  get additionalProperties() {
    return z.union([z.boolean(), Schema]).optional()
  },
  get items() {
    return Schema.optional()
  },
  get anyOf() {
    return z.array(Schema).optional()
  },
  get oneOf() {
    return z.array(Schema).optional()
  },
  get allOf() {
    return z.array(Schema).optional()
  },
})
type Schema = z.infer<typeof Schema>

const Content = z.record(z.string(), z.object({ schema: Schema }))
const Parameter = z.object({
  name: z.string(),
  in: z.enum(['path', 'query', 'header']),
  required: z.boolean().default(false),
  schema: Schema,
})
const Operation = z.object({
  summary: z.string(),
  parameters: z.array(Parameter).default([]),
  requestBody: z.object({ required: z.boolean().default(false), content: Content }).optional(),
  responses: z.record(
    z.string(),
    z.object({ content: Content.default({}), headers: z.record(z.string(), z.unknown()).default({}) }),
  ),
})
type Operation = z.infer<typeof Operation>

const methods = ['get', 'post', 'put', 'patch'] as const
const Document = z.object({
  components: z.object({ schemas: z.record(z.string(), Schema) }),
  paths: z.record(z.string(), z.partialRecord(z.enum(methods), Operation)),
})
type Document = z.infer<typeof Document>

/** Writes the client's types from the API's document. Throws on a schema that has no TypeScript type here. */
export function generateClientTypes(openApiDocument: unknown): string {
  const document = Document.parse(openApiDocument)
  return indent(`${writeRoutes(document)}${writeSchemas(document)}`)
}

/** Indents each line by the number of braces open before it. */
function indent(text: string): string {
  let open = 0
  const lines = text.split('\n').map((line) => {
    const indentedLine = line === '' ? '' : '  '.repeat(line.startsWith('}') ? open - 1 : open) + line
    open += line.split('{').length - line.split('}').length
    return indentedLine
  })
  return lines.join('\n')
}

const writeRoutes = ({ paths, components }: Document): string => {
  const writeMethodRoutes = (method: (typeof methods)[number]) =>
    Object.entries(paths).flatMap(([path, { [method]: operation }]) =>
      operation ? [`${writeComment(operation.summary)}'${path}': ${writeRoute(operation, components.schemas)}\n`] : [],
    )
  const perMethod = methods.map((method) => `${method}: {\n${writeMethodRoutes(method).join('')}}\n`)
  return `${writeComment('What each route asks for, gives, and may refuse with.')}export type Routes = {\n${perMethod.join('')}}\n\n`
}

function writeRoute({ parameters, requestBody, responses }: Operation, schemas: Document['components']['schemas']) {
  const statuses = Object.keys(responses)
  const success = responses[statuses.find((status) => status.startsWith('2')) ?? '']
  const successContent = Object.entries(success?.content ?? {})[0]
  const group = (place: 'path' | 'query', name: string) => {
    const placeParameters = parameters.filter((parameter) => parameter.in === place)
    const isOptional = placeParameters.every(({ required }) => !required)
    return placeParameters.length === 0 ? '' : `${name}${isOptional ? '?' : ''}: ${writeFields(placeParameters)}\n`
  }
  const jsonBody = requestBody?.content['application/json']
  const asks = [
    group('path', 'path'),
    group('query', 'query'),
    jsonBody ? `body${requestBody?.required ? '' : '?'}: ${writeType(jsonBody.schema)}\n` : '',
    parameters.some(({ name }) => name === 'if-match') ? 'ifMatch: string\n' : '',
  ].join('')
  const hasCursor = (schema: Schema) => resolveReference(schema, schemas)?.properties?.cursor !== undefined
  const isPaged = parameters.some(({ name }) => name === 'cursor') || (jsonBody && hasCursor(jsonBody.schema))
  const item =
    isPaged && successContent
      ? resolveReference(successContent[1].schema, schemas)?.properties?.items?.items
      : undefined
  return [
    '{\n',
    asks && `asks: {\n${asks}}\n`,
    `gives: ${successContent ? writeContent(successContent) : 'undefined'}\n`,
    success && 'ETag' in success.headers ? 'etag: string\n' : '',
    item ? `item: ${writeType(item)}\n` : '',
    `refuses: ${statuses.filter((status) => !status.startsWith('2')).join(' | ')}\n}`,
  ].join('')
}

function writeContent([media, { schema }]: [string, { schema: Schema }]): string {
  if (media.endsWith('json')) return writeType(schema)
  return media.startsWith('text/') ? 'string' : 'Blob'
}

const resolveReference = (schema: Schema, schemas: Document['components']['schemas']): Schema | undefined =>
  schema.$ref === undefined ? schema : schemas[readName(schema.$ref)]

const writeSchemas = ({ components }: Document): string =>
  Object.entries(components.schemas)
    .map(([name, schema]) => `${writeComment(schema.description)}export type ${name} = ${writeType(schema)}\n`)
    .join('\n')

const readName = (reference: string): string => reference.replace('#/components/schemas/', '')

function writeType(schema: Schema): string {
  const { $ref, type, items, properties, required, additionalProperties } = schema
  if ($ref !== undefined) return readName($ref)
  const parts = schema.anyOf ?? schema.oneOf
  if (parts) return parts.map(writeType).join(' | ')
  if (schema.allOf) return schema.allOf.map((part) => `(${writeType(part)})`).join(' & ')
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  if (Array.isArray(type)) return type.map((name) => writeType({ ...schema, type: name })).join(' | ')
  switch (type) {
    case 'string':
    case 'boolean':
    case 'null':
    case 'number':
      return type
    case 'integer':
      return 'number'
    case 'array':
      return `(${items ? writeType(items) : 'unknown'})[]`
    case 'object':
      if (properties)
        return writeFields(
          Object.entries(properties).map(([name, schema]) => ({ name, required: required.includes(name), schema })),
        )
      return `Record<string, ${typeof additionalProperties === 'object' ? writeType(additionalProperties) : 'unknown'}>`
    case undefined:
      return 'unknown'
    default:
      throw new Error(`There is no type for ${JSON.stringify(schema)}`)
  }
}

/** Writes an object's fields. An optional field may also be `undefined`: JSON and queries leave such a field out. */
function writeFields(fields: { name: string; required: boolean; schema: Schema }[]): string {
  const lines = fields.map(({ name, required, schema }) => {
    const field = `${isIdentifier(name) ? name : `'${name}'`}${required ? ':' : '?:'} ${writeType(schema)}${required ? '' : ' | undefined'}`
    return `${writeComment(schema.description)}${field}\n`
  })
  return `{\n${lines.join('')}}`
}

const isIdentifier = (name: string): boolean => /^[A-Za-z_$][\w$]*$/.test(name)

const writeComment = (text: string | undefined): string =>
  text === undefined ? '' : `/** ${text.replaceAll('*/', '* /')} */\n`
