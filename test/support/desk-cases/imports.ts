import type { DeskCase } from '../desk-case.ts'
import { anyServants, file, owner } from '../desk-requests.ts'
import type { World } from '../world.ts'

const sheet = 'name,nik,category,area,agency,P1\n'

/** Makes an import whose file is uploaded and whose columns are not matched yet. */
const uploadImport = (world: World) => world.import('uploaded')

export const importCases: Record<string, DeskCase> = {
  'GET /imports': { may: anyServants, ask: () => ({ path: '/imports' }) },
  'POST /imports': { may: anyServants, ask: () => ({ path: '/imports', fields: {}, file: file(sheet) }) },
  'GET /imports/template.csv': { may: anyServants, ask: () => ({ path: '/imports/template.csv' }) },
  'GET /imports/:id': { may: owner, ask: async (world) => ({ path: `/imports/${await world.import('created')}` }) },
  'GET /imports/:id/columns': {
    may: owner,
    ask: async (world) => ({ path: `/imports/${await uploadImport(world)}/columns` }),
  },
  'POST /imports/:id/columns': {
    may: owner,
    ask: async (world) => ({
      path: `/imports/${await uploadImport(world)}/columns`,
      fields: { c0: 'name', c2: 'category', c3: 'area', c4: 'agency' },
    }),
  },
  'GET /imports/:id/answers': {
    may: owner,
    ask: async (world) => ({ path: `/imports/${await world.import('uploaded')}/answers` }),
  },
  'POST /imports/:id/answers': {
    may: owner,
    ask: async (world) => ({ path: `/imports/${await world.import('uploaded')}/answers`, fields: {} }),
  },
  'GET /imports/:id/confirmation': {
    may: owner,
    ask: async (world) => ({ path: `/imports/${await world.import('validated')}/confirmation` }),
  },
  'POST /imports/:id/confirmation': {
    may: owner,
    ask: async (world) => ({ path: `/imports/${await world.import('validated')}/confirmation`, fields: {} }),
  },
  'GET /imports/:id/discard': {
    may: owner,
    ask: async (world) => ({ path: `/imports/${await uploadImport(world)}/discard` }),
  },
  'POST /imports/:id/discard': {
    may: owner,
    ask: async (world) => ({ path: `/imports/${await uploadImport(world)}/discard`, fields: {} }),
  },
  'GET /imports/:id/undo': {
    may: owner,
    ask: async (world) => ({ path: `/imports/${await world.import('applied')}/undo` }),
  },
  'POST /imports/:id/undo': {
    may: owner,
    ask: async (world) => ({
      path: `/imports/${await world.import('applied')}/undo`,
      fields: { reason: 'data_entry_mistake' },
    }),
  },
  'GET /imports/:id/rejected': {
    may: owner,
    ask: async (world) => ({ path: `/imports/${await world.import('validated')}/rejected` }),
  },
}
