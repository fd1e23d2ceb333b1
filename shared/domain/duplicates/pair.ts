import * as z from 'zod'
import { Instant } from '../calendar.ts'
import type { Member } from '../member/member.ts'
import { like } from '../problems/field-rule.ts'
import { type AreaTree, findSmallestAreaAround } from '../programme/area-tree.ts'
import { type Mark, markText } from './mark.ts'

/** Why two records are probably of one person. */
export const PairReason = z
  .enum(['same_phone', 'same_name_and_birth_date', 'same_name_and_place'])
  .meta({ id: 'PairReason' })
export type PairReason = z.infer<typeof PairReason>

const reasons: Record<Mark['kind'], PairReason> = {
  phone: 'same_phone',
  name_birth: 'same_name_and_birth_date',
  name_place: 'same_name_and_place',
}

export const findPairReason = (kind: Mark['kind']): PairReason => reasons[kind]

/** Why two records that look alike belong to two people: a code, because free text could reveal personal data. */
export const DifferentReason = z.enum(['shared_phone', 'namesakes', 'verified']).meta({ id: 'DifferentReason' })
export type DifferentReason = z.infer<typeof DifferentReason>

const Judgement = z
  .object({
    by: z.string(),
    at: Instant,
    reason: DifferentReason,
    reasons: z.array(PairReason).describe('What the two had in common at each decision that they are two people'),
  })
  .meta({ id: 'DuplicateJudgement' })

export const PairState = z.enum(['open', 'same', 'different']).meta({ id: 'DuplicateState' })

/**
 * Two records that are probably of one person. An act finds the pair, and an officer decides it. What the two have in
 * common is computed at each reading, so corrections, moves and erasures need not update the pair.
 */
export const Pair = z.object({
  id: z.string(),
  version: z.int().min(1),
  first: z.string(),
  second: z.string(),
  state: PairState,
  reasons: z.array(PairReason).describe('Everything by which it was found'),
  foundAt: Instant,
  area: z.string().describe('The smallest area that held both'),
  agency: z.string().optional().describe('The agency of both, where it was one'),
  mergeId: z.string().optional(),
  judged: Judgement.optional(),
})
export type Pair = z.infer<typeof Pair>

/** The id of a pair. It does not depend on the order of the two. */
export const makePairId = (a: string, b: string): string => [a, b].toSorted().join('-')

export const PairId = z
  .string()
  .regex(/^[0-9A-HJKMNP-TV-Z]{8}-[0-9A-HJKMNP-TV-Z]{8}$/, like('7K3M9QXF-8H2N4PWZ'))
  .meta({ id: 'DuplicateId', example: '7K3M9QXF-8H2N4PWZ' })

/** What two people have in common, by the marks of their records. */
export function listCommonReasons(a: Mark[], b: Mark[]): PairReason[] {
  const texts = new Set(a.map(markText))
  return sortReasons(b.filter((mark) => texts.has(markText(mark))).map(({ kind }) => findPairReason(kind)))
}

/** Each reason once, in a fixed order. */
export const sortReasons = (reasons: PairReason[]): PairReason[] =>
  PairReason.options.filter((reason) => reasons.includes(reason))

/** Whether an officer told the two apart although these reasons were known. */
export const isJudged = ({ judged }: Pick<Pair, 'judged'>, reasons: PairReason[]): boolean =>
  judged !== undefined && reasons.every((reason) => judged.reasons.includes(reason))

/**
 * The pair to save after an act found that two records have something in common. Undefined when the pair is known
 * already. A pair that was told apart opens again only if there is a new reason.
 */
export function recordFoundPair(
  areas: AreaTree,
  before: Pair | undefined,
  [a, b]: [Member, Member],
  { reasons, at }: { reasons: PairReason[]; at: Instant },
): Pair | undefined {
  if (before?.state === 'same' || (before?.state === 'different' && isJudged(before, reasons))) return undefined
  const [first = '', second = ''] = [a.id, b.id].toSorted()
  const { agency: _, ...kept } = before ?? {
    id: makePairId(a.id, b.id),
    version: 0,
    first,
    second,
    reasons: [],
    foundAt: at,
  }
  const found: Pair = {
    ...kept,
    version: kept.version + 1,
    state: 'open',
    reasons: sortReasons([...kept.reasons, ...reasons]),
    area: findSmallestAreaAround(areas, a.area, b.area),
    ...(a.agency === b.agency && { agency: a.agency }),
  }
  const isKnown =
    before?.state === 'open' &&
    before.reasons.length === found.reasons.length &&
    before.area === found.area &&
    before.agency === found.agency
  return isKnown ? undefined : found
}

/** The pair of two records that were merged. */
export const markPairMerged = (pair: Pair, mergeId: string): Pair => ({
  ...pair,
  version: pair.version + 1,
  state: 'same',
  mergeId,
})

/** The pair after its merge was undone. It is open to a new decision. */
export function reopenPair({ mergeId: _, ...pair }: Pair): Pair {
  return { ...pair, version: pair.version + 1, state: 'open' }
}

/** The pair after an officer told the two apart. Earlier reasons still hold. */
export const markPairJudged = (pair: Pair, judgement: z.infer<typeof Judgement>): Pair => ({
  ...pair,
  version: pair.version + 1,
  state: 'different',
  judged: { ...judgement, reasons: sortReasons([...(pair.judged?.reasons ?? []), ...judgement.reasons]) },
})
