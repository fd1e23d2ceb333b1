import type { Bilingual } from '../../../shared/domain/bilingual.ts'
import type { AnswerRow, AnswersTaken } from '../../../shared/domain/referral/answer-sheet.ts'
import { formatMemberNumber } from '../../../shared/domain/values/member-number.ts'
import { html } from '../../../shared/render/markup.ts'
import type { FormState } from '../form/form-state.ts'
import { formSummary, formView } from '../form/form-view.ts'
import { backLink, table } from '../layout/parts.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'
import { replyNames } from './referral-words.ts'

const outcomeNames: Record<AnswerRow['outcome'], Bilingual> = {
  recorded: { id: 'tercatat', en: 'recorded' },
  unchanged: { id: 'sudah diketahui', en: 'already known' },
  refused: { id: 'perlu diperbaiki', en: 'to correct' },
  passed_over: { id: 'dilewati', en: 'passed over' },
}

const passOverNames: Record<NonNullable<AnswerRow['why']>, Bilingual> = {
  no_answer: { id: 'belum ada jawaban', en: 'no answer yet' },
  row_blank: { id: 'kosong', en: 'blank' },
  row_total: { id: 'baris jumlah', en: 'a total' },
  row_heading: { id: 'judul kolom', en: 'a heading' },
  row_above: { id: 'di atas tabel', en: 'above the table' },
  row_below: { id: 'di bawah tabel', en: 'below the table' },
  row_hidden: { id: 'disembunyikan', en: 'hidden' },
}

const linkToFile = ({ say }: DeskWording, id: string) =>
  backLink(`/referrals/files/${id}`, say('Berkas rujukan', 'Referral file'))

/** The form to upload a sheet with the lender's answers to a referral file. */
export function answersView(wording: DeskWording, id: string, form: FormState): View {
  const { say } = wording
  const title = say('Unggah jawaban lembaga', "Upload the lender's answers")
  return {
    title,
    content: html`${linkToFile(wording, id)}${formSummary(form, wording)}<h1>${title}</h1>
<p>${say('Setiap baris menyebut anggota dengan nomor rujukan, nomor anggota, atau NIK, dan memuat jawabannya: data diterima, ditangani, atau tidak memenuhi syarat beserta alasannya. Baris tanpa jawaban dilewati.', 'Each row names the member by referral number, member number or NIK, and gives the answer: data received, taken on, or not eligible with the reason. Rows without an answer are passed over.')}</p>
${formView(form, wording, {
  action: `/referrals/files/${id}/answers`,
  submit: say('Catat jawaban', 'Record the answers'),
  hasFile: true,
  content: ({ file }) =>
    file({
      name: 'sheet',
      label: say('Berkas Excel atau CSV', 'Excel or CSV file'),
      accept: '.xlsx,.csv,text/csv',
      hint: say('Kolom: NIK, Jawaban, Alasan.', 'Columns: NIK, Jawaban (answer), Alasan (reason).'),
    }),
})}`,
  }
}

/** The results of a sheet with answers, row by row. */
export function answersTakenView(wording: DeskWording, taken: AnswersTaken): View {
  const { say, sayOf, formats } = wording
  const numbers = [taken.recorded, taken.unchanged, taken.refused, taken.passedOver]
  const [recorded, unchanged, refused, passedOver] = numbers.map((count) => formats.number(count))
  const title = say(
    `${recorded} jawaban tercatat, ${refused} baris perlu diperbaiki`,
    `${recorded} answers recorded, ${refused} rows to correct`,
  )
  return {
    title,
    content: html`${linkToFile(wording, taken.file)}<h1>${title}</h1>
<p class="lead">${say(`${unchanged} sudah diketahui, ${passedOver} dilewati, dari ${formats.number(taken.rows.length)} baris.`, `${unchanged} already known, ${passedOver} passed over, of ${formats.number(taken.rows.length)} rows.`)}</p>
${taken.refused > 0 && html`<p>${say('Perbaiki baris itu, lalu', 'Correct these rows, then')} <a href="/referrals/files/${taken.file}/answers">${say('unggah lagi berkas itu', 'upload the file again')}</a>. ${say('Jawaban yang sudah tercatat tidak akan tercatat dua kali.', 'Answers already recorded are not recorded twice.')}</p>`}
${table(
  say('Hasil setiap baris', 'The result of each row'),
  [say('Baris', 'Row'), say('Anggota', 'Member'), say('Jawaban', 'Answer'), say('Hasil', 'Result')],
  taken.rows.map(({ row, memberId, referral, answer, outcome, why, problems }) => [
    formats.number(row),
    memberId &&
      html`<a class="nowrap" href="/members/${memberId}/referrals/${referral}">${formatMemberNumber(memberId)}</a>`,
    answer && sayOf(replyNames[answer]),
    html`${sayOf(outcomeNames[outcome])}${why && html`: ${sayOf(passOverNames[why])}`}${problems.length > 0 && html`<br><span class="small">${problems.map(({ message }) => sayOf(message)).join(' ')}</span>`}`,
  ]),
)}`,
  }
}
