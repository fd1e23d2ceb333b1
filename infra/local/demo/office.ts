import type { Deps } from '../../../shared/deps.ts'
import type { Grant } from '../../../shared/domain/access/grant.ts'
import { addMonths, type Month } from '../../../shared/domain/calendar.ts'
import type { NewTarget } from '../../../shared/domain/programme/target.ts'
import { publishedTargets } from '../../../shared/programme/published-targets.ts'
import { giveGrant } from '../../../shared/usecases/access/give-grant.ts'
import { setTarget } from '../../../shared/usecases/figures/targets.ts'
import { scaleTarget } from '../load/published/scale-target.ts'

/** A person who can sign in to the demo. */
type DemoPerson = Pick<Grant, 'subject' | 'role' | 'area' | 'agency'> & { note: string; hasEnded?: boolean }

export const demoPeople: DemoPerson[] = [
  {
    subject: 'admin',
    role: 'admin',
    area: '31',
    note: 'Pengelola seluruh program / administrator of the whole programme',
  },
  {
    subject: 'officer-gambir',
    role: 'officer',
    area: '31.71.01',
    note: 'Petugas Kecamatan Gambir / officer of Kecamatan Gambir',
  },
  {
    subject: 'officer-ppkukm',
    role: 'officer',
    area: '31',
    agency: 'PPKUKM',
    note: 'Petugas Dinas PPKUKM / officer of Dinas PPKUKM',
  },
  {
    subject: 'viewer',
    role: 'viewer',
    area: '31',
    note: 'Pimpinan yang hanya membaca angka / head who only reads figures',
  },
  {
    subject: 'expired',
    role: 'officer',
    area: '31',
    note: 'Petugas yang haknya sudah berakhir / officer whose rights have ended',
    hasEnded: true,
  },
]

const dayMs = 86_400_000

/** Gives the demo's people their grants from an instant on. A grant that has ended was in force for a day. */
export async function grantDemoRoles(deps: Deps, start: Date): Promise<void> {
  const from = start.toISOString()
  const until = new Date(start.getTime() + dayMs).toISOString()
  for (const { note: _, hasEnded, ...grant } of demoPeople)
    await giveGrant(deps, { ...grant, from, ...(hasEnded && { until }), grantedBy: 'demo' })
}

const scale = 100
const monthsOfTerm = 60

/**
 * Sets the targets: the published targets for the whole term, at the demo's scale and moved to the demo's time, and
 * some invented targets.
 */
export async function setDemoTargets(deps: Deps, firstMonth: Month): Promise<void> {
  const admin = { subject: 'admin', grants: await deps.grants.ofSubject('admin') }
  for (const [i, target] of demoTargets(firstMonth).entries())
    await setTarget(deps, admin, { key: `demo-target-${i}`, fingerprint: JSON.stringify(target) }, target)
}

function demoTargets(firstMonth: Month): NewTarget[] {
  const term = { from: firstMonth, to: addMonths(firstMonth, monthsOfTerm - 1) }
  const wholeTerm = publishedTargets.filter(({ from, to }) => from.slice(0, 4) !== to.slice(0, 4))
  const scaledTargets = wholeTerm.map((target) => ({ ...scaleTarget(target, scale), ...term }))
  return [
    ...scaledTargets,
    { ...term, indicator: 'P1', area: '31.71', value: 400, basis: 'Demo: bagian Jakarta Pusat (karangan)' },
    { ...term, indicator: 'P1', area: '31.73', value: 550, basis: 'Demo: bagian Jakarta Barat (karangan)' },
    {
      ...term,
      indicator: 'ALL',
      area: '31',
      value: 0,
      basis: 'Demo: capaian terhadap target 0 tidak terdefinisi (a target of 0 is undefined)',
    },
  ]
}
