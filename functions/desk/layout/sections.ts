import type { Caller } from '../../../shared/domain/access/grant.ts'
import type { Bilingual } from '../../../shared/domain/bilingual.ts'
import { may, mayInAll } from '../../../shared/usecases/access/may.ts'

/** A link in the bar at the top, for callers with the right to its action. */
export type Section = { path: string; name: Bilingual }
/** `isOfAll`: only for callers with the right in the whole programme. */
type OfficeSection = Section & { action: Parameters<typeof may>[1]; isOfAll?: boolean }

/** Pages about the caller's own record, for people without rights. */
const ownSections: Section[] = [
  { path: '/me', name: { id: 'Saya', en: 'Me' } },
  { path: '/me/stages', name: { id: 'Tahap saya', en: 'My stages' } },
  { path: '/me/requests', name: { id: 'Permintaan', en: 'Requests' } },
  { path: '/me/trail', name: { id: 'Riwayat akses', en: 'Who saw it' } },
  { path: '/me/copy', name: { id: 'Salinan', en: 'My copy' } },
]

/** The sections, row by row as the page shows them. */
const rows: OfficeSection[][] = [
  [
    { path: '/', name: { id: 'Beranda', en: 'Home' }, action: 'programme.read' },
    { path: '/members', name: { id: 'Cari anggota', en: 'Find a member' }, action: 'member.read' },
    { path: '/members/new', name: { id: 'Daftarkan', en: 'Register' }, action: 'member.write' },
    { path: '/worklist', name: { id: 'Tindak lanjut', en: 'Follow up' }, action: 'member.read' },
    { path: '/classes', name: { id: 'Kelas', en: 'Classes' }, action: 'member.write' },
    { path: '/imports', name: { id: 'Impor', en: 'Imports' }, action: 'members.import' },
    { path: '/exports', name: { id: 'Ekspor', en: 'Exports' }, action: 'members.export' },
    { path: '/referrals', name: { id: 'Rujukan', en: 'Referrals' }, action: 'member.refer' },
    { path: '/obstacles', name: { id: 'Kendala', en: 'Obstacles' }, action: 'obstacles.write' },
  ],
  [
    { path: '/figures', name: { id: 'Capaian', en: 'Attainment' }, action: 'figures.read' },
    { path: '/months', name: { id: 'Bulan', en: 'Months' }, action: 'months.read' },
    { path: '/targets', name: { id: 'Target', en: 'Targets' }, action: 'targets.read' },
    { path: '/recipients', name: { id: 'Penerima laporan', en: 'Recipients' }, action: 'recipients.manage' },
    { path: '/people', name: { id: 'Pengguna dan hak', en: 'People and rights' }, action: 'grants.read' },
    { path: '/partners', name: { id: 'Mitra', en: 'Partners' }, action: 'partners.read', isOfAll: true },
    {
      path: '/subscribers',
      name: { id: 'Pelanggan', en: 'Subscribers' },
      action: 'subscribers.manage',
      isOfAll: true,
    },
    { path: '/loans', name: { id: 'Pinjaman', en: 'Loans' }, action: 'partners.read', isOfAll: true },
    { path: '/work', name: { id: 'Sistem', en: 'System' }, action: 'ledger.recount', isOfAll: true },
  ],
]

/** The sections for a caller, by row. */
export function sectionsFor(deps: Parameters<typeof mayInAll>[0], caller: Caller): Section[][] {
  if (isWithoutRights(caller)) return [ownSections]
  const isOpen = ({ action, isOfAll }: OfficeSection) =>
    isOfAll ? mayInAll(deps, caller, action) : may(caller, action)
  return rows.map((row) => row.filter(isOpen)).filter((row) => row.length > 0)
}

/** Whether a person has no rights in force: a citizen, or an officer whose rights have not begun or are over. */
export const isWithoutRights = ({ grants }: Caller): boolean => grants.length === 0

const paths = [...rows.flat(), ...ownSections].map(({ path }) => path).toSorted((a, b) => b.length - a.length)

/**
 * The section to which a page belongs. If the page's path begins with the paths of several sections, it is the longest
 * one.
 */
export const sectionOf = (path: string): string | undefined =>
  paths.find((each) => path === each || (each !== '/' && path.startsWith(`${each}/`)))
