import type { Month } from '../calendar.ts'
import { Moved } from '../problems/moved.ts'

/** The month of a cell was closed before an entry was posted in it. The entry must be posted in a later month. */
export class CellClosed extends Moved {
  override name = 'CellClosed'
  readonly month: Month

  constructor(month: Month) {
    super('cell')
    this.month = month
  }
}
