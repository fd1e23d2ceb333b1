import type { Bilingual } from '../../../shared/domain/bilingual.ts'
import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import { bySelf } from '../../../shared/domain/member/own-record.ts'
import type { TrailLine } from '../../../shared/domain/rights/trail.ts'
import { html } from '../../../shared/render/markup.ts'
import type { TrailPage } from '../../../shared/usecases/members/member-trail.ts'
import { box } from '../layout/parts.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'
import { trailTable } from '../members/trail-view.ts'

/** Names the author of a line of the person's own trail. */
export const nameActor =
  ({ say }: DeskWording) =>
  ({ actor, source }: Pick<TrailLine, 'actor' | 'source'>): string => {
    if (source === bySelf.source) return say('Anda sendiri', 'You')
    if (source.startsWith('imp_')) return say(`berkas impor, oleh ${actor}`, `an imported file, by ${actor}`)
    return actor
  }

/** Who did what to the person's record. */
export function ownTrailView(wording: DeskWording, frame: Frame, trail: TrailPage): View {
  const { say } = wording
  const title = say('Siapa melihat dan mengubah data Anda', 'Who saw and changed your data')
  return {
    title,
    content: html`<h1>${title}</h1>
<p>${say('Setiap perubahan, pembukaan data lengkap, ekspor, dan akses darurat, dari yang paling awal. Petugas di wilayah Anda melihat nomor Anda tersamar; itu tidak dicatat satu per satu.', 'Every change, reveal of full data, export and emergency access, the earliest first. Officers of your area see your numbers masked; that is not recorded one by one.')}</p>
${trailTable(wording, frame, trail, nameActor(wording))}`,
  }
}

export function ownCopyView({ say }: DeskWording): View {
  const title = say('Salinan data Anda', 'A copy of your data')
  return {
    title,
    content: html`<h1>${title}</h1>
<p>${say('Salinan ini berisi semua yang disimpan tentang Anda, lengkap dan tidak tersamar: data diri, usaha, tahap, pinjaman, catatan petugas, permintaan Anda, dan siapa yang memproses data Anda (UU 27/2022 pasal 32).', 'The copy holds everything that is kept about you, in full and unmasked: your person, business, stages, loans, notes of officers, your requests, and who processed your data (UU 27/2022 art. 32).')}</p>
${box('heed', say('Jaga salinannya', 'Take care of the copy'), say('Jangan dibuka di komputer bersama. Salinan ini memuat NIK Anda.', 'Do not open it on a shared computer. It holds your NIK.'))}
<p class="buttons"><a class="button main" href="/me/copy/page">${say('Baca salinan', 'Read the copy')}</a><a class="button" href="/me/copy/file" download>${say('Unduh salinan (JSON)', 'Download the copy (JSON)')}</a></p>
<p class="small">${say('Ingin salinan tercetak?', 'Would you rather have it on paper?')} <a href="/me/requests/new?kind=access">${say('Ajukan permintaan', 'Make a request')}</a></p>`,
  }
}

/** Shown until the identity is verified, because the data may be another person's. */
export function tooEarlyView({ say, sayOf }: DeskWording, ask: Bilingual): View {
  const title = say('Halaman ini belum terbuka', 'This page is not open yet')
  return {
    title,
    content: html`<h1>${title}</h1>
<p>${say(`Halaman ini terbuka setelah identitas Anda diverifikasi. Datangi ${sayOf(ask)}.`, `This page opens once your identity is verified. Go to ${sayOf(ask)}.`)}</p>
<p>${say('Sebelum itu Anda tetap dapat mengajukan permintaan atas data Anda.', 'Before that you can still make a request about your data.')} <a href="/me/requests">${say('Permintaan', 'Requests')}</a></p>`,
  }
}
