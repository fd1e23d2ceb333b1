import type { DeskCase } from '../desk-case.ts'

export const startCases: Record<string, DeskCase> = {
  'GET /': { may: 'everybody', ask: () => ({ path: '/' }) },
  'GET /account': { may: 'everybody', ask: () => ({ path: '/account' }) },
}
