import type { Figures } from '../../../shared/domain/figures/figures.ts'
import { html, type Markup } from '../../../shared/render/markup.ts'
import { wordingOf } from '../../../shared/render/words/wording.ts'
import { table } from '../layout/parts.ts'
import { addressOf } from '../layout/read-query.ts'
import type { DeskWording } from '../layout/wording.ts'
import type { FigureScope } from './figure-scope.ts'

type Referrals = NonNullable<Figures['referrals']>
type Shown = {
  figures: Pick<Figures, 'referrals'>
  query: FigureScope & Pick<Figures, 'month' | 'reading'>
  mayExplain: boolean
  mayRefer: boolean
}

/** Referrals to lenders and their outcomes, for the page of figures. */
export function referralSection(wording: DeskWording, shown: Shown): Markup | false {
  const { say, sayOf, formats } = wording
  const { referrals } = shown.figures
  if (!referrals) return false
  const { facts, waiting, partners, areas } = referrals
  const title = say('Rujukan ke lembaga pembiayaan', 'Referrals to lenders')
  const { month, area, agency, reading } = shown.query
  const isLinked = shown.mayExplain && reading === 'as_posted'
  const linkEntries = (referral: string, span: 'month' | 'cumulative', text: string) =>
    isLinked
      ? html`<a href="${addressOf('/figures/entries', { month, area, agency, referral, span })}">${text}</a>`
      : text
  const withDefinition = ({ name, definition }: Pick<Referrals['waiting'], 'name' | 'definition'>) =>
    html`${sayOf(name)}<br><span class="small">${sayOf(definition)}</span>`
  const [sent, ...others] = facts.map(({ fact, cumulative, inMonth, ...words }) => [
    withDefinition(words),
    linkEntries(fact, 'cumulative', formats.number(cumulative)),
    linkEntries(fact, 'month', formats.signed(inMonth.net)),
  ])
  return html`<h2 id="rujukan">${title}</h2>${table(
    title,
    [
      say('Status', 'Status'),
      { heading: say('Kumulatif', 'Cumulative'), isNumber: true },
      { heading: say('Bersih bulan ini', 'Net of the month'), isNumber: true },
    ],
    [...(sent ? [sent] : []), [withDefinition(waiting), formats.number(waiting.cumulative), '–'], ...others],
  )}<p class="small">${describeHalves(wording, referrals)}</p>
${shown.mayRefer && html`<p class="buttons"><a class="button" href="${addressOf('/referrals', { area })}">${say('Anggota yang menunggu lembaga', 'Members waiting for a lender')}</a><a class="button" href="/referrals/sent">${say('Rujukan dan jawabannya', 'Referrals and their answers')}</a></p>`}
${rowTable(wording, referrals, {
  title: say('Rujukan menurut lembaga', 'Referrals by lender'),
  heading: say('Lembaga', 'Lender'),
  rows: partners,
})}
${rowTable(wording, referrals, {
  title: say('Rujukan menurut wilayah', 'Referrals by area'),
  heading: say('Wilayah', 'Area'),
  rows: areas.filter(({ parent }) => parent === area),
})}
${daysTable(wording, referrals)}`
}

/** In how many days half of the referrals came to each step: `Answered: half within 14 days of the referral.` */
function describeHalves(wording: DeskWording, { days }: Referrals): string {
  const { say, formats, language } = wording
  const { words } = wordingOf(language)
  return days
    .flatMap(({ step, half }) => {
      if (half === null) return []
      const [what, most] = [words.referralStep[step], formats.number(half)]
      const within = say(`separuhnya dalam ${most} hari sejak dirujuk`, `half within ${most} days of the referral`)
      return [`${what.charAt(0).toUpperCase()}${what.slice(1)}: ${within}.`]
    })
    .join(' ')
}

/** A table of lenders or areas with the cumulative number of each fact. Nothing if there are no rows. */
function rowTable(
  { say, sayOf, formats }: DeskWording,
  { facts, waiting }: Referrals,
  { title, heading, rows }: { title: string; heading: string; rows: Referrals['partners'] },
): Markup | false {
  if (rows.length === 0) return false
  const numberColumn = (name: string) => ({ heading: name, isNumber: true as const })
  const [sent, ...others] = facts
  return html`<details open><summary>${title}</summary>${table(
    title,
    [
      heading,
      ...(sent ? [numberColumn(sayOf(sent.name))] : []),
      numberColumn(sayOf(waiting.name)),
      ...others.map(({ name }) => numberColumn(sayOf(name))),
    ],
    rows.map((row) => [
      row.name,
      ...(sent ? [formats.number(row.facts[sent.fact].cumulative)] : []),
      formats.number(row.waiting),
      ...others.map(({ fact }) => formats.number(row.facts[fact].cumulative)),
    ]),
  )}<p class="small">${say('Kumulatif pada akhir bulan.', 'Cumulative at the end of the month.')}</p></details>`
}

function daysTable({ say, formats, language }: DeskWording, { days }: Referrals): Markup {
  const { words } = wordingOf(language)
  const title = words.referralDays
  const [first] = days
  return html`<details><summary>${title}</summary>${table(
    title,
    [
      title,
      ...(first?.buckets ?? []).map(({ fromDay, toDay }) => ({
        heading: toDay === null ? `≥ ${fromDay}` : `${fromDay}–${toDay}`,
        isNumber: true as const,
      })),
    ],
    days.map(({ step, buckets }) => [
      words.referralStep[step],
      ...buckets.map(({ referrals }) => formats.number(referrals)),
    ]),
  )}<p class="small">${say('Jumlah rujukan, kumulatif.', 'Number of referrals, cumulative.')}</p></details>`
}
