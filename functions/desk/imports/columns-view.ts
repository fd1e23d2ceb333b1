import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import { html } from '../../../shared/render/markup.ts'
import { type FormState, valueAt } from '../form/form-state.ts'
import { formSummary, formView } from '../form/form-view.ts'
import { namesIn } from '../layout/names.ts'
import { backLink, box, table } from '../layout/parts.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'
import { columnField } from './guess-fields.ts'
import { nameField } from './import-words.ts'

type Uploaded = { fields: string[]; headings: string[]; examples: string[][]; missing: string[] }

/** Shortens an example. A long number may be a NIK, so only its first digits are shown, in whatever script they are. */
const shortenExample = (cell: string): string => (/\p{Nd}{6}/u.test(cell) ? `${cell.slice(0, 4)}…` : cell.slice(0, 40))

/** The page on which each column of the file, with its first rows, is matched to a field. */
export function columnsView(
  wording: DeskWording,
  frame: Frame,
  id: string,
  { fields, headings, examples, missing }: Uploaded,
  form: FormState,
): View {
  const { say } = wording
  const names = namesIn(frame, wording)
  const title = say('Cocokkan kolom', 'Match the columns')
  const choose = (heading: string, n: number) => {
    const name = columnField(n)
    const chosen = valueAt(form.values, name)
    return html`<select id="${name}" name="${name}" aria-label="${say('Isi kolom', 'What is in column')} ${heading}"><option value="">${say('(tidak diimpor)', '(not imported)')}</option>${fields.map((field) => html`<option value="${field}"${field === chosen && html` selected`}>${nameField(field, wording, names.stage)}</option>`)}</select>`
  }
  return {
    title,
    content: html`${backLink('/imports', say('Impor', 'Imports'))}${formSummary(form, wording)}<h1>${title}</h1>
<p>${say('Pastikan isi setiap kolom. Kolom yang dilewati tidak dibaca. Belum ada yang disimpan; setelah ini berkas diperiksa baris demi baris.', 'Say what each column holds. Skipped columns are not read. Nothing is stored yet: next, the file is checked row by row.')}</p>
${
  missing.length > 0 &&
  form.problems.length === 0 &&
  box(
    'heed',
    say('Ada isian wajib yang belum punya kolom', 'A required field has no column yet'),
    html`<p>${missing.join('; ')}.</p><p>${say('Pilih kolomnya di bawah. Bila tidak ada di berkas, tambahkan kolomnya, lalu unggah lagi.', 'Choose its column below. If the file has none, add one and upload the file again.')}</p>`,
  )
}
${formView(form, wording, {
  action: `/imports/${id}/columns`,
  submit: say('Periksa berkas', 'Check the file'),
  content: () =>
    table(
      title,
      [say('Kolom di berkas', 'Column in the file'), say('Contoh', 'Example'), say('Berisi', 'Holds')],
      headings.map((heading, n) => [
        heading.slice(0, 60),
        html`<span class="small">${examples
          .map((row) => shortenExample(row[n] ?? ''))
          .filter((cell) => cell !== '')
          .join(' · ')}</span>`,
        choose(heading, n),
      ]),
    ),
})}`,
  }
}
