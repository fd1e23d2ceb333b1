import { readArgs } from '../command-line.ts'

export const usage = `npm run restore -- [options]    rehearse a restore, or look over a table that AWS has restored
  --data DIR       the local system's directory (.data)
  --table NAME     in a deployment (TABLE_NAME and the other variables of its functions, AWS credentials): the restored table
  --help           print this
Locally: exports the table, restores it into another one, counts its whole ledger anew and says whether it agrees; the
other table is then removed. In a deployment: counts the ledger of a table that was restored to a point in time.`

export type RestoreOptions = { data: string; table?: string | undefined }

/** Reads the command line; `help` when that is asked for. Throws `CommandRefusal` (exit code 2) when it says something else. */
export function restoreOptions(args: string[]): RestoreOptions | 'help' {
  const { help, ...options } = readArgs(usage, {
    args,
    options: {
      data: { type: 'string', default: '.data' },
      table: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  }).values
  return help ? 'help' : options
}
