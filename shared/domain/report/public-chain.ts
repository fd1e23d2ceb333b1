import * as z from 'zod'
import { issueHash } from './issue.ts'

/** The part of a public document that links it to the one before. */
const Linked = z.object({
  month: z.string().optional(),
  number: z.int().optional(),
  place: z.int().min(1),
  previous: z.string().optional(),
})

/** A public document's file, with the name that the person checking it gave it. */
export type PublicFile = { name: string; bytes: Uint8Array }

export type PublicFault = { what: 'altered' | 'missing'; sentence: string }

type ReadFile = { name: string; hash: string; link: z.infer<typeof Linked> | undefined }

/**
 * Checks files against the head of a chain, from the last issue to the first. The head has the hash of the last issue,
 * and each issue has the hash of the one before. An altered file and a missing issue are different faults.
 */
export function checkPublicChain(
  files: PublicFile[],
  head: { issues: number; issue: string },
): { proven: string[]; faults: PublicFault[] } {
  const read = files.map(({ name, bytes }): ReadFile => ({ name, hash: issueHash(bytes), link: linkIn(bytes) }))
  const byHash = new Map(read.map((file) => [file.hash, file]))
  const byPlace = new Map(read.map((file) => [file.link?.place, file]))
  const usedFiles = new Set<ReadFile>()
  const proven: string[] = []
  const faults: PublicFault[] = []
  let want: string | undefined = head.issue
  for (let place = head.issues; place >= 1; place--) {
    const right: ReadFile | undefined = want === undefined ? undefined : byHash.get(want)
    const found: ReadFile | undefined = right ?? byPlace.get(place)
    if (found) usedFiles.add(found)
    if (right) proven.unshift(`${right.hash}  ${right.link?.month}/${right.link?.number}  ${right.name}`)
    else if (found && want !== undefined) faults.push(alteredFault(found, place, want))
    else if (!found) faults.push(missingFault(place, want))
    else
      faults.push({ what: 'missing', sentence: `${found.name}: nothing proves it, for the issue after it is missing.` })
    want = found?.link?.previous
  }
  for (const file of read)
    if (!usedFiles.has(file)) faults.push({ what: 'altered', sentence: `${file.name} has no place in the chain.` })
  return { proven, faults }
}

const alteredFault = ({ name, hash }: ReadFile, place: number, want: string): PublicFault => ({
  what: 'altered',
  sentence: `${name} was altered: issue no. ${place} of the chain has the hash ${want}, and this file ${hash}.`,
})

const missingFault = (place: number, want: string | undefined): PublicFault => ({
  what: 'missing',
  sentence: `Issue no. ${place} of the chain is missing${want === undefined ? '' : ` (hash ${want})`}.`,
})

/** The link in a document. It is also searched in a file that is no longer JSON, to name the issue that was altered. */
function linkIn(bytes: Uint8Array): z.infer<typeof Linked> | undefined {
  const text = Buffer.from(bytes).toString('utf8')
  try {
    return Linked.safeParse(JSON.parse(text)).data
  } catch {
    const [, place] = /"place":(\d+)/.exec(text) ?? []
    const [, previous] = /"previous":"([0-9a-f]{64})"/.exec(text) ?? []
    return Linked.safeParse({ place: Number(place), ...(previous !== undefined && { previous }) }).data
  }
}
