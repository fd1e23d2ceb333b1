import type { Month } from '../domain/calendar.ts'
import { WrittenObstacle } from '../domain/report/obstacle.ts'
import { queryAll, type Table, type Write } from './table.ts'
import { insert, lostRace, putVersion, remove } from './writes.ts'

// pk OBSTACLES#<month>  sk <area>#<id>   an obstacle that an officer recorded for a month

const key = ({ month, area, id }: Pick<WrittenObstacle, 'month' | 'area' | 'id'>) => ({
  pk: `OBSTACLES#${month}`,
  sk: `${area}#${id}`,
})

const toItem = (obstacle: WrittenObstacle) => ({ ...key(obstacle), ...obstacle })

export const obstacles = (table: Table) => ({
  /** The obstacles of a month, by area, the oldest first. */
  ofMonth: (month: Month): Promise<WrittenObstacle[]> => queryAll(table, { pk: `OBSTACLES#${month}` }, WrittenObstacle),
  add: (obstacle: WrittenObstacle): Write => insert(table, toItem(obstacle)),
  save: (obstacle: WrittenObstacle): Write => putVersion(table, toItem(obstacle), lostRace('obstacle')),
  /** Removes an obstacle. Refused (`LostRace`) when it changed since it was read. */
  remove: (obstacle: WrittenObstacle): Write =>
    remove(table, key(obstacle), { version: obstacle.version }, lostRace('obstacle')),
})
