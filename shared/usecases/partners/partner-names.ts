import type { Deps } from '../../deps.ts'

/**
 * Reads the name of every partner. Public reports print these names, so every caller may see them. The result names a
 * partner that is not known by its code.
 */
export async function findPartnerNames({ partners }: Pick<Deps, 'partners'>): Promise<(code: string) => string> {
  const names = new Map((await partners.all()).map(({ code, name }) => [code, name]))
  return (code) => names.get(code) ?? code
}
