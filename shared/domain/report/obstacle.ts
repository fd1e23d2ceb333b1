import * as z from 'zod'
import { Instant, Month } from '../calendar.ts'
import { reportText } from '../values/text.ts'

const remark = reportText(600)

/**
 * What an officer writes about a month in an area before it is closed: what stood in the way, and what is being done.
 */
export const ObstacleText = z
  .strictObject({
    obstacle: remark.describe('Kendala: what stood in the way'),
    followUp: remark.describe('Tindak lanjut: what is done about it, by whom, until when'),
  })
  .meta({ id: 'ObstacleText' })
export type ObstacleText = z.infer<typeof ObstacleText>

export const NewObstacle = ObstacleText.extend({
  area: z.string().min(1).max(32).describe('Any area, from a kelurahan to the whole'),
  agency: z.string().min(1).max(32).optional().describe('Present when it concerns one agency only'),
}).meta({ id: 'NewObstacle' })
export type NewObstacle = z.infer<typeof NewObstacle>

/** An obstacle as a report prints it, which names offices and not people. */
export const Obstacle = ObstacleText.extend({
  id: z.string(),
  month: Month,
  area: z.string(),
  agency: z.string().optional(),
  writtenAt: Instant,
  version: z.int().min(1),
})
  .strip()
  .meta({ id: 'Obstacle' })
export type Obstacle = z.infer<typeof Obstacle>

/** An obstacle with its last author, for callers who may write there. */
export const WrittenObstacle = Obstacle.extend({ writtenBy: z.string() }).meta({ id: 'WrittenObstacle' })
export type WrittenObstacle = z.infer<typeof WrittenObstacle>
