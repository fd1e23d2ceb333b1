import * as z from 'zod'
import { Month } from '../../../shared/domain/calendar.ts'
import { readArgs, usageRefusal } from '../../command-line.ts'

export const usage = `npm run load -- FILE.csv [options]        import a file of members with their stage dates
npm run load -- --published [options]     load fictional members who repeat the published figures
  --source CODE    read the file by the saved mapping of this source
  --mapping FILE   read the file by the mapping in this JSON file
  --yes            import the rows without asking first
  --published      the published row of 27 October 2021, months closed one by one
  --until MONTH    the last month to close (default: 2021-10); 2021-11 adds the corrections of that month
  --scale N        divide each published figure and target by N, and round (default: 1)
  --data DIR       the data of a running system, or of a new one that is made here (default: .data)
  --help           print this`

const Options = z.object({
  file: z.string().optional(),
  source: z.string().optional(),
  mapping: z.string().optional(),
  yes: z.boolean(),
  published: z.boolean(),
  until: Month.refine((month) => month >= '2017-10' && month <= '2021-11').default('2021-10'),
  scale: z.coerce.number().min(1).max(1000).default(1),
  data: z.string().min(1),
  help: z.boolean(),
})
export type LoadOptions = z.infer<typeof Options>

/** Reads the command line. Throws `CommandRefusal` (exit code 2) if it is not valid. */
export function readLoadOptions(args: string[]): LoadOptions {
  const { values, positionals } = readArgs(usage, {
    args,
    allowPositionals: true,
    options: {
      source: { type: 'string' },
      mapping: { type: 'string' },
      yes: { type: 'boolean', default: false },
      published: { type: 'boolean', default: false },
      until: { type: 'string' },
      scale: { type: 'string' },
      data: { type: 'string', default: '.data' },
      help: { type: 'boolean', default: false },
    },
  })
  const options = Options.safeParse({ ...values, ...(positionals[0] !== undefined && { file: positionals[0] }) })
  if (!options.success)
    throw usageRefusal(usage, options.error.issues.map(({ path }) => `--${path.join()} is not valid.`).join(' '))
  const { file, published, help } = options.data
  if (!help && positionals.length > 1) throw usageRefusal(usage, 'Name one file.')
  if (!help && published === (file !== undefined)) throw usageRefusal(usage, 'Name a file, or --published.')
  const others = published ? (['source', 'mapping', 'yes'] as const) : (['until', 'scale'] as const)
  const misplaced = others.filter((name) => values[name])
  if (!help && misplaced.length > 0)
    throw usageRefusal(
      usage,
      `${misplaced.map((name) => `--${name}`).join(', ')} cannot be used ${published ? 'with --published' : 'with a file'}.`,
    )
  return options.data
}
