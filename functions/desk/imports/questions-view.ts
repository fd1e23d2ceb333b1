import type { ImportQuestion } from '../../../shared/domain/import/import.ts'
import { ImportAnswers } from '../../../shared/domain/import/mapping.ts'
import { html, type Markup } from '../../../shared/render/markup.ts'
import { newForm } from '../form/form-state.ts'
import { formView } from '../form/form-view.ts'
import type { DeskWording } from '../layout/wording.ts'

const answerField = (n: number): string => `q${n}`

/** The questions that the file leaves open, each with examples from the file. */
export function questionsPart(wording: DeskWording, id: string, questions: ImportQuestion[]): Markup {
  const { say, sayOf } = wording
  const choices: Record<string, string> = {
    day_first: say('Hari lebih dahulu (02/11 = 2 November)', 'Day first (02/11 = 2 November)'),
    month_first: say('Bulan lebih dahulu (11/02 = 2 November)', 'Month first (11/02 = 2 November)'),
    local: say('Waktu setempat (4/10/2021 17.00 = 4 Oktober)', 'Local time (4/10/2021 17:00 = 4 October)'),
    utc: say('UTC (4/10/2021 17.00 = 5 Oktober di Jakarta)', 'UTC (4/10/2021 17:00 = 5 October in Jakarta)'),
    'windows-1252': say('Ya, tulisannya benar', 'Yes, it is spelled correctly'),
    read: say('Baca juga', 'Read them too'),
    pass_over: say('Lewati', 'Pass them over'),
  }
  return html`<h2>${say('Pertanyaan tentang berkas ini', 'Questions about this file')}</h2>
<p>${say('Belum ada yang tersimpan. Setelah dijawab, berkas diperiksa kembali.', 'Nothing is stored yet. When you have answered, the file is checked again.')}</p>
${formView(newForm(), wording, {
  action: `/imports/${id}/answers`,
  submit: say('Jawab dan periksa berkas', 'Answer and check the file'),
  content: ({ select }) =>
    html`${questions.map(
      (question, n) =>
        html`${
          question.examples.length > 0 &&
          html`<ul>${question.examples.map((example) => html`<li>${example}</li>`)}</ul>`
        }${select({
          name: answerField(n),
          label: sayOf(question.message),
          options: question.choices.map((value) => ({ value, name: choices[value] ?? value })),
          none: say('Pilih jawaban', 'Choose an answer'),
        })}`,
    )}`,
})}`
}

/** Reads the answers to the questions that the form asked. */
export function readAnswers(questions: ImportQuestion[], values: Record<string, string>): ImportAnswers {
  const answers: Record<string, string> = {}
  const ofColumns: Record<string, Record<string, string>> = {}
  questions.forEach(({ answer, field }, n) => {
    const value = values[answerField(n)]
    if (value === undefined || value === '') return
    if (field === undefined) answers[answer] = value
    else ofColumns[answer] = { ...ofColumns[answer], [field]: value }
  })
  return ImportAnswers.parse({ ...answers, ...ofColumns })
}
