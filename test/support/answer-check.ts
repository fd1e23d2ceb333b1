import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { ApiDocument, ApiRoute } from './api-routes.ts'

/** Lists the differences between a route's answer and the document's declaration for its status. */
export type AnswerCheck = (route: ApiRoute, answer: { status: number; type: string | null; text: string }) => string[]

/**
 * Checks answers against the document: it declares the status and the content type, and the body fits its schema. A
 * field that the schema does not name is wrong too, so that nothing leaks by accident.
 */
export function answerCheck(document: ApiDocument): AnswerCheck {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  ajv.addSchema({ $id: 'api', components: closeSchema(document.components) })
  const compiled = new Map<string, ValidateFunction>()

  // Keyed by content, not by place, because most routes declare the same refusals.
  function schemaOf(schema: unknown): ValidateFunction {
    const key = JSON.stringify(schema)
    const known = compiled.get(key)
    if (known) return known
    const validate = ajv.compile({ ...objectOf(pointedAt(closeSchema(schema))) })
    compiled.set(key, validate)
    return validate
  }

  return ({ operation }, { status, type, text }) => {
    if (status >= 500 && status !== 503) return [`a status of ${status}`]
    const declared = operation.responses[status]
    if (!declared) return [`the status ${status} is not declared`]
    const media = type?.split(';')[0] ?? ''
    const content = declared.content?.[media]
    if (!content) return [`the type ${type} is not declared for ${status}`]
    const body: unknown = media.endsWith('json') ? JSON.parse(text) : text
    const validate = schemaOf(content.schema)
    return validate(body) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`)
  }
}

/** Turns references into references to the document, which is registered as `api`. */
const pointedAt = (schema: unknown): unknown =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"api#/components'))

const objectOf = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {})

/** Closes every object of a schema that names its fields. */
export function closeSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closeSchema)
  if (typeof schema !== 'object' || schema === null) return schema
  const parts = Object.fromEntries(Object.entries(schema).map(([key, part]) => [key, closeSchema(part)]))
  return 'properties' in parts && !('additionalProperties' in parts) && 'type' in parts && parts.type === 'object'
    ? { ...parts, additionalProperties: false }
    : parts
}
