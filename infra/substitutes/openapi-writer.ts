const writeNothing = () => {
  throw new Error('The OpenAPI document is written when a function is built')
}

type Definition = { type: 'route'; route: object }

/**
 * Takes the place of `@asteasolutions/zod-to-openapi`: a deployed function serves the document that the build wrote. It keeps
 * the routes, because the door looks up which of them declare a query.
 */
export class OpenAPIRegistry {
  readonly definitions: Definition[] = []
  registerPath(route: object): void {
    this.definitions.push({ type: 'route', route })
  }
}
export const extendZodWithOpenApi = (): void => {}
export { writeNothing as getOpenApiMetadata, writeNothing as OpenApiGeneratorV3, writeNothing as OpenApiGeneratorV31 }
