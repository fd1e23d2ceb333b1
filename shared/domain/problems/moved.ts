import { AppError } from './app-error.ts'

/** What two writers can race for. */
export type Contested =
  | 'case'
  | 'cell'
  | 'chain'
  | 'checkpoint'
  | 'chunk'
  | 'claim'
  | 'consent'
  | 'conflict'
  | 'delivery'
  | 'dispute'
  | 'event_log'
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
  | 'referral'
  | 'recipient_list'
  | 'row'
  | 'subscriber'
  | 'subscriber_line'
  | 'tally'
  | 'target'
  | 'trail'
  | 'trail_event'
  | 'transaction'

/**
 * A lost race: somebody else changed or took this since it was read, and nothing was written. Read again and decide
 * again, or tell the caller what happened. A caller who gets this error unchanged reads `busy`, because trying again
 * helps.
 */
export class Moved extends AppError {
  override name = 'Moved'
  readonly what: Contested

  constructor(what: Contested) {
    super('busy', [{ code: 'busy' }])
    this.message = `Somebody else was faster: ${what}`
    this.what = what
  }
}

/** Whether an error is a race lost over one of these. */
export const isMoved = (error: unknown, ...over: Contested[]): error is Moved =>
  error instanceof Moved && over.includes(error.what)

/** For `catch`: turns a race lost over `what` into the refusal, and throws any other error unchanged. */
export const refuseIfMoved =
  (what: Contested, refusal: () => Error) =>
  (error: unknown): never => {
    throw isMoved(error, what) ? refusal() : error
  }

/** For `catch`: ignores a race lost over `what`, when the winner did the same work. */
export const ignoreIfMoved =
  (what: Contested) =>
  (error: unknown): void => {
    if (!isMoved(error, what)) throw error
  }
