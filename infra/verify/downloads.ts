import { createHash } from 'node:crypto'
import { type Heads, openCheckpoint } from '../../shared/domain/report/checkpoint.ts'
import { checkPublicChain, type PublicFile } from '../../shared/domain/report/public-chain.ts'
import {
  findDayFaults,
  hashSeal,
  type TrailDay,
  type TrailFault,
  TrailSeal,
} from '../../shared/domain/rights/trail-seal.ts'

/** The downloaded files: the public key, the checkpoint, and the files that these two prove. */
export type Downloads = {
  key: string
  checkpoint: string
  files: PublicFile[]
  trail?: string | undefined
  days: TrailDay[]
}

/** The kinds of fault and their exit codes. `verify.py` uses the same codes. */
export const exitCodes = { checkpoint: 3, altered: 4, missing: 5, seals: 6, events: 7 } as const
type Fault = { what: keyof typeof exitCodes; sentence: string }

export type VerifiedDownloads = { lines: string[]; faults: Fault[] }

/** Checks downloads without any other source. */
export function verifyDownloads({ key, checkpoint, files, trail, days }: Downloads): VerifiedDownloads {
  const openedCheckpoint = openCheckpoint(checkpoint, key.trim())
  if ('refused' in openedCheckpoint)
    return { lines: [], faults: [{ what: 'checkpoint', sentence: `The checkpoint ${openedCheckpoint.refused}.` }] }
  const { heads } = openedCheckpoint
  const lines = [`The checkpoint of ${heads.at} is signed by key ${key.split('+')[1]}.`]
  const faults: Fault[] = []
  if (files.length > 0) {
    const chain = checkPublicChain(files, heads)
    faults.push(...chain.faults)
    lines.push(...chain.proven, `${chain.proven.length} of ${heads.issues} issues are proven by the checkpoint.`)
  }
  const seals = trail === undefined ? undefined : checkSeals(trail, heads, { lines, faults })
  for (const day of days) checkDay(day, seals, { lines, faults })
  return { lines, faults }
}

/** Checks the downloaded seals line by line, and returns their hashes. */
function checkSeals(trail: string, { trail: head }: Heads, { lines, faults }: VerifiedDownloads): Set<string> {
  const hashes = new Set<string>()
  let previous: string | undefined
  let proven = 0
  for (const line of trail.split('\n').filter((each) => each !== '')) {
    const seal = TrailSeal.parse(JSON.parse(line))
    if (seal.previous !== previous)
      faults.push({ what: 'seals', sentence: `The seal before ${seal.day} is missing, or was altered.` })
    previous = createHash('sha256').update(`${line}\n`).digest('hex')
    hashes.add(previous)
    if (previous === head?.hash) proven = hashes.size
  }
  if (head?.hash !== undefined && proven === 0)
    faults.push({
      what: 'seals',
      sentence: `The last seal that the checkpoint names, through ${head.through}, is missing or was altered.`,
    })
  else lines.push(`${proven} of ${hashes.size} seals of the trail are proven by the checkpoint.`)
  return hashes
}

function checkDay(day: TrailDay, seals: Set<string> | undefined, { lines, faults }: VerifiedDownloads): void {
  const name = day.seal.day
  if (seals && !seals.has(hashSeal(day.seal))) {
    faults.push({ what: 'seals', sentence: `The seal of ${name} is not in the trail.` })
    return
  }
  const found = findDayFaults(day)
  faults.push(...found.map((fault) => describe(fault)))
  if (found.length === 0) lines.push(`${name}: ${day.events.length} events are as they were sealed.`)
}

const describe = ({ day, what, event, memberId }: TrailFault): Fault =>
  event === undefined
    ? { what: 'seals', sentence: `The list of events of ${day} is not the one that was sealed.` }
    : { what: 'events', sentence: `${day}: event ${event} of member ${memberId} was ${what}.` }
