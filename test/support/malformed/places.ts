import type { Malformed } from './malformed.ts'

const nowhere = (method: string, path: string): Malformed => ({
  what: `${method} ${path}`,
  method,
  path,
  status: 404,
  codes: ['not_found'],
})

export const places: Malformed[] = [
  nowhere('DELETE', '/v1/members/{member}'),
  nowhere('PUT', '/v1/members/{member}'),
  nowhere('POST', '/v1/figures'),
  nowhere('PATCH', '/v1/months/2021-10'),
  nowhere('DELETE', '/v1/months/2021-10/issues/1'),
  nowhere('PUT', '/v1/targets/{target}'),
  nowhere('PUT', '/v1/members'),
  nowhere('GET', '/v1/members/'),
  nowhere('GET', '/v1/members/{member}/'),
  nowhere('GET', '/v1//members'),
  nowhere('GET', '/v1/MEMBERS/{member}'),
  nowhere('DELETE', '/v1/grants'),
  nowhere('GET', '/v1/members/{member}/reveals'),
  nowhere('GET', '/v1/members/{member}/stages'),
  nowhere('GET', '/v2/programme'),
  nowhere('GET', '/'),
  nowhere('GET', '/favicon.ico'),
  nowhere('GET', '/docs/..%2f..%2fpackage.json'),
  nowhere('GET', '/docs/%2e%2e%2fpackage.json'),
  nowhere('GET', '/docs/../package.json'),
  nowhere('GET', '/docs/constructor'),
  nowhere('GET', '/docs/__proto__'),
  nowhere('GET', '/docs/swagger-ui.css%00'),
  nowhere('GET', '/docs/package.json'),
  nowhere('GET', '/.env'),
  nowhere('POST', '/docs'),
]
