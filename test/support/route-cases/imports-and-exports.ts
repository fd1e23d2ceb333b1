import { version } from '../first-version.ts'
import { anyServants, keepers, owner, servants } from '../permissions.ts'
import { about, ofExport, ofImport } from '../route-arrangements.ts'
import type { RouteCase } from '../route-case.ts'
import { inside } from '../world.ts'

export const importAndExportCases: Record<string, RouteCase> = {
  'POST /v1/imports': { may: anyServants, request: () => ({ path: '/v1/imports', body: {} }) },
  'GET /v1/imports': { may: anyServants, request: () => ({ path: '/v1/imports' }) },
  'GET /v1/imports/{id}': { may: owner, ...ofImport('', (world) => world.import('created')) },
  'POST /v1/imports/{id}/validations': {
    may: owner,
    ...ofImport('/validations', (world) => world.import('uploaded')),
  },
  'POST /v1/imports/{id}/answers': {
    may: owner,
    ...ofImport('/answers', (world) => world.import('uploaded'), { body: { dayOrder: { P1: 'day_first' } } }),
  },
  'POST /v1/imports/{id}/confirmations': {
    may: owner,
    ...ofImport('/confirmations', (world) => world.import('validated')),
  },
  'POST /v1/imports/{id}/undoings': {
    may: owner,
    ...ofImport('/undoings', (world) => world.import('applied'), { body: { reason: 'data_entry_mistake' } }),
  },
  'POST /v1/imports/{id}/discards': { may: owner, ...ofImport('/discards', (world) => world.import('uploaded')) },
  'GET /v1/imports/{id}/findings': { may: owner, ...ofImport('/findings', (world) => world.import('validated')) },
  'GET /v1/imports/{id}/results': { may: owner, ...ofImport('/results', (world) => world.import('applied')) },
  'GET /v1/imports/{id}/rejected': { may: owner, ...ofImport('/rejected', (world) => world.import('validated')) },
  'GET /v1/import-sources': { may: anyServants, request: () => ({ path: '/v1/import-sources' }) },
  'GET /v1/import-sources/{code}': {
    may: anyServants,
    ...about(
      (code) => ({ path: `/v1/import-sources/${code}` }),
      (world) => world.importSource(),
      () => 'none',
    ),
  },
  'PUT /v1/import-sources/{code}': {
    may: keepers,
    request: async (world) => ({
      path: `/v1/import-sources/${await world.importSource()}`,
      body: { name: 'Dinas PPKUKM', mapping: {} },
      ...version,
    }),
  },
  'POST /v1/exports': {
    may: servants,
    request: () => ({
      path: '/v1/exports',
      body: { filter: { area: '31.71.01', agency: inside.agency }, format: 'xlsx', reason: 'Rapat' },
    }),
  },
  'GET /v1/exports': { may: anyServants, request: () => ({ path: '/v1/exports' }) },
  'GET /v1/exports/{id}': { may: owner, ...ofExport('') },
  'POST /v1/exports/{id}/discards': { may: owner, ...ofExport('/discards') },
}
