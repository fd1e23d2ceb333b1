import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import { namesIn } from '../layout/names.ts'
import type { DeskWording } from '../layout/wording.ts'
import type { FigureScope, ScopeChoices } from './figure-scope.ts'

/** The name of a scope: `Gambir, Jakarta Pusat · Dinas PPAPP`. */
export function scopeTitle(wording: DeskWording, frame: Frame, { area, agency }: FigureScope): string {
  const names = namesIn(frame, wording)
  return agency === undefined ? names.area(area) : `${names.area(area)} · ${names.agency(agency)}`
}

/** The fields of a filter by scope. */
export const scopeFields = (
  { say }: DeskWording,
  { areas, agencies, hasAllAgencies }: ScopeChoices,
  { area, agency }: FigureScope,
) => [
  { name: 'area', label: say('Wilayah', 'Area'), options: areas, chosen: area },
  {
    name: 'agency',
    label: say('Perangkat daerah', 'Agency'),
    options: agencies,
    chosen: agency,
    ...(hasAllAgencies && { none: say('Semua', 'All') }),
  },
]
