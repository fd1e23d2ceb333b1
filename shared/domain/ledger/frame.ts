import { type AreaTree, areaTree } from '../programme/area-tree.ts'
import type { Programme } from '../programme/programme.ts'
import { type CounterNames, counterNames } from './counter.ts'

/** A programme with what is derived from it once. */
export type Frame = { programme: Programme; areas: AreaTree; names: CounterNames }

export const frameOf = (programme: Programme): Frame => ({
  programme,
  areas: areaTree(programme.areas),
  names: counterNames(programme),
})
