import * as z from 'zod'
import { Role, Subject } from '../../shared/domain/access/grant.ts'
import { Day } from '../../shared/domain/calendar.ts'
import { readArgs, usageRefusal } from '../command-line.ts'
import { wib } from '../local/demo/calendar.ts'

export const usage = `npm run grant -- --subject SUB [options]    give a person a role, in a deployment or in the local system
  --subject SUB    the person: the subject of their tokens, such as the sub in Cognito's user pool
  --role ROLE      admin, officer or viewer (admin)
  --area CODE      the area and everything below it (default: the whole programme)
  --agency CODE    only members whom this agency registered or served
  --until WHEN     the last day, such as 2026-12-31 (Jakarta), or an instant with its zone (default: no end)
  --token-only     give no role; only print a token of the local system (for a citizen, who needs no role)
  --data DIR       the local system's directory (.data)
  --help           print this help
If the environment has a deployment's variables (TABLE_NAME and the others of its functions), the grant is given there,
with your AWS credentials. Otherwise it is given in the local system in --data, running or not.`

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

/** Reads the command line. Throws `CommandRefusal` (exit code 2) if it is not valid. */
export function readGrantOptions(args: string[]): GrantOptions | 'help' {
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
    throw usageRefusal(usage, options.error.issues.map(({ path }) => `--${path.join()} is not valid.`).join(' '))
  const { help, subject, 'token-only': isTokenOnly, ...rest } = options.data
  if (help) return 'help'
  if (subject === undefined) throw usageRefusal(usage, 'Name the person: --subject is missing.')
  if (isTokenOnly && (rest.area ?? rest.agency ?? rest.until) !== undefined)
    throw usageRefusal(usage, '--area, --agency and --until cannot be used with --token-only.')
  return { ...rest, subject, isTokenOnly }
}
