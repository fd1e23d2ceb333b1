const writeNothing = () => {
  throw new Error('The OpenAPI document is written when a function is built')
}

/** Takes the place of `@asteasolutions/zod-to-openapi`: a deployed function serves the document that the build wrote. */
export class OpenAPIRegistry {
  readonly definitions = []
  registerPath(): void {}
}
export const extendZodWithOpenApi = (): void => {}
export { writeNothing as getOpenApiMetadata, writeNothing as OpenApiGeneratorV3, writeNothing as OpenApiGeneratorV31 }
