import type { Month } from '../../../shared/domain/calendar.ts'
import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import { type Delivery, DeliveryState } from '../../../shared/domain/mail/delivery.ts'
import { html } from '../../../shared/render/markup.ts'
import { type FormState, newForm } from '../form/form-state.ts'
import { formSummary, formView } from '../form/form-view.ts'
import { doneBox } from '../layout/done.ts'
import { backLink, table } from '../layout/parts.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'
import { deliveryStateNames } from './mail-words.ts'
import { copiesText, deliveryTag } from './recipients-view.ts'

type Shown = {
  issue: { month: Month; number: number }
  items: Delivery[]
  states: Partial<Record<DeliveryState, number>>
  /** The offices by the ids of recipients. */
  offices: Map<string, string>
  form: FormState
  done: string | undefined
}

export function deliveriesView(wording: DeskWording, frame: Frame, shown: Shown): View {
  const { say, sayOf, formats } = wording
  const { issue, items, states, offices, form, done } = shown
  const here = `/months/${issue.month}/issues/${issue.number}`
  const title = say('Kiriman', 'Deliveries')
  const name = `${formats.month(issue.month)}, ${say('terbitan', 'issue')} ${issue.number}`
  const mayWait = ({ state }: Delivery) => state === 'unknown' || state === 'refused'
  return {
    title: `${title}: ${name}`,
    content: html`${backLink(here, name)}${doneBox(done, wording)}${formSummary(form, wording)}<h1>${title}</h1>
<p class="lead">${DeliveryState.options
      .filter((state) => states[state] !== undefined)
      .map((state) => `${sayOf(deliveryStateNames[state])}: ${formats.number(states[state] ?? 0)}`)
      .join(' · ')}</p>
${
  items.length === 0
    ? html`<p>${say('Tidak ada kiriman dalam cakupan Anda.', 'There are no deliveries within your scope.')}</p>`
    : table(
        title,
        [say('Kantor', 'Office'), say('Status', 'State'), say('Salinan', 'Copies'), say('Tindakan', 'Action')],
        items.map((delivery) => [
          html`<a href="/recipients/${delivery.recipientId}">${offices.get(delivery.recipientId) ?? delivery.recipientId}</a>`,
          deliveryTag(wording, delivery),
          copiesText(wording, frame, delivery),
          mayWait(delivery)
            ? formView(newForm(), wording, {
                action: `${here}/deliveries/${delivery.recipientId}/replay`,
                submit: say('Kirim lagi', 'Send again'),
                isPlain: true,
                content: () => html``,
              })
            : undefined,
        ]),
      )
}`,
  }
}
