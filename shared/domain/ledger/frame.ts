import { type AreaTree, makeAreaTree } from '../programme/area-tree.ts'
import type { Programme } from '../programme/programme.ts'
import { type CounterNames, makeCounterNames } from './counter.ts'

/** A programme, with the area tree and the counter names that are made from it once. */
export type Frame = { programme: Programme; areas: AreaTree; names: CounterNames }

export const makeFrame = (programme: Programme): Frame => ({
  programme,
  areas: makeAreaTree(programme.areas),
  names: makeCounterNames(programme),
})
