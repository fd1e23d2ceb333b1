import * as z from 'zod'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import { Month, monthRange } from '../../../shared/domain/calendar.ts'
import { ReferralFactKind } from '../../../shared/domain/ledger/referral-fact-kind.ts'
import { wholeNumber } from '../../../shared/domain/values/whole-number.ts'
import { listAllowedScopes, requireRight } from '../../../shared/usecases/access/may.ts'
import { currentMonth } from '../../../shared/usecases/ledger/books.ts'
import type { DeskContext } from '../desk-env.ts'
import type { Option } from '../form/fields.ts'
import { agencyOptions, areaOptions } from '../layout/options.ts'

const code = z.string().max(32)

/** The scope of figures in an address. */
export const ScopeQuery = z.strictObject({ area: code.optional(), agency: code.optional() })

/** The figure whose entries an address asks for. */
export const EntriesQuery = ScopeQuery.extend({
  month: Month,
  stage: z.string().max(32).optional(),
  referral: ReferralFactKind.optional(),
  span: z.enum(['month', 'cumulative']).default('month'),
  part: z.enum(['counted', 'left_out']).default('counted'),
  from: z.string().optional(),
  fill: wholeNumber(1, 50).optional().describe('How many rows the script still needs to fill the page'),
}).refine(({ stage, referral }) => (stage === undefined) !== (referral === undefined), { path: ['stage'] })
export type EntriesQuery = z.infer<typeof EntriesQuery>

export type FigureScope = { area: string; agency?: string | undefined }

/** The scope that an address names. Without an area, it is the first one whose figures the caller may see. */
export function chooseScope(deps: DeskDeps, c: DeskContext, query: z.infer<typeof ScopeQuery>): FigureScope {
  requireRight(c.var.caller, 'figures.read')
  const { areas } = deps.frame
  const own = listAllowedScopes(deps, c.var.caller, 'figures.read')
  const area = query.area ?? own[0]?.area ?? areas.root
  if (query.agency !== undefined) return { area, agency: query.agency }
  const coveringPlaces = own.filter((place) => areas.isWithin(area, place.area))
  const seesAllAgencies = coveringPlaces.length === 0 || coveringPlaces.some(({ agency }) => agency === undefined)
  return { area, agency: seesAllAgencies ? undefined : coveringPlaces[0]?.agency }
}

/** What a reader can choose: areas, agencies, and whether figures of all agencies together are among the choices. */
export type ScopeChoices = { areas: Option[]; agencies: Option[]; hasAllAgencies: boolean }

/** Lists the scopes whose figures the caller may see. */
export function listScopeChoices(deps: DeskDeps, { var: { caller } }: DeskContext): ScopeChoices {
  return {
    areas: areaOptions(deps, caller, 'figures.read'),
    agencies: agencyOptions(deps, caller, 'figures.read'),
    hasAllAgencies: listAllowedScopes(deps, caller, 'figures.read').some(({ agency }) => agency === undefined),
  }
}

/** The months that have figures, the latest first. */
export const listMonthsOfFigures = (deps: DeskDeps): Month[] =>
  monthRange(deps.frame.programme.firstMonth, currentMonth(deps)).toReversed()
