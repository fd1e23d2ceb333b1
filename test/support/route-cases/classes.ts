import { anyServants, servants } from '../permissions.ts'
import { about, ofClassList } from '../route-arrangements.ts'
import type { RouteCase } from '../route-case.ts'
import { inside, nobodysNumber } from '../world.ts'

export const classCases: Record<string, RouteCase> = {
  'POST /v1/classes': {
    // Each member of a class has its own result; members outside the caller's scope are refused there.
    may: anyServants,
    ...about(
      (id) => ({ path: '/v1/classes', body: { stage: 'P2', happenedOn: '2021-11-20', memberIds: [id] } }),
      ({ member }) => member(),
      nobodysNumber,
    ),
  },
  'POST /v1/class-lists': {
    may: servants,
    async request({ member }) {
      await member({ area: '31.71.01' })
      const filter = { area: '31.71.01', agency: inside.agency, lacking: ['P2'], category: 'pemula' }
      return { path: '/v1/class-lists', body: { stage: 'P2', heldOn: '2021-12-20', agency: inside.agency, filter } }
    },
  },
  'GET /v1/class-lists/{id}': { may: servants, ...ofClassList('') },
  'GET /v1/class-lists/{id}/sheet.csv': { may: servants, ...ofClassList('/sheet.csv') },
  'GET /v1/class-lists/{id}/sheet.xlsx': { may: servants, ...ofClassList('/sheet.xlsx') },
  'GET /v1/class-lists/{id}/page.html': { may: servants, ...ofClassList('/page.html') },
  'POST /v1/class-lists/{id}/attendances': {
    may: servants,
    ...ofClassList('/attendances', (memberId) => ({ body: { attended: [memberId] } })),
  },
  'POST /v1/class-lists/{id}/attendances.csv': {
    may: servants,
    ...ofClassList('/attendances.csv', (memberId) => ({
      raw: `Nomor anggota,Hadir\n${memberId},x\n`,
      headers: { 'Content-Type': 'text/csv' },
    })),
  },
}
