import type { Headline, Report } from '../../domain/report/report.ts'
import {
  describeComparedLoans,
  describeHeadline,
  listRivalTargets,
  nameTarget,
  writeTargetPeriod,
} from '../headline.ts'
import { html, type Markup } from '../markup.ts'
import { quote } from '../quote.ts'
import { writeBasis } from '../words/names.ts'
import { changeSentence } from '../words/sentences.ts'
import type { Wording } from '../words/wording.ts'

export function headlineBlock(report: Report, headline: Headline, i: number, wording: Wording): Markup {
  const { language, words, formats } = wording
  const { name, definition, targets } = headline
  const [target] = targets
  const { count, part, share, of } = describeHeadline(headline, report, wording)
  const beside = describeComparedLoans(headline, wording)
  return html`<div${i > 0 && html` class="other"`}>
<p class="label">${name[language]}</p>
<p class="sum"><b class="count">${count}</b>${part && html` <span class="part">${part}</span>`}${share && html` <span class="is">=</span> <b class="big">${share}</b> <span class="of">${of}</span>`}</p>
<div class="rivals">${beside !== undefined && html`<p class="beside"><b>${words.loans}:</b> ${beside}</p>`}${
    target
      ? listRivalTargets(targets).map(
          (each) => html`<p>${formats.percent(each.attainment)} ${nameTarget(each.value, wording)}</p>`,
        )
      : html`<p>${words.noTarget}</p>`
  }</div>
<div class="grounds"><p><b>${words.definition}.</b> ${definition[language]}</p>
<p><b>${words.basis}.</b> ${writeBasis(headline, wording)}</p>
${target && html`<p><b>${words.target}.</b> ${writeTargetPeriod(target, wording)} ${quote(target.basis, language)}</p>`}</div>
</div>`
}

export function whyBlock(report: Report, wording: Wording): Markup | undefined {
  const sentence = changeSentence(report, wording)
  return sentence === undefined ? undefined : html`<p class="why">${sentence}</p>`
}
