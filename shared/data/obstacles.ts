import type { Month } from '../domain/calendar.ts'
import { Obstacle } from '../domain/report/obstacle.ts'
import { insert, queryAll, replace, type Table, type Write } from './table.ts'

// pk OBSTACLES#<month>  sk <area>#<id>   what an officer wrote of a month before it was closed

const toItem = (obstacle: Obstacle) => ({
  pk: `OBSTACLES#${obstacle.month}`,
  sk: `${obstacle.area}#${obstacle.id}`,
  ...obstacle,
})

export const obstacles = (table: Table) => ({
  /** By area, then the oldest first. */
  ofMonth: (month: Month): Promise<Obstacle[]> => queryAll(table, { pk: `OBSTACLES#${month}` }, Obstacle),
  add: (obstacle: Obstacle): Write => insert(table, toItem(obstacle)),
  save: (obstacle: Obstacle, refused: Write['refused']): Write => replace(table, toItem(obstacle), refused),
})
