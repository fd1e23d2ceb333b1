import { sentence } from '../../../shared/domain/problems/problem-texts.ts'
import { html, type Markup } from '../../../shared/render/markup.ts'
import type { DeskWording } from '../layout/wording.ts'
import { type FormState, valueAt, valuesAt } from './form-state.ts'
import { mostUploadBytes, mostUploadMegabytes } from './upload-limit.ts'

/** The most rows of a text area. A longer text scrolls. */
const mostRows = 20

/** A choice in a list. Long lists are divided into groups. */
export type Option = { value: string; name: string; group?: string }

type Field = { name: string; label: string; hint?: string; isOptional?: boolean }
type ChoiceField = Field & { options: Option[] }
type TextField = Field & {
  type?: 'text' | 'tel' | 'email' | 'date' | 'number' | 'search'
  autocomplete?: string
  inputMode?: 'numeric' | 'tel' | 'email'
  isShort?: boolean
  max?: string
}

/** The labels of a form's fields by name. A label is known after its field is drawn. */
const labels = new WeakMap<FormState, Map<string, string>>()

export const labelOf = (form: FormState, name: string): string | undefined => labels.get(form)?.get(name)

/** Makes functions that draw the fields of a form, each with its problems and, if it was changed meanwhile, its stored value. */
export function fieldsOf(form: FormState, wording: DeskWording) {
  const { say } = wording
  const drawnLabels = new Map<string, string>()
  labels.set(form, drawnLabels)
  const listProblemsAt = (name: string) => sentencesAt(form, name, wording)
  const storedNow = (name: string, shown: (value: string) => string = (value) => value): Markup | undefined => {
    if (!form.current) return undefined
    const now = valueAt(form.current, name)
    if (now === valueAt(form.values, name)) return undefined
    return html`<p class="now">${say('Sekarang tersimpan', 'Stored now')}: <b>${now === '' ? say('(kosong)', '(empty)') : shown(now)}</b></p>`
  }
  const describedBy = ({ name, hint }: Field) => {
    const ids = [
      ...(hint === undefined ? [] : [`${name}-hint`]),
      ...(listProblemsAt(name).length > 0 ? [`${name}-says`] : []),
    ]
    return ids.length > 0 && html` aria-describedby="${ids.join(' ')}"`
  }
  const invalid = (name: string) => listProblemsAt(name).length > 0 && html` aria-invalid="true"`
  const optional = ({ isOptional }: Field) =>
    isOptional && html` <span class="optional">${say('(opsional)', '(optional)')}</span>`
  const about = ({ name, hint }: Field) =>
    html`${hint !== undefined && html`<p class="hint" id="${name}-hint">${hint}</p>`}${listProblemsAt(name).length > 0 && html`<p class="says" id="${name}-says">${listProblemsAt(name).join(' ')}</p>`}`
  const frame = (field: Field, control: Markup, now?: Markup) => {
    drawnLabels.set(field.name, field.label)
    return html`<div class="field${listProblemsAt(field.name).length > 0 && ' wrong'}"><label for="${field.name}">${field.label}${optional(field)}</label>${about(field)}${control}${now}</div>\n`
  }
  const group = (field: Field, choices: Markup, now?: Markup) => {
    drawnLabels.set(field.name, field.label)
    return html`<fieldset class="field${listProblemsAt(field.name).length > 0 && ' wrong'}" id="${field.name}" tabindex="-1"${describedBy(field)}><legend>${field.label}${optional(field)}</legend>${about(field)}${choices}${now}</fieldset>\n`
  }
  const choices = (type: 'radio' | 'checkbox', { name, options }: ChoiceField) => {
    const chosen = valuesAt(form.values, name)
    return html`${options.map(
      (option, i) =>
        html`<div class="choice"><input type="${type}" id="${name}-${i}" name="${name}" value="${option.value}"${chosen.includes(option.value) && html` checked`}><label for="${name}-${i}">${option.name}</label></div>`,
    )}`
  }
  const nameIn = (options: Option[]) => (value: string) => options.find((each) => each.value === value)?.name ?? value

  return {
    text(field: TextField): Markup {
      const { name, type = 'text', autocomplete = 'off', inputMode, isShort, max } = field
      return frame(
        field,
        html`<input id="${name}" name="${name}" type="${type}" value="${valueAt(form.values, name)}" autocomplete="${autocomplete}"${inputMode && html` inputmode="${inputMode}"`}${isShort && html` class="short"`}${max !== undefined && html` max="${max}"`}${describedBy(field)}${invalid(name)}>`,
        storedNow(name),
      )
    },
    area(field: Field & { most: number }): Markup {
      const { name, most } = field
      const value = valueAt(form.values, name)
      const rows = Math.min(Math.max(4, value.split('\n').length + 1), mostRows)
      return frame(
        field,
        html`<textarea id="${name}" name="${name}" rows="${rows}" maxlength="${most}"${describedBy(field)}${invalid(name)}>${value}</textarea>`,
        storedNow(name),
      )
    },
    select(field: ChoiceField & { none?: string }): Markup {
      const { name, options, none = '' } = field
      const chosen = valueAt(form.values, name)
      const option = ({ value, name: called }: Option) =>
        html`<option value="${value}"${value === chosen && html` selected`}>${called}</option>`
      const groups = [...new Set(options.map((each) => each.group))]
      const listedGroups = groups.map((label) => {
        const within = options.filter((each) => each.group === label).map(option)
        return label === undefined ? html`${within}` : html`<optgroup label="${label}">${within}</optgroup>`
      })
      return frame(
        field,
        html`<select id="${name}" name="${name}"${describedBy(field)}${invalid(name)}><option value="">${none}</option>${listedGroups}</select>`,
        storedNow(name, nameIn(options)),
      )
    },
    radios: (field: ChoiceField): Markup =>
      group(field, choices('radio', field), storedNow(field.name, nameIn(field.options))),
    checkboxes: (field: ChoiceField): Markup => group(field, choices('checkbox', field)),
    checkbox({ name, label, value = 'yes' }: { name: string; label: string; value?: string }): Markup {
      return html`<div class="field"><div class="choice"><input type="checkbox" id="${name}" name="${name}" value="${value}"${valueAt(form.values, name) === value && html` checked`}><label for="${name}">${label}</label></div></div>\n`
    },
    file(field: Field & { accept: string }): Markup {
      const { name, accept } = field
      return frame(
        field,
        html`<input id="${name}" name="${name}" type="file" accept="${accept}" data-most="${mostUploadBytes}"${describedBy(field)}${invalid(name)}>${tooLarge(wording, `${mostUploadMegabytes} MB`)}`,
      )
    },
    hidden: (name: string): Markup => html`<input type="hidden" name="${name}" value="${valueAt(form.values, name)}">`,
    group: (legend: string, content: Markup): Markup =>
      html`<fieldset class="group"><legend>${legend}</legend>${content}</fieldset>`,
  }
}
export type Fields = ReturnType<typeof fieldsOf>

/** The message that the script shows below a file input with `data-most`, if a larger file was chosen. */
export const tooLarge = ({ say }: DeskWording, most: string): Markup =>
  html`<p class="says" role="alert" data-large hidden>${say(`Berkas ini lebih besar dari ${most}. Pilih berkas lain.`, `This file is larger than ${most}. Choose another one.`)}</p>`

/** The name of the field that a problem's path points to. */
export const fieldOf = (path: (string | number)[] = []): string => path.join('.')

function sentencesAt({ problems }: FormState, name: string, { sayOf }: DeskWording): string[] {
  const plain = name.replace(/\[\]$/, '')
  return problems
    .filter(({ path }) => path !== undefined && (fieldOf(path) === plain || (name.endsWith('[]') && path[0] === plain)))
    .map(({ code, params }) => sayOf(sentence(code, params)))
}
