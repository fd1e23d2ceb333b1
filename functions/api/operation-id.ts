/**
 * Names an operation by its method and path, as generated clients need: `getMember`, `getMemberStages`,
 * `postMemberReversals`. A segment before a parameter becomes singular, because the parameter picks one: `/members/{id}`
 * gives `getMember`.
 */
export function nameOperation(method: string, path: string): string {
  const segments = path.split('/').filter((segment) => segment !== '' && segment !== 'v1')
  const words = segments.flatMap((segment, i) => {
    if (segment.startsWith('{')) return []
    return [toPascal(segments[i + 1]?.startsWith('{') ? toSingular(segment) : segment)]
  })
  return method + words.join('')
}

const toSingular = (plural: string): string =>
  plural.endsWith('ies') ? `${plural.slice(0, -3)}y` : plural.replace(/(?<=[^s])s$/, '')

const toPascal = (name: string): string =>
  name
    .split(/[-.]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
