import type { Problem } from './app-error.ts'
import type { Programme } from './programme.ts'

const knows = (known: { code: string }[], asked: string): boolean => known.some(({ code }) => code === asked)

/** An agency's code that the programme does not know; nothing where none is given. */
export const agencyProblems = ({ agencies }: Pick<Programme, 'agencies'>, agency: string | undefined): Problem[] =>
  agency === undefined || knows(agencies, agency)
    ? []
    : [{ code: 'agency_unknown', path: ['agency'], params: { agency } }]

/** A category's code that the programme does not know; nothing where none is given. */
export const categoryProblems = (
  { categories }: Pick<Programme, 'categories'>,
  category: string | undefined,
): Problem[] =>
  category === undefined || knows(categories, category)
    ? []
    : [{ code: 'category_unknown', path: ['category'], params: { category } }]
