/**
 * Replaces `zod` in `@hono/zod-openapi`, which only passes it on to the writer of the OpenAPI document. If zod were
 * imported as one object, all of it would be kept, with its error texts in every language.
 */
export const z = {}
