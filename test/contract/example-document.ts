import * as z from 'zod'
import { closeSchema } from '../support/answer-check.ts'
import { apiDocument, routesOf } from '../support/api-routes.ts'
import type { RouteRequest } from '../support/route-case.ts'
import { routeCases } from '../support/route-cases.ts'
import type { World } from '../support/world.ts'

/**
 * The API document with an example of each request, about things in the world of the tests. Every object is closed, so
 * that a field of an answer that the document does not name is a finding.
 */
export async function documentWithExamples(world: World): Promise<string> {
  const whole = z.looseObject({}).parse(await (await world.app.request('/openapi.json')).json())
  const { paths, ...rest } = await apiDocument(world.app)
  for (const { name, path, operation } of routesOf({ paths, ...rest })) {
    const request = await routeCases[name]?.request(world, 'admin')
    if (!request) throw new Error(`There is no example of ${name}`)
    const values = readValues(path, request)
    for (const parameter of operation.parameters) {
      const example = values.get(parameter.name)
      if (example !== undefined) Object.assign(parameter, { example })
    }
    const media = operation.requestBody?.content['application/json']
    if (media && request.body !== undefined) Object.assign(media, { example: request.body })
  }
  return JSON.stringify(closeSchema({ ...whole, paths }))
}

/** The parameters of a request, by name. */
function readValues(template: string, { path, headers = {} }: RouteRequest): Map<string, string> {
  const { pathname, searchParams } = new URL(path, 'http://localhost')
  const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  const pattern = new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '([^/]+)')}$`)
  const [, ...segments] = pattern.exec(pathname) ?? []
  return new Map([
    ...searchParams,
    ...names.map((name, i): [string, string] => [name, decodeURIComponent(segments[i] ?? '')]),
    ...Object.entries(headers).map(([name, value]): [string, string] => [name.toLowerCase(), value]),
  ])
}
