import { everyone } from '../permissions.ts'
import type { RouteCase } from '../route-case.ts'

export const programmeCases: Record<string, RouteCase> = {
  'GET /v1/programme': { may: everyone, request: () => ({ path: '/v1/programme' }) },
  'GET /v1/areas': { may: everyone, request: () => ({ path: '/v1/areas' }) },
}
