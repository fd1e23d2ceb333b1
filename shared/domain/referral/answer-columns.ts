import { plainHeading } from '../tables/heading.ts'
import words from './answer-words.data.json' with { type: 'json' }
import { ReferralReply } from './referral.ts'

/** The columns of a sheet with answers. */
export type AnswerColumn = keyof typeof words.headings

/** Maps each spelling of lenders and offices, without marks and blanks, to its meaning. */
const mapSpellings = <T extends string>(meanings: readonly T[], spellings: Record<T, string>): Map<string, T> =>
  new Map(
    meanings.flatMap((meaning): [string, T][] =>
      [plainHeading(meaning), ...spellings[meaning].split(' ')].map((word) => [word, meaning]),
    ),
  )

const columns = mapSpellings(['referral', 'number', 'nik', 'answer', 'reason'], words.headings)
// `diterima` alone is not among the words: it may mean that the data arrived, or that the member is accepted.
const replies = mapSpellings(ReferralReply.options, words.answers)

/** The column that a heading names. */
export const findAnswerColumn = (heading: string): AnswerColumn | undefined => columns.get(plainHeading(heading))

/** The answer that a lender's words mean; undefined if they mean none, or more than one. */
export const readAnswerText = (text: string): ReferralReply | undefined => replies.get(plainHeading(text))
