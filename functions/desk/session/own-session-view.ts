import type { Caller, Role } from '../../../shared/domain/access/grant.ts'
import type { Session } from '../../../shared/domain/access/session.ts'
import type { Bilingual } from '../../../shared/domain/bilingual.ts'
import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import { html } from '../../../shared/render/markup.ts'
import { box, facts, table } from '../layout/parts.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'

const roleNames: Record<Role, Bilingual> = {
  admin: { id: 'Pengelola', en: 'Administrator' },
  officer: { id: 'Petugas', en: 'Officer' },
  viewer: { id: 'Pembaca angka', en: 'Reader of figures' },
}

export function accountView(
  { say, sayOf, formats }: DeskWording,
  session: Session,
  { grants }: Caller,
  { areas, programme }: Frame,
): View {
  const title = say('Akun Anda', 'Your account')
  const rows = grants.map(({ role, area, agency, until }) => [
    sayOf(roleNames[role]),
    areas.find(area)?.name ?? area,
    agency === undefined
      ? say('semua', 'all')
      : (programme.agencies.find(({ code }) => code === agency)?.name ?? agency),
    until === undefined ? say('tanpa batas', 'no end') : formats.instant(until, programme.zone),
  ])
  return {
    title,
    content: html`<h1>${title}</h1>
${facts([
  [say('Masuk sebagai', 'Signed in as'), session.name],
  [say('Nomor akun', 'Account number'), session.subject],
  [say('Sejak', 'Since'), formats.instant(session.startedAt, programme.zone)],
])}
<h2>${say('Yang boleh Anda lakukan', 'What you may do')}</h2>
${
  rows.length === 0
    ? box(
        'heed',
        say('Anda belum diberi hak', 'You have no rights yet'),
        say('Sebutkan nomor akun di atas kepada pengelola.', 'Tell your administrator the account number above.'),
      )
    : table(
        say('Hak', 'Rights'),
        [say('Peran', 'Role'), say('Wilayah', 'Area'), say('Perangkat daerah', 'Agency'), say('Sampai', 'Until')],
        rows,
      )
}
<p><a href="/me">${say('Catatan Anda sendiri sebagai anggota', 'Your own record as a member')}</a></p>
<h2>${say('Keluar dari semua perangkat', 'Sign out everywhere')}</h2>
<p>${say('Mengakhiri semua sesi Anda seketika. Lakukan bila perangkat hilang atau Anda lupa keluar di komputer bersama.', 'Ends your sessions in all browsers at once. Use this if you lost a device, or forgot to sign out of a shared computer.')}</p>
<form method="post" action="/sign-out/everywhere"><div class="buttons"><button class="risky">${say('Keluar dari semua perangkat', 'Sign out everywhere')}</button></div></form>`,
  }
}
