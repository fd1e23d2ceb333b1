import type { Caller } from '../../../shared/domain/access/grant.ts'
import type { Bilingual } from '../../../shared/domain/bilingual.ts'
import { may } from '../../../shared/usecases/access/may.ts'

/** A link in the bar at the top, for callers with the right to its action. */
type Section = { path: string; name: Bilingual; action: Parameters<typeof may>[1] }

const sections: Section[] = [
  { path: '/', name: { id: 'Beranda', en: 'Home' }, action: 'programme.read' },
  { path: '/members', name: { id: 'Cari anggota', en: 'Find a member' }, action: 'member.read' },
  { path: '/members/new', name: { id: 'Daftarkan', en: 'Register' }, action: 'member.write' },
  { path: '/worklist', name: { id: 'Tindak lanjut', en: 'Follow up' }, action: 'member.read' },
  { path: '/classes', name: { id: 'Kelas', en: 'Classes' }, action: 'member.write' },
  { path: '/imports', name: { id: 'Impor', en: 'Imports' }, action: 'members.import' },
  { path: '/exports', name: { id: 'Ekspor', en: 'Exports' }, action: 'members.export' },
  { path: '/figures', name: { id: 'Capaian', en: 'Attainment' }, action: 'figures.read' },
  { path: '/months', name: { id: 'Bulan', en: 'Months' }, action: 'months.read' },
  { path: '/targets', name: { id: 'Target', en: 'Targets' }, action: 'targets.read' },
  { path: '/obstacles', name: { id: 'Kendala', en: 'Obstacles' }, action: 'obstacles.write' },
]

export const sectionsFor = (caller: Caller): Section[] => sections.filter(({ action }) => may(caller, action))

/** The section that a path belongs to: the one with the longest path that it begins with. */
export const sectionOf = (path: string): string | undefined =>
  sections
    .map((section) => section.path)
    .filter((each) => path === each || (each !== '/' && path.startsWith(`${each}/`)))
    .toSorted((a, b) => b.length - a.length)[0]
