import type { Day } from '../../../../shared/domain/calendar.ts'

/** How many members hold a stage at the end of a day. An anchor without a source is invented to fit the others. */
export type Anchor = { stage: string; on: Day; members: number; source?: string }

export const firstDay: Day = '2017-10-16'
export const lastDay: Day = '2021-10-27'

/** The only complete row that was published, in the press on 12 November 2021. */
const row = 'megapolitan.kompas.com/read/2021/11/12/16541211'
const endOf2018 = 'teropongsenayan.com/98824'
const endOf2019 = 'megapolitan.kompas.com/read/2020/02/21/21300401; metro.tempo.co/read/1310634'
const october2021 = 'amp.suara.com/news/2021/10/24/224158; megapolitan.kompas.com/read/2021/10/25/06393281'

/**
 * The published figures of the whole province up to 27 October 2021, as printed. P4 of the end of 2019 (13,321) is left
 * out. It is lower than at the end of 2018 (16,734), so one of them covers a year and the other is cumulative.
 */
const publishedAnchors: Anchor[] = [
  { stage: 'P1', on: '2018-01-22', members: 4_230, source: 'megapolitan.kompas.com/read/2018/01/22/20141581' },
  { stage: 'P1', on: '2018-02-15', members: 6_905, source: 'desain.beritajakarta.id/read/55204' },
  { stage: 'P1', on: '2018-10-15', members: 54_564, source: 'alinea.id/nasional, 15 October 2018' },
  { stage: 'P1', on: '2018-12-31', members: 65_414, source: endOf2018 },
  { stage: 'P1', on: '2019-12-31', members: 111_108, source: endOf2019 },
  { stage: 'P1', on: '2020-12-15', members: 200_000, source: 'desain.beritajakarta.id/read/87371' },
  { stage: 'P1', on: '2021-03-02', members: 226_280, source: 'desain.beritajakarta.id/read/87371' },
  { stage: 'P1', on: '2021-10-21', members: 281_812, source: october2021 },
  { stage: 'P1', on: lastDay, members: 284_164, source: row },
  { stage: 'P2', on: '2018-12-31', members: 55_732, source: endOf2018 },
  { stage: 'P2', on: '2021-10-21', members: 176_000, source: october2021 },
  { stage: 'P2', on: lastDay, members: 176_891, source: row },
  { stage: 'P3', on: '2018-12-31', members: 33_214, source: endOf2018 },
  { stage: 'P3', on: '2021-10-21', members: 155_000, source: october2021 },
  { stage: 'P3', on: lastDay, members: 157_498, source: row },
  // IUMK only, as printed.
  { stage: 'P4', on: '2018-10-15', members: 1_811, source: 'alinea.id/nasional, 15 October 2018' },
  { stage: 'P4', on: '2018-12-31', members: 16_734, source: endOf2018 },
  { stage: 'P4', on: '2021-10-21', members: 147_759, source: october2021 },
  { stage: 'P4', on: lastDay, members: 148_374, source: row },
  { stage: 'P5', on: '2019-12-31', members: 7_327, source: endOf2019 },
  { stage: 'P5', on: lastDay, members: 44_456, source: row },
  { stage: 'P6', on: lastDay, members: 32_883, source: row },
  { stage: 'P7', on: '2018-04-23', members: 72, source: 'suara.com/bisnis/2018/04/23/155207' },
  { stage: 'P7', on: '2018-07-16', members: 150, source: 'medcom.id/nasional/metro/xkEn6EpK' },
  { stage: 'P7', on: '2019-12-31', members: 1_064, source: endOf2019 },
  { stage: 'P7', on: lastDay, members: 6_159, source: row },
]

/**
 * Invented anchors. While stages had to be attained in order, each stage needs enough members at the stage before it.
 */
const inventedAnchors: Anchor[] = [
  { stage: 'P2', on: '2018-01-22', members: 2_000 },
  { stage: 'P2', on: '2018-02-15', members: 3_500 },
  { stage: 'P2', on: '2018-07-16', members: 25_000 },
  { stage: 'P3', on: '2018-02-15', members: 1_200 },
  { stage: 'P3', on: '2018-07-16', members: 14_000 },
  { stage: 'P4', on: '2018-04-23', members: 300 },
  { stage: 'P4', on: '2018-07-16', members: 900 },
  { stage: 'P5', on: '2018-04-23', members: 150 },
  { stage: 'P5', on: '2018-07-16', members: 500 },
  { stage: 'P5', on: '2018-10-15', members: 900 },
  { stage: 'P5', on: '2018-12-31', members: 2_000 },
  { stage: 'P6', on: '2018-04-23', members: 100 },
  { stage: 'P6', on: '2018-07-16', members: 250 },
  { stage: 'P6', on: '2018-12-31', members: 1_000 },
  { stage: 'P6', on: '2019-12-31', members: 4_000 },
]

/** The anchors of a stage, oldest first, divided by `scale`. Each figure is rounded separately. */
export const scaledAnchors = (stage: string, scale: number): Anchor[] =>
  [...publishedAnchors, ...inventedAnchors]
    .filter((anchor) => anchor.stage === stage)
    .map((anchor) => ({ ...anchor, members: Math.round(anchor.members / scale) }))
    .toSorted((a, b) => (a.on < b.on ? -1 : 1))

/** Registered members on 15 November 2021, 821 fewer than in the row; megapolitan.kompas.com/read/2021/11/15/13311781. */
export const registeredInNovember = 283_343

/** Members registered in the first half of November 2021. Invented: only the net fall of 821 was published. */
export const addedInNovember = 1_579
