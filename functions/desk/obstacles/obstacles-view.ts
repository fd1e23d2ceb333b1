import type { Month } from '../../../shared/domain/calendar.ts'
import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import type { WrittenObstacle } from '../../../shared/domain/report/obstacle.ts'
import { html, type Markup } from '../../../shared/render/markup.ts'
import type { Fields, Option } from '../form/fields.ts'
import { type FormState, newForm } from '../form/form-state.ts'
import { formSummary, formView } from '../form/form-view.ts'
import { doneBox } from '../layout/done.ts'
import { namesIn } from '../layout/names.ts'
import { backLink } from '../layout/parts.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'

const mostLetters = 600

const textFields = ({ say }: DeskWording, { area }: Fields): Markup =>
  html`${area({ name: 'obstacle', label: say('Kendala', 'Obstacle'), most: mostLetters, hint: say('Apa yang menghambat. Laporan dikirim lewat surel dan tampil di halaman publik: jangan sebut nama atau nomor orang.', 'What was an obstacle. The report is mailed and public: do not write the name or number of a person.') })}
${area({ name: 'followUp', label: say('Tindak lanjut', 'Follow-up'), most: mostLetters, hint: say('Apa yang dilakukan, oleh siapa, sampai kapan.', 'What is done about it, by whom, until when.') })}`

export function obstaclesView(
  wording: DeskWording,
  frame: Frame,
  form: FormState,
  {
    months,
    areas,
    written,
    done,
  }: { months: Month[]; areas: Option[]; written: WrittenObstacle[]; done?: string | undefined },
): View {
  const { say, formats } = wording
  const names = namesIn(frame, wording)
  const title = say('Kendala dan tindak lanjut', 'Obstacles and follow-up')
  return {
    title,
    content: html`${doneBox(done, wording)}${formSummary(form, wording)}<h1>${title}</h1>
<p>${say('Dicetak dalam laporan bulan itu. Dapat diubah sampai bulannya ditutup.', 'Printed in the report of the month. It can be changed until the month is closed.')}</p>
${written.map(({ month, id, area, agency, obstacle, followUp, writtenBy }) => html`<div class="box"><h2>${names.area(area)}${agency !== undefined && `, ${names.agency(agency)}`} · ${formats.month(month)}</h2><p><b>${say('Kendala', 'Obstacle')}.</b> ${obstacle}</p><p><b>${say('Tindak lanjut', 'Follow-up')}.</b> ${followUp}</p><p class="small">${writtenBy} · <a href="/obstacles/${month}/${id}">${say('Ubah', 'Change')}</a></p></div>`)}
<h2>${say('Tulis yang baru', 'Write another')}</h2>
${
  months.length === 0
    ? html`<p>${say('Semua bulan sudah ditutup.', 'Every month is closed.')}</p>`
    : formView(form, wording, {
        action: '/obstacles',
        submit: say('Simpan', 'Store'),
        content: (
          fields,
        ) => html`${fields.radios({ name: 'month', label: say('Bulan', 'Month'), options: months.map((month) => ({ value: month, name: formats.month(month) })) })}
${fields.select({ name: 'area', label: say('Wilayah', 'Area'), options: areas })}
${textFields(wording, fields)}`,
      })
}`,
  }
}

export function amendView(
  wording: DeskWording,
  frame: Frame,
  form: FormState,
  { month, id, area }: WrittenObstacle,
): View {
  const { say, formats } = wording
  const title = say('Ubah kendala', 'Change an obstacle')
  const here = `/obstacles/${month}/${id}`
  return {
    title,
    content: html`${backLink('/obstacles', say('Kendala', 'Obstacles'))}${formSummary(form, wording)}<h1>${title}</h1>
<p class="lead">${namesIn(frame, wording).area(area)} · ${formats.month(month)}</p>
${formView(form, wording, { action: here, submit: say('Simpan', 'Store'), content: (fields) => textFields(wording, fields) })}
<h2>${say('Tarik kembali', 'Take it back')}</h2>
${formView(newForm(), wording, { action: `${here}/withdrawal`, submit: say('Tarik kembali', 'Take it back'), isRisky: true, content: () => html`<p>${say('Laporan tidak akan mencetaknya.', 'No report will print it.')}</p>` })}`,
  }
}
