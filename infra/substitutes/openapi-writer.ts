const writeNothing = () => {
  throw new Error('The OpenAPI document is written when a function is built')
}

type Definition = { type: 'route'; route: object }

/**
 * Replaces `@asteasolutions/zod-to-openapi`. A deployed function serves the document that the build wrote. The routes
 * are kept, because requests are checked against the queries that routes declare.
 */
export class OpenAPIRegistry {
  readonly definitions: Definition[] = []
  registerPath(route: object): void {
    this.definitions.push({ type: 'route', route })
  }
}
export const extendZodWithOpenApi = (): void => {}
export { writeNothing as getOpenApiMetadata, writeNothing as OpenApiGeneratorV3, writeNothing as OpenApiGeneratorV31 }
