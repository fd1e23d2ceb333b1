import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline/promises'
import { laterOf, monthOf, previousMonth } from '../../../shared/domain/calendar.ts'
import { ImportMapping } from '../../../shared/domain/import/mapping.ts'
import { jakpreneur } from '../../../shared/programme/jakpreneur.ts'
import { runCommand } from '../../command-line.ts'
import { CannotStart } from '../cannot-start.ts'
import { join } from './join.ts'
import { loadFile } from './load-file.ts'
import { type LoadOptions, loadOptions, usage } from './load-options.ts'
import { loadPublished } from './load-published.ts'
import { requireAll } from './require-all.ts'

await runCommand(async (args) => {
  const options = loadOptions(args)
  if (options.help) console.log(usage)
  else await load(options)
})

async function load(options: LoadOptions): Promise<void> {
  const lastMonth = options.published
    ? laterOf('2021-10', options.until)
    : previousMonth(monthOf(new Date(), jakpreneur.zone))
  const { deps, stop } = await join(options.data, lastMonth)
  try {
    const caller = { subject: 'admin', grants: await deps.grants.of('admin') }
    if (options.published) await loadPublished(deps, caller, options)
    else if (options.file !== undefined) {
      const mapping = options.mapping === undefined ? undefined : await mappingIn(options.mapping)
      const made = await loadFile(deps, caller, options.file, {
        source: options.source,
        mapping,
        isConfirmed: (report) => confirmed(report, options.yes),
      })
      requireAll(made)
    }
    console.log(`Peak memory of this process: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`)
  } finally {
    await stop()
  }
}

async function mappingIn(file: string): Promise<ImportMapping> {
  const mapping = ImportMapping.safeParse(JSON.parse(await readFile(file, 'utf8')))
  if (!mapping.success) throw new CannotStart(`${file} is not a mapping: ${mapping.error.message}`, 2)
  return mapping.data
}

async function confirmed(report: string[], isAgreed: boolean): Promise<boolean> {
  for (const line of report) console.log(line)
  if (isAgreed) return true
  const prompt = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await prompt.question('Carry it out? (y/N) ')
  prompt.close()
  return /^y(es)?$/i.test(answer.trim())
}
