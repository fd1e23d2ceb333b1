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
 * A lost race: somebody else changed or took `what` after it was read, and nothing was written. The use case
 * reads and decides again, or tells the caller what happened. Otherwise the caller gets `busy` and may try again.
 */
export class LostRace extends AppError {
  override name = 'LostRace'
  readonly what: Contested

  constructor(what: Contested) {
    super('busy', [{ code: 'busy' }])
    this.message = `Somebody else was faster: ${what}`
    this.what = what
  }
}

/** Whether an error is a race lost over one of these. */
export const isLostRace = (error: unknown, ...over: Contested[]): error is LostRace =>
  error instanceof LostRace && over.includes(error.what)

/** For `catch`: turns a race lost over `what` into the refusal, and throws any other error unchanged. */
export const refuseIfRaceLost =
  (what: Contested, refusal: () => Error) =>
  (error: unknown): never => {
    throw isLostRace(error, what) ? refusal() : error
  }

/** For `catch`: ignores a race lost over `what`, when the winner did the same work. */
export const ignoreIfRaceLost =
  (what: Contested) =>
  (error: unknown): void => {
    if (!isLostRace(error, what)) throw error
  }
