import type { Month } from '../../../shared/domain/calendar.ts'
import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import { html } from '../../../shared/render/markup.ts'
import type { FormState } from '../form/form-state.ts'
import { formSummary, formView } from '../form/form-view.ts'
import { backLink, box } from '../layout/parts.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'
import { missingPart } from './months-view.ts'

type Shown = { form: FormState; months: Month[]; gaps: { missing: string[] } | undefined }

export function closingView(wording: DeskWording, frame: Frame, { form, months, gaps }: Shown): View {
  const { say, formats } = wording
  const title = say('Tutup dan terbitkan', 'Close and issue')
  const [next] = months
  const back = backLink('/months', say('Bulan', 'Months'))
  if (next === undefined)
    return {
      title,
      content: html`${back}<h1>${title}</h1><p>${say('Semua bulan yang sudah berakhir sudah ditutup.', 'Every month that has ended is closed.')}</p>`,
    }
  const options = months.map((month) => ({ value: month, name: formats.month(month) }))
  const values = form.values.length === 0 ? { ...form, values: [['through', next] satisfies [string, string]] } : form
  return {
    title,
    content: html`${back}${formSummary(form, wording)}<h1>${title}</h1>
<p class="lead">${say('Bulan ditutup berurutan, dihitung ulang dari catatannya, lalu diterbitkan dan dikirim.', 'Months are closed in order, recounted from their entries, then issued and mailed.')}</p>
${box('heed', say('Penutupan tidak dapat dibatalkan', 'Closing cannot be undone'), html`<p>${say('Angka, target, dan definisi bulan itu dibekukan. Data yang datang kemudian dibukukan pada bulan terbuka dan ditandai terlambat.', 'The figures, targets and definitions of the month are frozen. What comes later is posted in an open month and marked as late.')}</p><p><a href="/figures?month=${next}">${say(`Pratinjau angka ${formats.month(next)}`, `Preview the figures of ${formats.month(next)}`)}</a> · <a href="/months/${next}">${say('Kendala yang sudah diisi', 'The obstacles written so far')}</a></p>`)}
${gaps && missingPart(wording, frame, gaps.missing)}
${formView(values, wording, {
  action: '/months/closings',
  submit: say('Tutup dan terbitkan', 'Close and issue'),
  isRisky: true,
  meanwhile: '/months/closings/progress',
  beside: html`<p class="small">${say('Dapat berlangsung lebih dari satu menit.', 'This may take more than a minute.')} <a href="/months/closings/progress">${say('Lihat kemajuannya', 'See its progress')}</a></p>`,
  content: ({ radios }) =>
    radios({ name: 'through', label: say('Sampai dengan bulan', 'Up to and including'), options }),
})}`,
  }
}
