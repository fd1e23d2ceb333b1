import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import { html, type Markup } from '../../../shared/render/markup.ts'
import type { TargetView } from '../../../shared/usecases/figures/targets.ts'
import type { Fields, Option } from '../form/fields.ts'
import { type FormState, newForm } from '../form/form-state.ts'
import { formSummary, formView } from '../form/form-view.ts'
import { doneBox } from '../layout/done.ts'
import { namesIn } from '../layout/names.ts'
import { backLink, facts, table, tag } from '../layout/parts.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'

const nameIndicator = ({ programme }: Frame, { sayOf }: DeskWording, indicator: string): string => {
  const found = programme.indicators.find(({ code }) => code === indicator)
  return found ? sayOf(found.name) : indicator
}

const formatPeriod = ({ formats }: DeskWording, { from, to }: TargetView): string =>
  `${formats.month(from)} – ${formats.month(to)}`

const primaryTag = ({ say }: DeskWording, { primary }: TargetView): Markup | false =>
  primary && tag(say('utama', 'primary'), 'good')

type Listed = { targets: TargetView[]; maySet: boolean; done: string | undefined }

export function targetsView(wording: DeskWording, frame: Frame, { targets, maySet, done }: Listed): View {
  const { say, formats } = wording
  const names = namesIn(frame, wording)
  const title = say('Target', 'Targets')
  return {
    title,
    content: html`${doneBox(done, wording)}<h1>${title}</h1>
<p>${say('Beberapa target boleh berdampingan; satu di antaranya utama. Bulan yang sudah ditutup tetap diukur dengan target yang berlaku ketika ditutup.', 'There may be several targets; one of them is primary. A closed month stays measured against the targets that were in force when it closed.')}</p>
${maySet && html`<p class="buttons"><a class="button main" href="/targets/new">${say('Tetapkan target', 'Set a target')}</a></p>`}
${
  targets.length === 0
    ? html`<p>${say('Belum ada target.', 'There are no targets yet.')}</p>`
    : table(
        title,
        [
          say('Indikator', 'Indicator'),
          say('Cakupan', 'Scope'),
          say('Masa', 'Period'),
          { heading: say('Nilai', 'Value'), isNumber: true },
          say('Dasar', 'Basis'),
        ],
        targets.map((target) => [
          html`<a href="/targets/${target.id}">${nameIndicator(frame, wording, target.indicator)}</a> ${primaryTag(wording, target)}`,
          html`${names.area(target.area)}${target.agency !== undefined && html`<br><span class="small">${names.agency(target.agency)}</span>`}`,
          html`<span class="nowrap">${formatPeriod(wording, target)}</span>`,
          formats.number(target.value),
          html`<span class="small">${target.basis}</span>`,
        ]),
      )
}`,
  }
}

const valueFields = ({ say }: DeskWording, { text, area }: Fields): Markup =>
  html`${text({ name: 'value', label: say('Nilai', 'Value'), inputMode: 'numeric', isShort: true, hint: say('Bilangan bulat, misalnya 280.000.', 'A whole number, such as 280000.') })}
${area({ name: 'basis', label: say('Dasar', 'Basis'), most: 500, hint: say('Dokumen atau pernyataan yang menetapkannya; tercetak di laporan.', 'The document or statement that sets it; reports print it.') })}`

export function newTargetView(
  wording: DeskWording,
  form: FormState,
  { indicators, areas, agencies }: { indicators: Option[]; areas: Option[]; agencies: Option[] },
): View {
  const { say } = wording
  const title = say('Tetapkan target', 'Set a target')
  const monthHint = say('Tahun dan bulan, misalnya 2027-01.', 'Year and month, such as 2027-01.')
  return {
    title,
    content: html`${backLink('/targets', say('Target', 'Targets'))}${formSummary(form, wording)}<h1>${title}</h1>
${formView(form, wording, {
  action: '/targets/new',
  submit: say('Simpan', 'Store'),
  content: (
    fields,
  ) => html`${fields.select({ name: 'indicator', label: say('Indikator', 'Indicator'), options: indicators })}
${fields.select({ name: 'area', label: say('Wilayah', 'Area'), options: areas })}
${fields.select({ name: 'agency', label: say('Perangkat daerah', 'Agency'), options: agencies, isOptional: true, none: say('Semua', 'All') })}
${fields.text({ name: 'from', label: say('Dari bulan', 'From month'), isShort: true, hint: monthHint })}
${fields.text({ name: 'to', label: say('Sampai bulan', 'Through month'), isShort: true, hint: monthHint })}
${valueFields(wording, fields)}
${fields.text({ name: 'effectiveFrom', type: 'date', label: say('Berlaku sejak', 'In force from'), isOptional: true, hint: say('Bila kosong: hari pertama masanya.', 'If empty: the first day of its period.') })}
${fields.checkbox({ name: 'primary', label: say('Jadikan target utama cakupan dan masa ini', 'Make it the primary target of this scope and period') })}`,
})}`,
  }
}

type Shown = { form: FormState; target: TargetView; versions: TargetView[]; maySet: boolean; done: string | undefined }

export function targetView(wording: DeskWording, frame: Frame, { form, target, versions, maySet, done }: Shown): View {
  const { say, formats } = wording
  const names = namesIn(frame, wording)
  const title = `${say('Target', 'Target')}: ${nameIndicator(frame, wording, target.indicator)}`
  const history = say('Versi', 'Versions')
  return {
    title,
    content: html`${backLink('/targets', say('Target', 'Targets'))}${doneBox(done, wording)}${formSummary(form, wording)}<h1>${title} ${primaryTag(wording, target)}</h1>
${facts([
  [say('Cakupan', 'Scope'), names.area(target.area)],
  [say('Perangkat daerah', 'Agency'), target.agency && names.agency(target.agency)],
  [say('Masa', 'Period'), formatPeriod(wording, target)],
  [say('Nilai', 'Value'), formats.number(target.value)],
  [say('Dasar', 'Basis'), target.basis],
])}
<h2>${history}</h2>${table(
      history,
      [
        { heading: say('Versi', 'Version'), isNumber: true },
        { heading: say('Nilai', 'Value'), isNumber: true },
        say('Berlaku sejak', 'In force from'),
        say('Dasar dan alasan', 'Basis and reason'),
        say('Ditetapkan', 'Set'),
      ],
      versions.map(({ version, value, effectiveFrom, basis, reason, setBy, setAt }) => [
        version,
        formats.number(value),
        html`<span class="nowrap">${formats.day(effectiveFrom)}</span>`,
        html`${basis}${reason !== undefined && html`<br><span class="small">${reason}</span>`}`,
        html`${formats.instant(setAt, frame.programme.zone)}<br><span class="small">${setBy}</span>`,
      ]),
    )}
${
  maySet &&
  html`<h2>${say('Revisi', 'Revise')}</h2>
${formView(form, wording, {
  action: `/targets/${target.id}/revision`,
  submit: say('Simpan revisi', 'Store the revision'),
  content: (fields) => html`${valueFields(wording, fields)}
${fields.text({ name: 'effectiveFrom', type: 'date', label: say('Berlaku sejak', 'In force from') })}
${fields.area({ name: 'reason', label: say('Alasan revisi', 'Why it is revised'), most: 500 })}`,
})}
${!target.primary && formView(newForm(), wording, { action: `/targets/${target.id}/primary`, submit: say('Jadikan target utama', 'Make it the primary target'), isPlain: true, content: () => html`` })}`
}`,
  }
}
