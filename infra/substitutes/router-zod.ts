/**
 * Takes the place of `zod` in `@hono/zod-openapi`, which only passes it on to the writer of the OpenAPI document. Imported
 * as one object, zod would be kept whole, with its error texts in every language.
 */
export const z = {}
