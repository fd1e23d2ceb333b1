import type { Bilingual } from '../../../shared/domain/bilingual.ts'
import type { ObligationKind } from '../../../shared/domain/jobs/obligation.ts'
import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import type { TrailCheck, TrailDay, TrailSeal } from '../../../shared/domain/rights/trail-seal.ts'
import { formatMemberNumber } from '../../../shared/domain/values/member-number.ts'
import { html } from '../../../shared/render/markup.ts'
import type { WaitingQueue } from '../../../shared/usecases/waiting-work.ts'
import { backLink, box, facts, nextLink, table, tag } from '../layout/parts.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'
import { actNames } from '../members/member-words.ts'

const kindNames: Record<ObligationKind, Bilingual> = {
  case: { id: 'Permintaan atas data pribadi', en: 'Requests about personal data' },
  receipt: { id: 'Panggilan mitra yang harus diterapkan', en: 'Calls of partners to apply' },
  conflict: { id: 'Pertentangan panggilan mitra', en: 'Conflicts of calls of partners' },
  loan: { id: 'Pinjaman yang harus diperiksa lagi', en: 'Loans to look at again' },
  mailing: { id: 'Terbitan yang harus dikirim', en: 'Issues to mail' },
  mail: { id: 'Surel yang harus dikirim', en: 'Mails to send' },
  news: { id: 'Kabar bagi anggota', en: 'News for members' },
  event: { id: 'Peristiwa yang harus dicatat untuk pelanggan', en: 'Events to log for subscribers' },
  wake: { id: 'Pengiriman ke pelanggan yang harus dimulai', en: 'Sending to subscribers to start' },
  subscriber: { id: 'Peristiwa yang harus dikirim ke pelanggan', en: 'Events to send to subscribers' },
  subscriber_notice: { id: 'Surel tentang pelanggan yang dinonaktifkan', en: 'Mails about disabled subscribers' },
  referral: { id: 'Rujukan kepada lembaga pembiayaan', en: 'Referrals to lenders' },
  recipient: { id: 'Penerima yang perlu dilihat', en: 'Recipients to look at' },
}
/** A map, because another release may have written a queue of an unknown kind. */
const names = new Map<string, Bilingual>(Object.entries(kindNames))

/** Whose work it is, if it is neither a partner's nor a subscriber's. */
const ownerNames = new Map<string, Bilingual>([
  ['log', { id: 'Pelanggan peristiwa', en: 'Subscribers' }],
  ['members', { id: 'Anggota', en: 'Members' }],
  ['reports', { id: 'Laporan', en: 'Reports' }],
  ['rights', { id: 'Hak atas data pribadi', en: 'Rights to personal data' }],
  ['subscribers', { id: 'Pelanggan peristiwa', en: 'Subscribers' }],
])

type Shown = {
  queues: { items: WaitingQueue[]; next?: number }
  trail: TrailCheck | undefined
  namePartner: (code: string) => string
}

export function workView(
  wording: DeskWording,
  { programme: { zone } }: Frame,
  { queues, trail, namePartner }: Shown,
): View {
  const { say, sayOf, formats } = wording
  const title = say('Pekerjaan sistem', 'Work of the system')
  const caption = say('Kewajiban', 'Obligations')
  const nameOf = (kind: string) => {
    const name = names.get(kind)
    return name ? sayOf(name) : kind
  }
  const nameOwner = ({ kind, owner }: WaitingQueue) => {
    const name = ownerNames.get(owner)
    if (name) return sayOf(name)
    return kind === 'subscriber' ? html`<a href="/subscribers/${owner}">${owner}</a>` : namePartner(owner)
  }
  return {
    title,
    content: html`<h1>${title}</h1>
<p>${say('Pekerjaan yang harus dilakukan kemudian dicatat sebagai kewajiban sampai selesai. Yang diparkir menunggu tindakan petugas.', 'Work that must be done later is an obligation until it is done. Parked work waits for a decision.')}</p>
<h2>${caption}</h2>${table(
      caption,
      [
        say('Jenis', 'Kind'),
        say('Milik', 'Owner'),
        { heading: say('Tertahan', 'Parked'), isNumber: true },
        say('Yang tertua jatuh tempo', 'The oldest is due'),
      ],
      queues.items.map((queue) => [
        nameOf(queue.kind),
        nameOwner(queue),
        queue.parked === 0 ? '0' : html`${formats.number(queue.parked)} ${tag(say('menunggu', 'waits'), 'bad')}`,
        queue.oldestDueAt === undefined ? say('tidak ada', 'none') : formats.instant(queue.oldestDueAt, zone),
      ]),
    )}
${nextLink('/work?skip=', queues.next === undefined ? undefined : String(queues.next), wording)}
<h2>${say('Hitung ulang', 'Recounts')}</h2><p><a href="/months">${say('Hitung ulang setiap bulan, dan angka yang berbeda', 'The recount of each month, and what differs')}</a> · <a href="/work/repairs">${say('Perbaikan penghitung', 'Repairs of counters')}</a></p>
<h2>${say('Jejak', 'Trail')}</h2>
${
  trail
    ? html`${facts([
        [say('Diperiksa', 'Checked'), formats.instant(trail.checkedAt, zone)],
        [say('Disegel sampai', 'Sealed through'), trail.through && formats.day(trail.through)],
        [say('Hari diperiksa', 'Days checked'), formats.number(trail.days)],
        [say('Kejadian diperiksa', 'Events checked'), formats.number(trail.events)],
        [say('Sidik jari terakhir', 'Latest hash'), trail.head && html`<code>${trail.head}</code>`],
      ])}${trail.faulty === 0 ? box('good', say('Tidak ada yang berubah sejak disegel', 'Nothing has changed since it was sealed')) : box('bad', say(`${trail.faulty} kejanggalan`, `${trail.faulty} faults`), html`<ul>${trail.faults.map(({ day, what, event }) => html`<li>${day} ${what} ${event}</li>`)}</ul>`)}`
    : html`<p>${say('Jejak belum pernah diperiksa.', 'The trail has not been checked yet.')}</p>`
}
<form action="/work/trail" method="get" class="filter"><div class="field"><label for="day">${say('Lihat jejak satu hari', 'See the trail of a day')}</label><input type="date" id="day" name="day" value="${trail?.through}"></div><div class="buttons"><button>${say('Tampilkan', 'Show')}</button></div></form>`,
  }
}

type DayShown = { seal: TrailSeal; items: TrailDay['events']; last?: string | undefined }

/** A page of the events of a sealed day. */
export function trailDayView(
  wording: DeskWording,
  { programme: { zone } }: Frame,
  { seal, items, last }: DayShown,
): View {
  const { say, sayOf, formats } = wording
  const title = say(`Jejak ${formats.day(seal.day)}`, `Trail of ${formats.day(seal.day)}`)
  return {
    title,
    content: html`${backLink('/work', say('Pekerjaan sistem', 'Work of the system'))}<h1>${title}</h1>
${facts([
  [say('Sidik jari', 'Hash'), html`<code>${seal.events}</code>`],
  [say('Segel sebelumnya', 'The seal before'), seal.previous && html`<code>${seal.previous}</code>`],
])}
<h2>${say('Kejadian', 'Events')}</h2>${table(
      title,
      [say('Waktu', 'When'), say('Anggota', 'Member'), say('Tindakan', 'What'), say('Pelaku', 'Who')],
      items.map(({ at, memberId, act, actor }) => [
        html`<span class="nowrap">${formats.instant(at, zone)}</span>`,
        html`<a href="/members/${memberId}/trail">${formatMemberNumber(memberId)}</a>`,
        sayOf(actNames[act]),
        actor,
      ]),
    )}${nextLink(`/work/trail?day=${seal.day}&from=`, last, wording)}`,
  }
}
