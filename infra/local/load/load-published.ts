import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Deps } from '../../../shared/deps.ts'
import type { Caller } from '../../../shared/domain/access/grant.ts'
import { laterOf, type Month, monthRange } from '../../../shared/domain/calendar.ts'
import { computeFigures } from '../../../shared/usecases/figures/figures.ts'
import { listTargets, reviseTarget } from '../../../shared/usecases/figures/targets.ts'
import { type ResultCursor, readImportResults } from '../../../shared/usecases/import/results.ts'
import { readBooks } from '../../../shared/usecases/ledger/books.ts'
import { mapAtOnce } from '../../../shared/usecases/map-at-once.ts'
import { reverseStage } from '../../../shared/usecases/members/stages.ts'
import { CommandRefusal } from '../../command-refusal.ts'
import { attainmentLines, drawFunnel } from '../funnel-table.ts'
import { closeMonthsThrough } from './close-through.ts'
import { loadFile } from './load-file.ts'
import { progressBar } from './progress-bar.ts'
import { type PublishedMembers, publishedMembers } from './published/published-members.ts'
import { scaleTarget } from './published/scale-target.ts'
import { requireAllRows } from './require-all.ts'

/**
 * The last month with published figures of every stage. For November 2021, only the number of registered was published.
 */
const lastPublishedMonth = '2021-10'
const correctedMonth = '2021-11'
const reversalsAtOnce = 8

/**
 * Loads made-up members whose totals reproduce the published figures. The importer loads them into a ledger whose
 * months are all open. Then each month is closed in order up to `until`. Before November 2021 is closed, registrations
 * of that month are added and some earlier ones are reversed. An interrupted load continues where it stopped, because
 * it makes the same files, requests and members each time.
 */
export async function loadPublished(
  deps: Deps,
  caller: Caller,
  { until, scale, data }: { until: Month; scale: number; data: string },
): Promise<void> {
  const members = publishedMembers(deps.frame, scale)
  const printAndConfirm = async (report: string[]) => {
    for (const line of report) console.log(line)
    return true
  }
  await requireOpenFrom(deps, deps.frame.programme.firstMonth)
  if (scale > 1) await scaleTargets(deps, caller, scale)
  const file = await writeLines(path.join(data, `published-${scale}.csv`), members.file())
  const { id } = requireAllRows(await loadFile(deps, caller, file, { isConfirmed: printAndConfirm }))
  await closeMonthsThrough(deps, until < lastPublishedMonth ? until : lastPublishedMonth)
  if (until >= correctedMonth) {
    await reverseRegistrations(deps, caller, id, members)
    const novemberFile = await writeLines(path.join(data, `published-${scale}-november.csv`), members.november().added)
    requireAllRows(await loadFile(deps, caller, novemberFile, { isConfirmed: printAndConfirm }))
    await closeMonthsThrough(deps, correctedMonth)
  }
  for (const month of monthRange(lastPublishedMonth, laterOf(lastPublishedMonth, until))) {
    const figures = await computeFigures(deps, { month, area: deps.frame.areas.root, reading: 'as_posted' })
    for (const line of ['', ...drawFunnel(figures), '', ...attainmentLines(figures)]) console.log(line)
  }
}

async function requireOpenFrom(deps: Deps, firstMonth: Month): Promise<void> {
  const books = await readBooks(deps)
  const hasImports = (await deps.imports.all()).length > 0
  if (books.firstMonth > firstMonth || (books.closedThrough >= firstMonth && !hasImports))
    throw new CommandRefusal(
      `This ledger is not open from ${firstMonth} on: run npm start -- --fresh --empty, or load into another --data.`,
    )
}

/**
 * Makes the targets fit the scale of the figures: revises each target that is still as published. Closed months keep
 * their targets, so this is done before the first close.
 */
async function scaleTargets(deps: Deps, caller: Caller, scale: number): Promise<void> {
  for (const { id, version, value, basis, effectiveFrom } of await listTargets(deps, caller)) {
    if (version > 1) continue
    const revision = { ...scaleTarget({ value, basis }, scale), effectiveFrom, reason: `Skala 1:${scale}` }
    await reviseTarget(deps, caller, id, version, revision)
  }
}

async function writeLines(file: string, lines: Iterable<string>): Promise<string> {
  await mkdir(path.dirname(file), { recursive: true })
  await pipeline(Readable.from(joinIntoBlocks(lines)), createWriteStream(file))
  return file
}

function* joinIntoBlocks(lines: Iterable<string>): Generator<string> {
  let block = ''
  for (const line of lines) {
    block += `${line}\n`
    if (block.length < 65_536) continue
    yield block
    block = ''
  }
  yield block
}

/** Reverses registrations of members who hold no other stage. A registration is reversed only once. */
async function reverseRegistrations(
  deps: Deps,
  caller: Caller,
  importId: string,
  members: PublishedMembers,
): Promise<void> {
  const memberAt = await readMembersByLine(deps, caller, importId)
  const { reversed } = members.november()
  const bar = progressBar('Reversing', reversed.length, 'registrations')
  let reversedCount = 0
  await mapAtOnce(reversed, reversalsAtOnce, async ({ line, decidedOn }) => {
    const key = `load-november-${importId}-${line}`
    const reversal = { stage: 'P1', reason: 'duplicate_registration', decidedOn, cascade: false }
    await reverseStage(deps, caller, { key, fingerprint: key }, memberAt.get(line) ?? '', reversal)
    bar.show(++reversedCount)
  })
  bar.end()
}

async function readMembersByLine(deps: Deps, caller: Caller, importId: string): Promise<Map<number, string>> {
  const members = new Map<number, string>()
  let from: ResultCursor | undefined
  do {
    const { items, next } = await readImportResults(deps, caller, importId, { from, direction: 'APPLY' })
    for (const { line, memberId } of items) if (memberId !== undefined) members.set(line, memberId)
    from = next
  } while (from !== undefined)
  return members
}
