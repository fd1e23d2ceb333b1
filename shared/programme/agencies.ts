import type { Agency } from '../domain/programme/programme.ts'

/**
 * The agencies (perangkat daerah) that register and serve members, as named since the mergers of 2020. Reports mention
 * seven; these six are confirmed (antaranews.com/berita/3026629, m.beritajakarta.id/read/85332). They have no dates, so
 * what their predecessors did counts for them.
 */
export const agencies: Agency[] = [
  { code: 'PPKUKM', key: 'A', name: 'Dinas PPKUKM' },
  { code: 'Nakertransgi', key: 'B', name: 'Dinas Nakertransgi' },
  { code: 'KPKP', key: 'C', name: 'Dinas KPKP' },
  { code: 'Sosial', key: 'D', name: 'Dinas Sosial' },
  { code: 'Parekraf', key: 'E', name: 'Dinas Parekraf' },
  { code: 'PPAPP', key: 'F', name: 'Dinas PPAPP' },
]
