import * as z from 'zod'

/** The JSON answer that a route declares. */
export type JsonAnswer<T extends z.ZodType> = {
  description: string
  content: { 'application/json': { schema: T } }
  headers?: z.ZodObject
}

/** A declared JSON response. */
export const json = <T extends z.ZodType>(schema: T, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})

/** A declared JSON response with an ETag, to send back as If-Match. */
export const jsonWithVersion = <T extends z.ZodType>(schema: T, description: string) => ({
  ...json(schema, description),
  headers: z.object({ ETag: z.string().describe('For If-Match, such as "3"') }),
})

/** The declaration of a body of bytes, in a request or an answer. */
export const binary = { schema: z.string().meta({ format: 'binary' }) }

/** A declared JSON request body. */
export const body = <T extends z.ZodType>(schema: T) => ({
  body: { required: true, content: { 'application/json': { schema } } },
})
