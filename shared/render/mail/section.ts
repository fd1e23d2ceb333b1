import type { Speech } from '../words/speech.ts'

/** A table narrow enough for a phone. A row's lead is on a line of its own, above the row's cells. */
export type MailTable = {
  headings: string[]
  /** How many columns from the left hold words instead of numbers. */
  words: number
  rows: { lead?: { name: string; side?: string }; cells: string[] }[]
}

export type MailBlock = { table: MailTable } | { text: string; strong?: string; isSmall?: true }

/** What the mail says below the funnel. HTML and text print the same sections. */
export type MailSection = { title: string; blocks: MailBlock[] }

export const smallBlock = (text: string, strong?: string): MailBlock => ({
  text,
  isSmall: true,
  ...(strong !== undefined && { strong }),
})

/** Says how many more are only in the files. */
export function moreText(left: number, { language, formats }: Pick<Speech, 'language' | 'formats'>): string {
  const n = formats.number(left)
  return language === 'id' ? `${n} lagi ada dalam berkas.` : `${n} more ${left === 1 ? 'is' : 'are'} in the files.`
}

export const moreInFiles = (left: number, speech: Pick<Speech, 'language' | 'formats'>): MailBlock[] =>
  left === 0 ? [] : [smallBlock(moreText(left, speech))]
