import type { Figures } from '../../../shared/domain/figures/figures.ts'
import { describeComparedLoans } from '../../../shared/render/headline.ts'
import { html, type Markup } from '../../../shared/render/markup.ts'
import { writeBasis } from '../../../shared/render/words/names.ts'
import { wordingOf } from '../../../shared/render/words/wording.ts'
import { facts, table } from '../layout/parts.ts'
import type { DeskWording } from '../layout/wording.ts'

type Indicator = Figures['indicators'][number]

/** Each indicator in force with its targets, definition and legal basis. */
export function indicatorSections(wording: DeskWording, { indicators }: Figures): Markup {
  const { say } = wording
  const inForce = indicators.filter((indicator) => indicator.inForce)
  return html`<h2>${say('Indikator dan target', 'Indicators and targets')}</h2>
<div class="indicators">${inForce.map((indicator) => indicatorSection(wording, indicator))}</div>`
}

function indicatorSection(wording: DeskWording, indicator: Indicator): Markup {
  const { say, sayOf, formats } = wording
  const { code, name, definition, unit, value, targets, loans } = indicator
  const [main] = targets
  const caption = `${say('Target', 'Targets')}: ${sayOf(name)}`
  return html`<section class="box" aria-labelledby="i-${code}"><h3 id="i-${code}">${sayOf(name)}</h3>
<p><span class="big">${formats.number(value)}</span> ${sayOf(unit)}${main && html` · <b>${formats.percent(main.attainment)}</b> ${say('dari target', 'of the target of')} ${formats.number(main.value)}`}</p>
${loans && html`<p>${say('Pinjaman', 'Loans')}: ${describeComparedLoans({ loans }, wordingOf(wording.language))}</p>`}
${
  targets.length === 0
    ? html`<p class="small">${say('Tidak ada target untuk cakupan ini.', 'No target for this scope.')}</p>`
    : table(
        caption,
        [
          say('Masa', 'Period'),
          { heading: 'Target', isNumber: true },
          { heading: say('Tercapai dalam masa itu', 'Attained in it'), isNumber: true },
          { heading: say('Terhadap target', 'Against the target'), isNumber: true },
          { heading: say('Diperlukan per bulan', 'Needed per month'), isNumber: true },
        ],
        targets.map((target) => [
          html`${formats.month(target.from)} – ${formats.month(target.to)}${target.primary && html` <span class="small">(${say('utama', 'primary')})</span>`}<br><span class="small">${target.basis}</span>`,
          formats.number(target.value),
          html`${formats.number(target.realised)}<br><span class="small">${formats.percent(target.attainment)}</span>`,
          target.gap < 0
            ? say(`lebih ${formats.number(-target.gap)}`, `${formats.number(-target.gap)} over`)
            : say(`kurang ${formats.number(target.gap)}`, `${formats.number(target.gap)} missing`),
          target.neededPerMonth === null
            ? say('masanya sudah berakhir', 'period over')
            : formats.number(target.neededPerMonth),
        ]),
      )
}
${facts([
  [say('Definisi', 'Definition'), sayOf(definition)],
  [say('Dasar', 'Basis'), writeBasis(indicator, wordingOf(wording.language))],
])}</section>`
}
