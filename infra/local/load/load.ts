import { access } from 'node:fs/promises'
import * as z from 'zod'
import { laterOf, monthOf, previousMonth } from '../../../shared/domain/calendar.ts'
import { ImportMapping } from '../../../shared/domain/import/mapping.ts'
import { jakpreneur } from '../../../shared/programme/jakpreneur.ts'
import { readNamedFile, runCommand } from '../../command-line.ts'
import { CommandRefusal } from '../../command-refusal.ts'
import { askQuestion } from './ask-question.ts'
import { type LoadOptions, readLoadOptions, usage } from './load-options.ts'
import { requireAllRows } from './require-all.ts'

await runCommand(async (args) => {
  const options = readLoadOptions(args)
  if (options.help) console.log(usage)
  else await load(options)
})

async function load(options: LoadOptions): Promise<void> {
  const lastMonth = options.published
    ? laterOf('2021-10', options.until)
    : previousMonth(monthOf(new Date(), jakpreneur.zone))
  if (options.file !== undefined) await access(options.file)
  const mapping = options.mapping === undefined ? undefined : await readMapping(options.mapping)
  // Importing the system takes half a second, so files and options are checked first.
  const { joinSystem } = await import('./join.ts')
  const { deps, stop } = await joinSystem(options.data, lastMonth)
  try {
    const caller = { subject: 'admin', grants: await deps.grants.ofSubject('admin') }
    if (options.published) {
      const { loadPublished } = await import('./load-published.ts')
      await loadPublished(deps, caller, options)
    } else if (options.file !== undefined) {
      const { loadFile } = await import('./load-file.ts')
      const importProgress = await loadFile(deps, caller, options.file, {
        source: options.source,
        mapping,
        isConfirmed: (report) => askToConfirm(report, options.yes),
      })
      requireAllRows(importProgress)
    }
    console.log(`Peak memory of this process: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`)
  } finally {
    await stop()
  }
}

async function readMapping(file: string): Promise<ImportMapping> {
  const mapping = ImportMapping.safeParse(parseJson((await readNamedFile(file)).toString('utf8')))
  if (mapping.success) return mapping.data
  throw new CommandRefusal(`${file} is not a mapping:\n${z.prettifyError(mapping.error)}`, 2)
}

/** Parses JSON. Undefined if the text is not JSON; the mapping's schema then refuses it. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

async function askToConfirm(report: string[], isAgreed: boolean): Promise<boolean> {
  for (const line of report) console.log(line)
  if (isAgreed) return true
  const answer = await askQuestion('Import these rows? (y/N) ')
  if (answer === undefined) throw new CommandRefusal('No answer: nothing was imported. Use --yes if nobody can answer.')
  return /^y(es)?$/i.test(answer.trim())
}
