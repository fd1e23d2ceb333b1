import type { Bilingual } from '../../../shared/domain/bilingual.ts'
import type { Month } from '../../../shared/domain/calendar.ts'
import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import type { StatementMismatch, StatementView } from '../../../shared/domain/loan/statement.ts'
import type { Partner } from '../../../shared/domain/partner/partner.ts'
import { html, type Markup } from '../../../shared/render/markup.ts'
import type { FormState } from '../form/form-state.ts'
import { formSummary, formView } from '../form/form-view.ts'
import { doneBox } from '../layout/done.ts'
import { backLink, facts, table } from '../layout/parts.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'

const outcomeNames: Record<StatementMismatch['outcome'], Bilingual> = {
  missing_here: { id: 'belum dilaporkan mitra', en: 'not reported by the partner' },
  missing_there: { id: 'tidak ada di rekening koran', en: 'not in the statement' },
  different: { id: 'berbeda', en: 'different' },
}
/** A page lists at most this many lines. */
const mostLines = 200

type Shown = {
  partner: Partner
  month: Month
  statement: StatementView | undefined
  form: FormState
  done: string | undefined
}

const dayOrders = ({ say }: DeskWording) => [
  { value: 'day_first', name: say('Hari lebih dahulu (02/11 = 2 November)', 'Day first (02/11 = 2 November)') },
  { value: 'month_first', name: say('Bulan lebih dahulu (11/02 = 2 November)', 'Month first (11/02 = 2 November)') },
]

export function statementView(wording: DeskWording, frame: Frame, shown: Shown): View {
  const { say, formats } = wording
  const { partner, month, statement, form, done } = shown
  const title = say('Rekening koran', 'Statements')
  return {
    title: `${title}: ${partner.name}`,
    content: html`${backLink(`/partners/${partner.code}`, partner.name)}${doneBox(done, wording)}${formSummary(form, wording)}<h1>${title}</h1>
<h2>${formats.month(month)}</h2>${statement ? outcomePart(wording, frame, statement) : html`<p>${say('Belum ada rekening koran bulan ini.', 'There is no statement of this month yet.')}</p>`}
<h2>${say('Bandingkan rekening koran', 'Compare a statement')}</h2>
${formView(form, wording, {
  action: `/partners/${partner.code}/statements`,
  submit: say('Bandingkan', 'Compare'),
  hasFile: true,
  content: ({
    text,
    file,
    select,
  }) => html`${text({ name: 'month', label: say('Bulan', 'Month'), isShort: true, hint: say('Tahun dan bulan, misalnya 2027-01.', 'Year and month, such as 2027-01.') })}
${file({ name: 'file', label: say('Berkas Excel atau CSV', 'Excel or CSV file'), accept: '.xlsx,.csv,text/csv', hint: say('Kolom: number, state, approvedOn, approvedAmount, disbursedOn, disbursedAmount.', 'Columns: number, state, approvedOn, approvedAmount, disbursedOn, disbursedAmount.') })}
${select({ name: 'dayOrder', label: say('Urutan hari dan bulan', 'Order of day and month'), options: dayOrders(wording), isOptional: true, none: say('Menurut berkasnya', 'As the file shows') })}`,
})}`,
  }
}

function outcomePart(wording: DeskWording, { programme: { zone } }: Frame, statement: StatementView): Markup {
  const { say, sayOf, formats } = wording
  const { at, by, matched, mismatches, isClosed } = statement
  const caption = say('Baris rekening koran yang tidak cocok', 'Lines that do not agree')
  return html`${facts([
    [say('Dibandingkan', 'Compared'), `${formats.instant(at, zone)} · ${by}`],
    [say('Cocok', 'Agree'), formats.number(matched)],
    [say('Tidak cocok', 'Do not agree'), formats.number(mismatches.length)],
    [
      say('Bulannya', 'The month'),
      isClosed ? say('sudah ditutup: perbaikan dihitung terlambat', 'was closed: corrections count late') : undefined,
    ],
  ])}${
    mismatches.length > 0 &&
    table(
      caption,
      [
        say('Pinjaman', 'Loan'),
        say('Perbedaan', 'What'),
        say('Di sini', 'Here'),
        say('Di rekening koran', 'In the statement'),
      ],
      mismatches
        .slice(0, mostLines)
        .map(({ number, outcome: what, differences }) => [
          number,
          html`${sayOf(outcomeNames[what])}${differences.length > 0 && html`<br><span class="small">${differences.map(({ field }) => field).join(', ')}</span>`}`,
          differences.map(({ here = '–' }) => here).join(', '),
          differences.map(({ there = '–' }) => there).join(', '),
        ]),
    )
  }${mismatches.length > mostLines && html`<p class="small">${say(`dan ${formats.number(mismatches.length - mostLines)} baris lagi`, `and ${formats.number(mismatches.length - mostLines)} more`)}</p>`}`
}
