import type { Month } from '../../domain/calendar.ts'
import type { Headline, LoanCell, Report } from '../../domain/report/report.ts'
import { openWithChanges } from '../changes.ts'
import { leadingHeadlines } from '../headline.ts'
import { html } from '../markup.ts'
import { figureTables } from '../tables/report-tables.ts'
import { qualityTitle } from '../words/names.ts'
import { recountSentence } from '../words/sentences.ts'
import type { Speech } from '../words/speech.ts'
import { type MailBlock, type MailSection, moreInFiles, smallBlock } from './section.ts'

/** How many partners the mail names. */
const mostPartners = 7

export function loanSections({ loans }: Report, { words, formats, language }: Speech): MailSection[] {
  if (!loans) return []
  const loanText = ({ cumulative: { number, amount }, asOf }: { cumulative: LoanCell; asOf?: Month | undefined }) => {
    if (number === null) return words.hidden
    const marked = `${formats.number(number)}${asOf === undefined ? '' : '*'}`
    return amount === null ? marked : `${marked} (${formats.rupiah(amount)})`
  }
  const toldNet = ({ number, amount }: LoanCell) =>
    number === null || amount === null
      ? ''
      : `; ${words.thisMonth.toLowerCase()} ${formats.signed(number)} (${formats.rupiah(amount)})`
  const partners = loans.partners.slice(0, mostPartners)
  const left = loans.partners.length - partners.length
  return [
    {
      title: words.loans,
      blocks: loans.facts.map((fact) =>
        smallBlock(
          `${loanText(fact)}${toldNet(fact.inMonth.net)}. ${fact.definition[language]}`,
          `${fact.name[language]}:`,
        ),
      ),
    },
    {
      title: words.loansByPartner,
      blocks: [
        ...partners.map(({ name, facts }) =>
          smallBlock(
            loans.facts.map((fact) => `${fact.name[language].toLowerCase()} ${loanText(facts[fact.fact])}`).join(' · '),
            `${name}:`,
          ),
        ),
        ...moreInFiles(left, { language, formats }),
      ],
    },
  ]
}

/** The section with which the mail of a correction opens. */
export function changesSection(report: Report, speech: Speech): MailSection | undefined {
  const { words } = speech
  const opening = openWithChanges(report, figureTables(report, speech), speech)
  if (!opening) return undefined
  const { sentence, reading, moved, groups, left } = opening
  return {
    title: words.changes,
    blocks: [
      { text: sentence },
      ...(moved === undefined ? [] : [{ text: moved, strong: `${words.moved}:` }]),
      ...groups.flatMap(({ title, lines }) => [
        { text: '', strong: `${title}:` },
        ...lines.map(({ what, column, old, now }) => smallBlock(`${column}: ${old} → ${now}`, `${what},`)),
      ]),
      ...moreInFiles(left, speech),
      ...(reading === undefined ? [] : [smallBlock(reading)]),
    ],
  }
}

/** How many bytes of obstacles and of targets a mail holds. Mail programs cut off longer mails. */
const mostBytes = { obstacles: 6500, targets: 3000 }

/** Takes the first blocks that fit, and at least one. */
function takeFitting(all: MailBlock[][], most: number): MailBlock[][] {
  let sum = 0
  return all.filter((blocks, i) => {
    for (const block of blocks) if ('text' in block) sum += Buffer.byteLength(html`${block.text}`.markup)
    return i === 0 || sum <= most
  })
}

export function obstacleSection({ obstacles }: Report, { words, language, formats }: Speech): MailSection {
  const all = obstacles.map(({ areaName, agency, obstacle, followUp }): MailBlock[] => [
    { text: '', strong: agency === undefined ? areaName : `${areaName}, ${agency}` },
    { text: obstacle, strong: `${words.obstacle}:` },
    { text: followUp, strong: `${words.followUp}:` },
  ])
  const shown = takeFitting(all, mostBytes.obstacles)
  const left = moreInFiles(all.length - shown.length, { language, formats })
  return {
    title: words.obstacles,
    blocks: all.length > 0 ? [...shown.flat(), ...left] : [smallBlock(words.noObstacles)],
  }
}

export function qualitySection(report: Report, speech: Speech): MailSection {
  const { words, formats } = speech
  const counted = Object.entries(words.qualityOf).flatMap(([code, name]) => {
    const n = Object.entries(report.quality).find(([key]) => key === code)?.[1]
    return typeof n === 'number' ? [smallBlock(formats.number(n), `${name}:`)] : []
  })
  return {
    title: qualityTitle(report, speech),
    blocks: [...counted, smallBlock(recountSentence(report, speech), `${words.recount}:`)],
  }
}

export function indicatorSection({ headlines, pastIndicators }: Report, speech: Speech): MailSection {
  const { words, language, formats } = speech
  const all = [...headlines, ...pastIndicators].map((headline): MailBlock[] => {
    const { code, name, value, definition, legalBasis, until } = headline
    const ended = until === undefined ? '' : `(${words.until} ${formats.day(until)})`
    return [
      { text: ended, strong: `${code} ${name[language]}: ${formats.number(value)}` },
      smallBlock(`${definition[language]} ${words.basis}: ${legalBasis[language]}.`),
    ]
  })
  // The head of the mail states the bases of these.
  const led = leadingHeadlines({ headlines }).flatMap(({ targets: [target] }) => target ?? [])
  const targets = [...headlines, ...pastIndicators].map((headline) => targetBlocks(headline, led, speech))
  const shown = takeFitting(targets.flat(), mostBytes.targets)
  const left = moreInFiles(targets.flat().length - shown.length, { language, formats })
  return {
    title: words.indicators,
    blocks: [
      ...all.flatMap((blocks, i) => [...blocks, ...(targets[i] ?? []).filter((each) => shown.includes(each)).flat()]),
      ...left,
    ],
  }
}

function targetBlocks({ targets }: Headline, led: Headline['targets'], { words, formats }: Speech): MailBlock[][] {
  const { number, percent, month } = formats
  const balance = ({ gap }: Headline['targets'][number]) =>
    gap < 0 ? `${words.surplus.toLowerCase()} ${number(-gap)}` : `${words.missing.toLowerCase()} ${number(gap)}`
  return targets.map((target) => [
    smallBlock(
      `${month(target.from)}–${month(target.to)}: ${number(target.realised)} = ${percent(target.attainment)}; ${balance(target)}; ${words.expected.toLowerCase()} ${number(target.expectedToDate)}${target.neededPerMonth ? `; ${words.pace.toLowerCase()} ${number(target.neededPerMonth)}` : ''}.${led.includes(target) ? '' : ` ${target.basis}`}`,
      `${target.primary ? words.mainTarget : words.otherTarget} ${number(target.value)},`,
    ),
  ])
}
