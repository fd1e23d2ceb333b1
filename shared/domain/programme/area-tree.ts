import { createHash } from 'node:crypto'
import { ascending } from '../values/text-order.ts'
import type { AreaRow } from './programme.ts'

/** An area with its parent's code (the root has none) and its children's codes. */
type Area = { code: string; name: string; parent?: string; children: string[] }

/**
 * The areas of a programme.
 *
 * Counters live in *leaves*. A leaf is an area without children, or the remainder `CODE.0000` of an area, for members
 * whose exact area is not known. Every leaf lies in exactly one *shard*, a child of the root, and its counters are read
 * by shard.
 */
export type AreaTree = {
  root: string
  leaves: string[]
  shards: string[]
  /** Hash of the set of leaves: it changes when a new version of the programme has other leaves. */
  fingerprint: string
  find(code: string): Area | undefined
  /** The leaf that a member of this area counts in; `undefined` if the area is unknown or not exact enough. */
  leafOf(code: string): string | undefined
  /** The area and everything above it, root first. Works for leaves; empty for unknown codes. */
  pathOf(code: string): string[]
  shardOf(leaf: string): string
  /** The area directly above the leaf that an area counts in: a kecamatan in Jakarta. */
  districtOf(area: string): string
  /** Every district within an area. An area below a district gives that district. */
  districtsWithin(code: string): string[]
  /** Whether `code` (an area or leaf) equals `within` or lies below it. */
  isWithin(code: string, within: string): boolean
  leavesWithin(code: string): string[]
  /** The area or leaf itself and the nodes up to `levels` below it. */
  below(code: string, levels: number): string[]
  /** Every area and leaf with frozen figures, root first. */
  nodes: string[]
}

const remainderSuffix = '.0000'

export function makeAreaTree(rows: AreaRow[]): AreaTree {
  const areas = new Map<string, Area>()
  for (const [code, name] of rows.toSorted(
    ([a], [b]) => a.split('.').length - b.split('.').length || ascending(a, b),
  )) {
    const parent = findParent(code, areas)
    areas.set(code, { code, name, ...(parent && { parent }), children: [] })
    if (parent) areas.get(parent)?.children.push(code)
  }
  const roots = [...areas.values()].filter(({ parent }) => !parent)
  const root = roots[0]?.code
  if (!root || roots.length > 1) throw new Error(`An area tree must have one root, but this one has ${roots.length}`)

  const isBottom = ({ children }: Area) => children.length === 0
  const hasBottomChild = ({ children }: Area) => children.some((child) => areas.get(child)?.children.length === 0)
  const leafAreas = new Map<string, string>()
  for (const area of areas.values()) {
    if (isBottom(area)) leafAreas.set(area.code, area.code)
    else if (hasBottomChild(area)) leafAreas.set(area.code, area.code + remainderSuffix)
  }
  const leaves = [...leafAreas.values()].toSorted()

  const paths = new Map<string, string[]>()
  for (const { code, parent } of areas.values()) paths.set(code, [...((parent && paths.get(parent)) || []), code])
  for (const [code, leaf] of leafAreas) if (leaf !== code) paths.set(leaf, [...(paths.get(code) ?? []), leaf])
  const pathOf = (code: string): string[] => paths.get(code) ?? []
  const nodes = [...new Set(leaves.flatMap(pathOf))].toSorted()
  const shardOf = (leaf: string) => pathOf(leaf)[1] ?? root
  const isWithin = (code: string, within: string) => pathOf(code).includes(within)
  const districtOf = (code: string) => pathOf(leafAreas.get(code) ?? code).at(-2) ?? root
  const leavesWithin = (code: string) => leaves.filter((leaf) => isWithin(leaf, code))

  return {
    root,
    leaves,
    shards: [...new Set(leaves.map(shardOf))].toSorted(),
    fingerprint: createHash('sha256').update(leaves.join('\n')).digest('base64url').slice(0, 16),
    find: (code) => areas.get(code),
    leafOf: (code) => leafAreas.get(code),
    pathOf,
    shardOf,
    isWithin,
    districtOf,
    districtsWithin: (code) => [...new Set(leavesWithin(code).map(districtOf))],
    leavesWithin,
    below: (code, levels) =>
      nodes
        .filter((node) => isWithin(node, code) && pathOf(node).length <= pathOf(code).length + levels)
        .toSorted((a, b) => pathOf(a).length - pathOf(b).length),
    nodes,
  }
}

/** The longest known code that `code` extends by one or more dotted parts. */
function findParent(code: string, known: Map<string, unknown>): string | undefined {
  const parts = code.split('.')
  for (let n = parts.length - 1; n > 0; n--) {
    const candidate = parts.slice(0, n).join('.')
    if (known.has(candidate)) return candidate
  }
  return undefined
}

/** The smallest area that contains both areas. */
export const findSmallestAreaAround = ({ pathOf, root }: AreaTree, one: string, other: string): string => {
  const around = pathOf(other)
  return pathOf(one).findLast((code) => around.includes(code)) ?? root
}
