import * as z from 'zod'
import { Role, Subject } from '../../shared/domain/access/grant.ts'
import { Day } from '../../shared/domain/calendar.ts'
import { mistyped, readArgs } from '../command-line.ts'
import { wib } from '../local/demo/calendar.ts'

export const usage = `npm run grant -- --subject SUB [options]    let somebody act, in a deployment or in the local system
  --subject SUB    who: the subject of the person's tokens, such as the sub in Cognito's user pool
  --role ROLE      admin, officer or viewer (admin)
  --area CODE      the area, with all below it (the whole programme)
  --agency CODE    only what this agency registered or served
  --until WHEN     a day such as 2026-12-31 (to its end in Jakarta), or an instant with its zone (until it is ended)
  --token-only     give nothing: print a token of the local system and nothing else, such as a citizen's, who needs no grant
  --data DIR       the local system's directory (.data)
  --help           print this
Where the environment names a deployment's table (TABLE_NAME and the other variables of its functions), the grant is
given there, with the AWS credentials at hand; else to the local system on --data, running or not.`

const dayMinutes = 24 * 60
const Until = z.union([
  Day.transform((day) => wib(day, dayMinutes)),
  z.iso.datetime({ offset: true }).transform((instant) => new Date(instant)),
])
const Options = z.object({
  subject: Subject.optional(),
  role: Role,
  area: z.string().min(1).optional(),
  agency: z.string().min(1).optional(),
  until: Until.optional(),
  'token-only': z.boolean(),
  data: z.string().min(1),
  help: z.boolean(),
})

export type GrantOptions = Omit<z.infer<typeof Options>, 'help' | 'subject' | 'token-only'> & {
  subject: string
  isTokenOnly: boolean
}

/** Reads the command line; `help` when that is asked for. Throws `CommandRefusal` (exit code 2) when it says something else. */
export function grantOptions(args: string[]): GrantOptions | 'help' {
  const options = Options.safeParse(
    readArgs(usage, {
      args,
      options: {
        subject: { type: 'string' },
        role: { type: 'string', default: 'admin' },
        area: { type: 'string' },
        agency: { type: 'string' },
        until: { type: 'string' },
        'token-only': { type: 'boolean', default: false },
        data: { type: 'string', default: '.data' },
        help: { type: 'boolean', default: false },
      },
    }).values,
  )
  if (!options.success)
    throw mistyped(usage, options.error.issues.map(({ path }) => `--${path.join()} is not valid.`).join(' '))
  const { help, subject, 'token-only': isTokenOnly, ...rest } = options.data
  if (help) return 'help'
  if (subject === undefined) throw mistyped(usage, 'Say who: --subject is missing.')
  if (isTokenOnly && (rest.area ?? rest.agency ?? rest.until) !== undefined)
    throw mistyped(usage, '--area, --agency and --until mean nothing with --token-only.')
  return { ...rest, subject, isTokenOnly }
}
