import type * as z from 'zod'
import type { Worklist } from '../../../shared/domain/member/worklist.ts'
import { html, type Markup } from '../../../shared/render/markup.ts'
import { newForm } from '../form/form-state.ts'
import { formView } from '../form/form-view.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'
import { countsTable } from '../worklist/worklist-view.ts'

type HowMany = { count: number; isMore: boolean }

/**
 * What waits for the caller. A number is undefined if counting would take too long. `loans` is undefined also for
 * callers who may not see any.
 */
export type WaitingCounts = {
  counts: NonNullable<z.infer<typeof Worklist>['counts']>
  toFollow: HowMany | undefined
  unverified: HowMany | undefined
  duplicates: HowMany
  disputes: HowMany | undefined
  cases: HowMany | undefined
  loans: HowMany | undefined
}

export function startView(wording: DeskWording, waiting: WaitingCounts): View {
  const { say, formats } = wording
  const { counts, toFollow, unverified, duplicates, disputes, cases, loans } = waiting
  const title = say('Menunggu tindakan Anda', 'What waits for you')
  const card = (path: string, name: string, about: string, how?: HowMany): Markup =>
    html`<li>${how && html`<span class="big">${formats.number(how.count)}${how.isMore && '+'}</span>`}<a href="${path}">${name}</a><br><span class="small">${about}${how === undefined && say(' · wilayah Anda terlalu luas untuk dihitung di sini', ' · your area is too large to count here')}</span></li>`
  return {
    title,
    content: html`<h1>${title}</h1>
${formView(newForm(), wording, {
  action: '/members',
  submit: say('Cari', 'Find'),
  content: ({ text }) =>
    text({
      name: 'sought',
      type: 'search',
      label: say('Cari anggota: nomor, NIK, telepon, atau nama', 'Find a member: number, NIK, phone or name'),
    }),
  beside: html`<a class="button" href="/members/new">${say('Daftarkan anggota', 'Register a member')}</a>`,
})}
<h2>${say('Perlu diputus atau ditindaklanjuti', 'To be decided or followed up')}</h2>
<ul class="cards">
${card('/worklist', say('Tindak lanjut', 'Follow up'), say('menunggu tahap berikutnya 90 hari atau lebih', 'have waited for the next stage for 90 days or more'), toFollow)}
${card('/verifications', say('Menunggu verifikasi identitas', 'Waiting for verification'), say('mendaftar sendiri; periksa dokumennya', 'registered online; check the document'), unverified)}
${card('/cases', say('Permintaan atas data pribadi', 'Requests about personal data'), say('harus diputus dalam 72 jam', 'due after 72 hours'), cases)}
${card('/duplicates', say('Mungkin terdaftar ganda', 'Probably registered twice'), say('pasangan catatan yang perlu diputus', 'pairs of records to decide'), duplicates)}
${card('/disputes', say('Sengketa NIK', 'Disputes over a NIK'), say('satu NIK dipakai dua catatan', 'two records claim one NIK'), disputes)}
${loans && card('/loans', say('Pinjaman yang tertahan', 'Parked loans'), say('belum dapat dihitung untuk seorang anggota', 'that cannot be counted for a member yet'), loans)}
</ul>
${counts.map(({ area, name, stages }) => countsTable(wording, `${say('Wilayah Anda', 'Your area')}: ${name} (${area})`, stages))}`,
  }
}
