import { instead, never, replaced } from './instead.ts'

/**
 * The router imports zod as one object, so that all of it would be kept, and gives each schema a method `openapi`, which
 * we do not call: names and descriptions are zod's own `meta`.
 */
const routerOnly = instead('router-only', /[\\/]@hono[\\/]zod-openapi[\\/]dist[\\/]index\.mjs$/, (text) =>
  [
    ['import { z } from "zod";', ''],
    ['extendZodWithOpenApi(z);', ''],
    [', extendZodWithOpenApi, z };', ' };'],
  ].reduce((rest, [part = '', other = '']) => replaced(rest, part, other), text),
)

/** The document of the API was written when the function was built: no route is noted for it. */
const noDocument = instead(
  'no-document',
  /[\\/]@asteasolutions[\\/]zod-to-openapi[\\/]dist[\\/]index\.mjs$/,
  () =>
    'export class OpenAPIRegistry { definitions = []; registerPath() {} }\n' +
    `const writer = ${never('The document is written when a function is built')}\n` +
    'export { writer as OpenApiGeneratorV3, writer as OpenApiGeneratorV31 }\n' +
    'export { writer as extendZodWithOpenApi, writer as getOpenApiMetadata }',
)

/** What calls our functions by HTTP is an HTTP API, not a load balancer or one of the other gateways of AWS. */
const httpApiOnly = instead('http-api-only', /[\\/]hono[\\/]dist[\\/]adapter[\\/]aws-lambda[\\/]handler\.js$/, (text) =>
  [
    ['if (isProxyEventALB(event)) return albProcessor;', ''],
    ['if (isLatticeEventV2(event)) return latticeV2Processor;', ''],
    ['return v1Processor;', "throw new TypeError('Not an event of an HTTP API');"],
    ['= new EventV1Processor()', '= undefined'],
    ['= new ALBProcessor()', '= undefined'],
    ['= new LatticeV2Processor()', '= undefined'],
  ].reduce((rest, [part = '', other = '']) => replaced(rest, part, other), text),
)

export const leanRouter = [routerOnly, noDocument, httpApiOnly]
