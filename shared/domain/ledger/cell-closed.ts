import type { Month } from '../calendar.ts'
import { LostRace } from '../problems/lost-race.ts'

/** The month of a cell was closed before an entry was posted in it. The entry must be posted in a later month. */
export class CellClosed extends LostRace {
  override name = 'CellClosed'
  readonly month: Month

  constructor(month: Month) {
    super('cell')
    this.month = month
  }
}
