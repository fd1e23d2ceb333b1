import type { DeskCase } from '../desk-case.ts'
import { chiefs } from '../desk-requests.ts'
import { ofTrailDay } from '../route-arrangements.ts'

export const workCases: Record<string, DeskCase> = {
  'GET /work': { may: chiefs, ask: () => ({ path: '/work' }) },
  'GET /work/repairs': { may: chiefs, ask: () => ({ path: '/work/repairs' }) },
  'GET /work/trail': {
    may: chiefs,
    async ask(world) {
      const { path } = await ofTrailDay().request(world)
      return { path: `/work/trail?day=${path.slice(-10)}` }
    },
  },
}
