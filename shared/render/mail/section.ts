import type { Wording } from '../words/wording.ts'

/** A paragraph. Text that people wrote is marked with its language if the mail is in another. */
export type MailBlock = { text: string; strong?: string; isSmall?: true; lang?: 'id' }

/** What the mail says below the funnel. HTML and text print the same sections. */
export type MailSection = { title: string; blocks: MailBlock[] }

export const smallBlock = (text: string, strong?: string): MailBlock => ({
  text,
  isSmall: true,
  ...(strong !== undefined && { strong }),
})

/** Says how many more are found only in the files. */
function moreText(moreCount: number, { language, formats }: Pick<Wording, 'language' | 'formats'>): string {
  const n = formats.number(moreCount)
  return language === 'id'
    ? `${n} lainnya ada dalam berkas.`
    : `${n} more ${moreCount === 1 ? 'is' : 'are'} in the files.`
}

export const moreInFiles = (moreCount: number, wording: Pick<Wording, 'language' | 'formats'>): MailBlock[] =>
  moreCount === 0 ? [] : [smallBlock(moreText(moreCount, wording))]
