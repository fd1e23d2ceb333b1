import type { DeskCase, DeskRequest } from '../desk-case.ts'
import { chiefs, file, ofPartner } from '../desk-requests.ts'
import type { World } from '../world.ts'

const ofReceipt =
  (fields?: Record<string, string>) =>
  async (world: World): Promise<DeskRequest> => {
    const { code, id } = await world.parkedReceipt()
    return { path: `/partners/${code}/receipts/${id}`, ...(fields && { fields }) }
  }

const ofConflict =
  (fields?: Record<string, string>) =>
  async (world: World): Promise<DeskRequest> => {
    const { code, id } = await world.partnerConflict()
    return { path: `/partners/${code}/conflicts/${id}`, ...(fields && { fields }) }
  }

export const partnerCallCases: Record<string, DeskCase> = {
  'GET /partners/:code/passed-over': {
    may: chiefs,
    ask: async ({ partner }) => ({ path: `/partners/${(await partner()).code}/passed-over` }),
  },
  'GET /partners/:code/calls': {
    may: chiefs,
    ask: async ({ partner }) => ({ path: `/partners/${(await partner()).code}/calls` }),
  },
  'GET /partners/:code/receipts': {
    may: chiefs,
    ask: async (world) => ({ path: `/partners/${(await world.parkedReceipt()).code}/receipts` }),
  },
  'GET /partners/:code/receipts/:id': { may: chiefs, ask: ofReceipt() },
  'POST /partners/:code/receipts/:id': {
    may: chiefs,
    ask: ofReceipt({ reason: 'Verifikasi ke mitra' }),
    isShownOnce: true,
  },
  'GET /partners/:code/receipts/:id/replay': {
    may: chiefs,
    ask: async (world) => ({ path: `/partners/${(await world.parkedReceipt()).code}/receipts/rct_1/replay` }),
  },
  'POST /partners/:code/receipts/:id/replay': {
    may: chiefs,
    async ask(world) {
      const { code, id } = await world.parkedReceipt()
      return { path: `/partners/${code}/receipts/${id}/replay`, fields: {} }
    },
  },
  'GET /partners/:code/replays': { may: chiefs, ask: ofPartner('/replays') },
  'POST /partners/:code/replays': {
    may: chiefs,
    async ask(world) {
      const { code } = await world.parkedReceipt()
      return { path: `/partners/${code}/replays`, fields: { state: 'unapplied', count: '1' } }
    },
  },
  'GET /partners/:code/conflicts': {
    may: chiefs,
    ask: async (world) => ({ path: `/partners/${(await world.partnerConflict()).code}/conflicts` }),
  },
  'GET /partners/:code/conflicts/:id': { may: chiefs, ask: ofConflict() },
  'POST /partners/:code/conflicts/:id': {
    may: chiefs,
    ask: ofConflict({ reason: 'Verifikasi ke mitra' }),
    isShownOnce: true,
  },
  'GET /partners/:code/conflicts/:id/closing': {
    may: chiefs,
    ask: async (world) => ({ path: `/partners/${(await world.partnerConflict()).code}/conflicts/cnf_1/closing` }),
  },
  'POST /partners/:code/conflicts/:id/closing': {
    may: chiefs,
    async ask(world) {
      const { code, id } = await world.partnerConflict()
      return { path: `/partners/${code}/conflicts/${id}/closing`, fields: { outcome: 'harmless' } }
    },
  },
  'GET /partners/:code/statements': {
    may: chiefs,
    ask: async (world) => ({ path: `/partners/${await world.statement()}/statements?month=2021-11` }),
  },
  'POST /partners/:code/statements': {
    may: chiefs,
    ask: async ({ partner }) => ({
      path: `/partners/${(await partner()).code}/statements`,
      fields: { month: '2021-11' },
      file: file('number\nL-1\n'),
    }),
  },
}
