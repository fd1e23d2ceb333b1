import type { Report } from '../../domain/report/report.ts'
import { openWithChanges } from '../changes.ts'
import { leadingHeadlines } from '../headline.ts'
import { html } from '../markup.ts'
import { figureTables } from '../tables/report-tables.ts'
import type { Wording } from '../words/wording.ts'
import { type MailBlock, type MailSection, moreInFiles, smallBlock } from './section.ts'

/** The first section of a correction's mail. */
export function changesSection(report: Report, wording: Wording): MailSection | undefined {
  const { words } = wording
  const opening = openWithChanges(report, figureTables(report, wording), wording)
  if (!opening) return undefined
  const { sentence, reading, moved, groups, moreCount } = opening
  return {
    title: words.changes,
    blocks: [
      { text: sentence },
      ...(moved === undefined ? [] : [{ text: moved, strong: `${words.moved}:` }]),
      ...groups.flatMap(({ title, lines }) => [
        { text: '', strong: `${title}:` },
        ...lines.map(({ what, column, old, now }) => smallBlock(`${column}: ${old} → ${now}`, `${what},`)),
      ]),
      ...moreInFiles(moreCount, wording),
      ...(reading === undefined ? [] : [smallBlock(reading)]),
    ],
  }
}

/** The most bytes of obstacles in a mail. The others are in the files. */
const mostBytes = 3000

/** Takes the first blocks that fit, and at least one. */
function takeFitting(all: MailBlock[][], most: number): MailBlock[][] {
  let sum = 0
  return all.filter((blocks, i) => {
    for (const block of blocks) sum += Buffer.byteLength(html`${block.text}`.markup)
    return i === 0 || sum <= most
  })
}

export function obstacleSection({ obstacles }: Report, { words, language, formats }: Wording): MailSection {
  const languageMark = language === 'id' ? {} : { lang: 'id' as const }
  const all = obstacles.map(({ areaName, agency, obstacle, followUp }): MailBlock[] => [
    { text: '', strong: agency === undefined ? areaName : `${areaName}, ${agency}` },
    { text: obstacle, strong: `${words.obstacle}:`, ...languageMark },
    { text: followUp, strong: `${words.followUp}:`, ...languageMark },
  ])
  const shownObstacles = takeFitting(all, mostBytes)
  const moreBlocks = moreInFiles(all.length - shownObstacles.length, { language, formats })
  return {
    title: words.obstacles,
    blocks: all.length > 0 ? [...shownObstacles.flat(), ...moreBlocks] : [smallBlock(words.noObstacles)],
  }
}

/** The results of referrals in one line, with a definition. Leaves out what is hidden or of an earlier month. */
export function referralSection({ referrals }: Report, { words, language, formats }: Wording): MailSection {
  const shownFacts = (referrals?.facts ?? []).flatMap(({ name, definition, number, asOf }) =>
    number === null || number === 0 || asOf !== undefined ? [] : [{ name, definition, number }],
  )
  const [first, ...others] = shownFacts
  if (!first) return { title: words.referrals, blocks: [] }
  const after = others.map(({ name, number }) => `${name[language].toLowerCase()} ${formats.number(number)}`)
  return {
    title: words.referrals,
    blocks: [
      { text: [formats.number(first.number), ...after].join('; '), strong: first.name[language] },
      smallBlock(first.definition[language], `${words.definition}:`),
    ],
  }
}

/** How far each leading headline is from its first target, and what is needed to reach it. */
export function paceSection(report: Report, { words, formats, language }: Wording): MailSection {
  const { number, percent, month } = formats
  return {
    title: words.paceToTarget,
    blocks: leadingHeadlines(report).flatMap(({ name, targets: [target] }) => {
      if (!target) return []
      const { gap, neededPerMonth, from, to, realised, attainment, expectedToDate } = target
      const balance =
        gap < 0 ? `${words.surplus.toLowerCase()} ${number(-gap)}` : `${words.missing.toLowerCase()} ${number(gap)}`
      const pace = neededPerMonth ? `; ${words.pace.toLowerCase()} ${number(neededPerMonth)}` : ''
      return [
        {
          text: `${month(from)}–${month(to)}: ${number(realised)} = ${percent(attainment)}; ${balance}; ${words.expected.toLowerCase()} ${number(expectedToDate)}${pace}.`,
          strong: `${name[language]}, ${words.target.toLowerCase()} ${number(target.value)},`,
        },
      ]
    }),
  }
}
