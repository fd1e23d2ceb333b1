import type { DeskCase } from '../desk-case.ts'
import { anyServants, servants } from '../desk-requests.ts'
import { inside } from '../world.ts'
import { writeWorkbook } from '../write-workbook.ts'

export const classCases: Record<string, DeskCase> = {
  'GET /classes': { may: anyServants, ask: () => ({ path: '/classes' }) },
  'POST /classes': {
    may: {
      ...servants,
      'officer of another kota': 422,
      'officer of another agency': 422,
      'administrator of another kota': 422,
    },
    ask: async ({ member }) => ({
      path: '/classes',
      fields: { stage: 'P2', heldOn: '2021-11-20', agency: inside.agency, numbers: await member() },
    }),
  },
  'GET /classes/:id': { may: servants, ask: async ({ classList }) => ({ path: `/classes/${(await classList()).id}` }) },
  'POST /classes/:id': {
    may: servants,
    async ask({ classList }) {
      const { id, memberId } = await classList()
      return { path: `/classes/${id}`, fields: { 'attended[]': memberId } }
    },
  },
  'GET /classes/:id/sheet': {
    may: servants,
    ask: async ({ classList }) => ({ path: `/classes/${(await classList()).id}/sheet` }),
  },
  'POST /classes/:id/sheet': {
    may: servants,
    async ask({ classList }) {
      const { id, memberId } = await classList()
      const rows = [
        ['Nomor anggota', 'Hadir'],
        [memberId, 'x'],
      ].map((row) => row.map((text) => ({ text })))
      const text = new Uint8Array(writeWorkbook([{ name: 'Daftar', rows }]))
      return { path: `/classes/${id}/sheet`, fields: {}, file: { name: 'sheet', text } }
    },
  },
  'GET /classes/:id/page.html': {
    may: servants,
    ask: async ({ classList }) => ({ path: `/classes/${(await classList()).id}/page.html` }),
  },
  'GET /classes/:id/sheet.csv': {
    may: servants,
    ask: async ({ classList }) => ({ path: `/classes/${(await classList()).id}/sheet.csv` }),
  },
  'GET /classes/:id/sheet.xlsx': {
    may: servants,
    ask: async ({ classList }) => ({ path: `/classes/${(await classList()).id}/sheet.xlsx` }),
  },
}
