import { Month } from '../../shared/domain/calendar.ts'
import { readArgs, usageRefusal } from '../command-line.ts'

export const usage = `npm run restore -- [options]    rehearse a restore, or check a table that AWS restored
  --data DIR       the local system's directory (.data)
  --table NAME     in a deployment (TABLE_NAME and the other variables of its functions, AWS credentials): the restored table
  --from MONTH     count only the months since this one, such as 2026-10 (default: the whole ledger)
  --help           print this help
Locally: exports the table, restores it into another, recounts the whole ledger, reports whether it agrees, and removes
the other table. In a deployment: recounts the ledger of a table that was restored to a point in time.`

export type RestoreOptions = { data: string; table?: string | undefined; from?: Month | undefined }

/** Reads the command line. Throws `CommandRefusal` (exit code 2) if it is not valid. */
export function readRestoreOptions(args: string[]): RestoreOptions | 'help' {
  const { help, ...options } = readArgs(usage, {
    args,
    options: {
      data: { type: 'string', default: '.data' },
      table: { type: 'string' },
      from: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  }).values
  const from = Month.optional().safeParse(options.from)
  if (!from.success) throw usageRefusal(usage, '--from is not valid.')
  return help ? 'help' : { ...options, from: from.data }
}
