import type { Deps } from '../../../shared/deps.ts'
import type { Month } from '../../../shared/domain/calendar.ts'
import type { Member } from '../../../shared/domain/member/member.ts'
import { signCheckpoint } from '../../../shared/usecases/issues/checkpoint.ts'
import { correctMember } from '../../../shared/usecases/members/correction.ts'
import { revealMember } from '../../../shared/usecases/rights/reveals.ts'
import { sealTrail } from '../../../shared/usecases/trail/seal-trail.ts'
import { wib } from './calendar.ts'

/**
 * Lets an officer do things that leave a trail, on two days of the demo's last month. So the demo has seals that can be
 * checked with downloaded files. `runAt` returns deps whose clock shows an instant. No figure changes.
 */
export async function leaveDemoTrail(
  runAt: (instant: Date) => Deps,
  lastMonth: Month,
  members: Iterable<Member>,
): Promise<void> {
  const officer = 'officer-ppkukm'
  const caller = { subject: officer, grants: await runAt(wib(`${lastMonth}-11`, 0)).grants.ofSubject(officer) }
  const [first, second, third] = [...members]
    .filter(({ agency, status, person }) => agency === 'PPKUKM' && status === 'active' && person?.nik !== undefined)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
  if (!first || !second || !third)
    throw new Error('The demo has fewer than three active members of PPKUKM whose NIK is known')
  const reveal = (deps: Deps, { id }: Member, reason: string) =>
    revealMember(deps, caller, { key: `demo-reveal-${id}`, fingerprint: id }, id, { fields: ['nik'], reason })
  await reveal(runAt(wib(`${lastMonth}-11`, 9 * 60)), first, 'Mencocokkan berkas di loket (contoh)')
  await reveal(runAt(wib(`${lastMonth}-12`, 10 * 60)), second, 'Menjawab pertanyaan bank penyalur (contoh)')
  await correctMember(runAt(wib(`${lastMonth}-12`, 11 * 60)), caller, third.id, third.version, {
    person: { email: null, birthDate: '1990-02-01' },
    reason: 'Tanggal lahir sesuai KTP (contoh)',
  })
}

/** Seals the days of the trail that have ended, and signs them with the latest issue. */
export async function sealDemoTrail(deps: Deps): Promise<void> {
  const head = await deps.issues.head()
  if (!head) return
  await sealTrail(deps)
  await deps.commit(await signCheckpoint(deps, { issues: head.place, issue: head.printed }))
}
