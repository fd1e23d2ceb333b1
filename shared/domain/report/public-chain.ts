import * as z from 'zod'
import { hashIssue } from './issue.ts'

/** The part of a public document that links it to the one before. */
const ChainLink = z.object({
  month: z.string().optional(),
  number: z.int().optional(),
  place: z.int().min(1),
  previous: z.string().optional(),
})

/** A public document's file, with the name that the person checking it gave it. */
export type PublicFile = { name: string; bytes: Uint8Array }

export type PublicFault = { what: 'altered' | 'missing'; sentence: string }

type ReadFile = { name: string; hash: string; link: z.infer<typeof ChainLink> | undefined }

/**
 * Checks files against the head of a chain, from the last issue to the first. The head has the hash of the last issue,
 * and each issue has the hash of the one before. An altered file and a missing issue are different faults.
 */
export function checkPublicChain(
  files: PublicFile[],
  head: { issues: number; issue: string },
): { proven: string[]; faults: PublicFault[] } {
  const readFiles = files.map(({ name, bytes }): ReadFile => ({ name, hash: hashIssue(bytes), link: readLink(bytes) }))
  const byHash = new Map(readFiles.map((file) => [file.hash, file]))
  const byPlace = new Map(readFiles.map((file) => [file.link?.place, file]))
  const usedFiles = new Set<ReadFile>()
  const proven: string[] = []
  const faults: PublicFault[] = []
  let expected: string | undefined = head.issue
  for (let place = head.issues; place >= 1; place--) {
    const matchingFile: ReadFile | undefined = expected === undefined ? undefined : byHash.get(expected)
    const found: ReadFile | undefined = matchingFile ?? byPlace.get(place)
    if (found) usedFiles.add(found)
    if (matchingFile)
      proven.unshift(
        `${matchingFile.hash}  ${matchingFile.link?.month}/${matchingFile.link?.number}  ${matchingFile.name}`,
      )
    else if (found && expected !== undefined) faults.push(makeAlteredFault(found, place, expected))
    else if (!found) faults.push(makeMissingFault(place, expected))
    else
      faults.push({
        what: 'missing',
        sentence: `${found.name}: nothing proves it, because the issue after it is missing.`,
      })
    expected = found?.link?.previous
  }
  for (const file of readFiles)
    if (!usedFiles.has(file)) faults.push({ what: 'altered', sentence: `${file.name} has no place in the chain.` })
  return { proven, faults }
}

const makeAlteredFault = ({ name, hash }: ReadFile, place: number, expected: string): PublicFault => ({
  what: 'altered',
  sentence: `${name} was altered: issue no. ${place} of the chain has the hash ${expected}, and this file ${hash}.`,
})

const makeMissingFault = (place: number, expected: string | undefined): PublicFault => ({
  what: 'missing',
  sentence: `Issue no. ${place} of the chain is missing${expected === undefined ? '' : ` (hash ${expected})`}.`,
})

/**
 * Reads the link of a document. If an altered file is no longer JSON, searches its text for the link, to name the issue.
 */
function readLink(bytes: Uint8Array): z.infer<typeof ChainLink> | undefined {
  const text = Buffer.from(bytes).toString('utf8')
  try {
    return ChainLink.safeParse(JSON.parse(text)).data
  } catch {
    const [, place] = /"place":(\d+)/.exec(text) ?? []
    const [, previous] = /"previous":"([0-9a-f]{64})"/.exec(text) ?? []
    return ChainLink.safeParse({ place: Number(place), ...(previous !== undefined && { previous }) }).data
  }
}
