import type { Percentage } from '../values/percentage.ts'
import type { Report } from './report.ts'

/**
 * The fewest registered members for which a share is meaningful. With fewer members, one person changes the share by
 * more than one percentage point.
 */
export const fewestForShare = 100

/**
 * A stage's share of the registered members of a district. Null if the number is hidden or the members are too few.
 * `isEarlier` if either number is from an earlier month.
 */
export type PlaceShare = { code: string; name: string; share: Percentage | null; isEarlier: boolean; isSmall: boolean }

/** The shares of a stage in every district, in the order of the report. */
export function listShares({ breakdowns, funnel }: Pick<Report, 'breakdowns' | 'funnel'>, stage: string): PlaceShare[] {
  const first = funnel[0]?.stage ?? ''
  const rows = breakdowns.find(({ by }) => by === 'area_2')?.rows ?? []
  return rows.map(({ code, name, stages }) => {
    const registeredMembers = stages[first]?.members ?? null
    const isSmall = registeredMembers !== null && registeredMembers < fewestForShare
    const share = stages[stage]?.shareOfFirst ?? null
    return {
      code,
      name: name.id,
      share: registeredMembers === null || isSmall || share === 'undefined' ? null : share,
      isEarlier: [stage, first].some((code) => stages[code]?.asOf !== undefined),
      isSmall,
    }
  })
}

/**
 * The highest and the lowest share, each with every district that has it. Undefined if fewer than two shares are known.
 */
export function findExtremes(shares: PlaceShare[]): { highest: TiedShare; lowest: TiedShare } | undefined {
  const knownShares = shares.flatMap(({ name, share }) => (share === null ? [] : [{ name, share }]))
  const rankedPlaces = knownShares.toSorted((a, b) => Number(b.share) - Number(a.share))
  const [highest, lowest] = [rankedPlaces[0], rankedPlaces.at(-1)]
  if (!highest || !lowest || highest.share === lowest.share) return undefined
  const listTied = (share: Percentage): TiedShare => ({
    share,
    names: knownShares.filter((each) => each.share === share).map(({ name }) => name),
  })
  return { highest: listTied(highest.share), lowest: listTied(lowest.share) }
}

/** A share, and the districts that have it. */
export type TiedShare = { share: Percentage; names: string[] }
