import { html, type Markup } from '../../../shared/render/markup.ts'
import type { Option } from '../form/fields.ts'
import type { DeskWording } from './wording.ts'

type Choice = { name: string; label: string; options: Option[]; chosen: string | undefined; none?: string }

/** A form that chooses what a page shows. It changes nothing, so its values are in the address. */
export const filterForm = ({ say }: DeskWording, path: string, choices: Choice[]): Markup =>
  html`<form action="${path}" method="get" class="filter">${choices.map(
    ({ name, label, options, chosen, none }) =>
      html`<div class="field"><label for="${name}">${label}</label><select id="${name}" name="${name}">${none !== undefined && html`<option value="">${none}</option>`}${options.map(
        (option) =>
          html`<option value="${option.value}"${option.value === chosen && html` selected`}>${option.name}</option>`,
      )}</select></div>`,
  )}<div class="buttons"><button class="main">${say('Tampilkan', 'Show')}</button></div></form>`
