/** Where somebody counts: a leaf area, an agency, a gender and a category. */
export type Place = { area: string; agency: string; gender: string; category: string }

/** The stage code under which members with all stages are counted. */
export const all = 'ALL'

export const monthOf = (day: string) => day.slice(0, 7)
export const placeOf = ({ area, agency, gender, category }: Place): Place => ({ area, agency, gender, category })
export const isSamePlace = (a: Place, b: Place) => JSON.stringify(placeOf(a)) === JSON.stringify(placeOf(b))

/** `HV.N.1` gives `HV`, `HV.N` and `HV.N.1`. */
export const listUpwards = (area: string) => area.split('.').map((_, i, parts) => parts.slice(0, i + 1).join('.'))
