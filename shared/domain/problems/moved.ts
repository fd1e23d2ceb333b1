/** What two writers can want at once, of which only the first gets it. */
export type Contested =
  | 'case'
  | 'cell'
  | 'chain'
  | 'checkpoint'
  | 'chunk'
  | 'claim'
  | 'conflict'
  | 'delivery'
  | 'dispute'
  | 'export'
  | 'external_id'
  | 'import'
  | 'import_source'
  | 'issue'
  | 'item'
  | 'key'
  | 'ledger'
  | 'lease'
  | 'loan'
  | 'mailing'
  | 'mark'
  | 'member'
  | 'member_number'
  | 'month'
  | 'nik'
  | 'nik_holder'
  | 'obstacle'
  | 'pair'
  | 'partner'
  | 'primary_target'
  | 'receipt'
  | 'recipient'
  | 'row'
  | 'tally'
  | 'target'
  | 'trail'
  | 'trail_event'
  | 'transaction'

/**
 * A lost race: since this was read, somebody else has changed or taken it, and nothing was written. Read it again and
 * decide anew, or tell the caller.
 */
export class Moved extends Error {
  override name = 'Moved'
  readonly what: Contested

  constructor(what: Contested) {
    super(`Somebody else was faster: ${what}`)
    this.what = what
  }
}

/** Whether an error is a race lost over one of these. */
export const isMoved = (error: unknown, ...over: Contested[]): error is Moved =>
  error instanceof Moved && over.includes(error.what)

/** For `catch`: throws the refusal in place of a race lost over `what`, and anything else as it is. */
export const refuseIfMoved =
  (what: Contested, refusal: () => Error) =>
  (error: unknown): never => {
    throw isMoved(error, what) ? refusal() : error
  }

/** For `catch`: passes over a race lost over `what`, where whoever was faster did the same. */
export const ignoreIfMoved =
  (what: Contested) =>
  (error: unknown): void => {
    if (!isMoved(error, what)) throw error
  }
