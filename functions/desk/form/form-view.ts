import type { Bilingual } from '../../../shared/domain/bilingual.ts'
import type { ErrorKind, Problem } from '../../../shared/domain/problems/app-error.ts'
import { sentence } from '../../../shared/domain/problems/problem-texts.ts'
import { html, type Markup } from '../../../shared/render/markup.ts'
import { box } from '../layout/parts.ts'
import type { DeskWording } from '../layout/wording.ts'
import { type Fields, fieldOf, fieldsOf, labelOf } from './fields.ts'
import { type FormState, keyField, versionField } from './form-state.ts'

type FormParts = {
  action: string
  /** The label of the button. */
  submit: string
  isRisky?: boolean
  /** Whether the button is beside others that matter more. */
  isPlain?: boolean
  hasFile?: boolean
  content: (fields: Fields) => Markup
  /** The page to show while the form is carried out, if that takes long. Needs the script. */
  meanwhile?: string
  /** What is shown beside the button, such as a link back. */
  beside?: Markup
}

/** Draws a form with its key, version, fields and button. Only the server checks it (`novalidate`), in its own words. */
export function formView(form: FormState, wording: DeskWording, parts: FormParts): Markup {
  const { action, submit, isRisky, isPlain, hasFile, content, meanwhile, beside } = parts
  const { say } = wording
  return html`<form method="post" action="${action}" novalidate${hasFile && html` enctype="multipart/form-data"`}${meanwhile !== undefined && html` data-meanwhile="${meanwhile}"`}>
<input type="hidden" name="${keyField}" value="${form.key}">${form.version !== undefined && html`<input type="hidden" name="${versionField}" value="${form.version}">`}
${content(fieldsOf(form, wording))}
<p class="says away" role="alert" hidden>${say('Koneksi terputus. Isian Anda masih ada di sini; kirim lagi setelah tersambung.', 'There is no connection. What you typed is still here: send it again when there is one.')}</p>
<div class="buttons"><button class="${isRisky ? 'risky' : isPlain ? '' : 'main'}">${submit}</button>${beside}</div>
</form>`
}

/** Lists every problem at the top of the page. The list takes the focus, and each line links to its field. */
export function formSummary(form: FormState, wording: DeskWording): Markup | undefined {
  const { say, sayOf } = wording
  const { problems, notice } = form
  if (notice === 'given back')
    return box(
      'heed',
      say('Isian Anda sebelum sesi berakhir', 'This is what you typed before the session ended'),
      say('Isian ini belum tersimpan. Periksa, lalu kirim.', 'Nothing has been stored. Check the form, then send it.'),
    )
  if (notice === 'sent before')
    return summaryBox(
      say('Formulir ini sudah pernah terkirim', 'This form was sent before'),
      html`<p>${say('Kiriman pertama sudah tersimpan dengan isi yang berbeda. Periksa hasilnya dahulu; kirim lagi hanya bila memang perlu.', 'The first one was stored with other content. Check its result first. Send this one only if it is still needed.')}</p>`,
    )
  if (problems.length === 0) return undefined
  const refusal = refusalTitle(form)
  const title = form.current
    ? say('Data ini diubah orang lain saat Anda mengisi formulir', 'Somebody else changed this while you were typing')
    : refusal
      ? sayOf(refusal)
      : say('Ada yang perlu diperbaiki', 'Please correct the following')
  const line = ({ code, path, params }: Problem) => {
    const text = sayOf(sentence(code, params))
    const label = labelOf(form, fieldOf(path))
    if (label !== undefined) return html`<li><a href="#${fieldOf(path)}">${label}: ${text}</a></li>`
    // One of several values in a field, such as a list of numbers.
    const place = path?.findLast((part) => typeof part === 'number')
    return html`<li>${place !== undefined && say(`Isian ke-${place + 1}: `, `Entry ${place + 1}: `)}${text}</li>`
  }
  return summaryBox(
    title,
    form.current
      ? html`<p>${say('Isian Anda ada di bawah, di sampingnya data yang kini tersimpan. Kirim lagi untuk menyimpan isian Anda.', 'What you typed is below, beside what is stored now. Send it again to store what you typed.')}</p>`
      : // A getter, because labels are known only after the form below is drawn.
        {
          get markup() {
            return html`<ul>${problems.map(line)}</ul>`.markup
          },
        },
    refusal ? 'heed' : 'bad',
  )
}

const titlesOfRefusals: Partial<Record<ErrorKind, Bilingual>> = {
  conflict: { id: 'Tidak ada yang diubah', en: 'Nothing was changed' },
  stale: { id: 'Data ini sudah berubah', en: 'This has changed meanwhile' },
  busy: { id: 'Sistem sedang sibuk', en: 'The system is busy' },
  too_many: { id: 'Belum dapat dijalankan', en: 'Not possible yet' },
}

/**
 * The heading of a refusal. If no field is wrong, the form is refused because of what is stored, not because of the
 * sender.
 */
const refusalTitle = ({ refusedAs, problems }: FormState): Bilingual | undefined =>
  refusedAs === undefined || problems.some(({ path }) => path !== undefined) ? undefined : titlesOfRefusals[refusedAs]

const summaryBox = (title: string, content: Markup, tone: 'bad' | 'heed' = 'bad'): Markup => ({
  get markup() {
    return html`<div class="box ${tone}" role="alert" tabindex="-1" autofocus><h2>${title}</h2>${content}</div>`.markup
  },
})
