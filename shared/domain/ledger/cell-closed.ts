import type { Month } from '../calendar.ts'
import { Moved } from '../problems/moved.ts'

/** Somebody closed the month of a cell before an entry was posted in it: post in a later month. */
export class CellClosed extends Moved {
  override name = 'CellClosed'
  readonly month: Month

  constructor(month: Month) {
    super('cell')
    this.month = month
  }
}
