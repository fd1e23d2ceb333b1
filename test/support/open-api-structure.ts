/** The part of OpenAPI 3.1 (spec.openapis.org/oas/v3.1.0) that our document uses, as a JSON Schema. */
export const openApiStructure = {
  $id: 'openapi',
  type: 'object',
  required: ['openapi', 'info', 'paths', 'components'],
  properties: {
    openapi: { pattern: '^3\\.1\\.\\d+$' },
    info: {
      type: 'object',
      required: ['title', 'version'],
      properties: { title: { type: 'string' }, version: { type: 'string' }, description: { type: 'string' } },
      additionalProperties: false,
    },
    servers: { type: 'array', items: { type: 'object', required: ['url'] } },
    tags: { type: 'array', items: { type: 'object', required: ['name'] } },
    security: { type: 'array' },
    components: {
      type: 'object',
      properties: {
        schemas: {
          type: 'object',
          propertyNames: { pattern: '^[a-zA-Z0-9._-]+$' },
          additionalProperties: { $ref: '#/$defs/schema' },
        },
        parameters: { type: 'object' },
        securitySchemes: {
          type: 'object',
          required: ['token'],
          properties: { token: { type: 'object', required: ['type', 'scheme'] } },
        },
      },
      additionalProperties: false,
    },
    paths: {
      type: 'object',
      propertyNames: { pattern: '^/v1/' },
      additionalProperties: {
        type: 'object',
        propertyNames: { enum: ['get', 'put', 'post', 'patch'] },
        additionalProperties: { $ref: '#/$defs/operation' },
      },
    },
    webhooks: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        propertyNames: { const: 'post' },
        additionalProperties: { $ref: '#/$defs/operation' },
      },
    },
  },
  additionalProperties: false,
  $defs: {
    schema: { $ref: 'https://json-schema.org/draft/2020-12/schema' },
    content: {
      type: 'object',
      minProperties: 1,
      propertyNames: { pattern: '^[a-z]+/[a-z.+-]+$' },
      additionalProperties: {
        type: 'object',
        required: ['schema'],
        properties: { schema: { $ref: '#/$defs/schema' } },
      },
    },
    operation: {
      type: 'object',
      required: ['summary', 'tags', 'responses'],
      properties: {
        summary: { type: 'string', minLength: 10, maxLength: 120 },
        tags: { type: 'array', minItems: 1, items: { type: 'string', minLength: 1 } },
        description: { type: 'string' },
        operationId: { type: 'string' },
        security: { type: 'array' },
        parameters: {
          type: 'array',
          items: {
            type: 'object',
            required: ['name', 'in', 'schema'],
            properties: {
              name: { type: 'string' },
              in: { enum: ['path', 'query', 'header'] },
              required: { type: 'boolean' },
              description: { type: 'string' },
              schema: { $ref: '#/$defs/schema' },
            },
            if: { properties: { in: { const: 'path' } } },
            // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
            then: { properties: { required: { const: true } }, required: ['required'] },
            additionalProperties: false,
          },
        },
        requestBody: {
          type: 'object',
          required: ['required', 'content'],
          properties: { required: { type: 'boolean' }, content: { $ref: '#/$defs/content' } },
          additionalProperties: false,
        },
        responses: {
          type: 'object',
          minProperties: 1,
          propertyNames: { pattern: '^[1-5]\\d\\d$' },
          additionalProperties: {
            type: 'object',
            required: ['description'],
            properties: {
              description: { type: 'string', minLength: 1 },
              content: { $ref: '#/$defs/content' },
              headers: {},
            },
            additionalProperties: false,
          },
        },
      },
      additionalProperties: false,
    },
  },
}
