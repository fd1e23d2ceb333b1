import { gunzipSync } from 'node:zlib'
import { checkChain, type IssueFile } from '../../shared/domain/report/issue-chain.ts'
import { TrailDay } from '../../shared/domain/rights/trail-seal.ts'
import { readArgs, readNamedFile, runCommand, usageRefusal } from '../command-line.ts'
import { CommandRefusal } from '../command-refusal.ts'
import { exitCodes, verifyDownloads } from './downloads.ts'
import { describeProof } from './proof.ts'

const usage = `npm run verify -- [options] FILE ...   check what was published, using only downloaded files
  --checkpoint FILE  the signed head of the chains, from /checkpoint of the public pages
  --key FILE|KEY     the public key of its signer, from /checkpoint-key. Keep the first one that you get
  --trail FILE       the seals of the trail, from /trail.jsonl
  --day FILE         a day of the trail, from GET /v1/trail-days/{day} (may be repeated)
  FILE               public documents of issues, byte for byte. Name all of them, so that a missing one is noticed
  --help             print this help
Exit codes: 3 checkpoint of another key, or altered; 4 altered issue; 5 missing issue; 6 broken trail; 7 altered event.

npm run verify -- FILE ... [HASH ...]    check internal issues: JSON from the API, or as stored (.json.gz)
  HASH               an internal hash from /v1/issues. It proves its issue and all issues before it`

await runCommand(async (args) => {
  const { values, positionals } = readArgs(usage, {
    args,
    allowPositionals: true,
    options: {
      checkpoint: { type: 'string' },
      key: { type: 'string' },
      trail: { type: 'string' },
      day: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', default: false },
    },
  })
  const { checkpoint, key, trail, day } = values
  if (values.help) console.log(usage)
  else if (checkpoint !== undefined && key !== undefined)
    await verifyPublic({ checkpoint, key, trail, day }, positionals)
  else if (checkpoint !== undefined || key !== undefined) throw usageRefusal(usage, 'Give both --checkpoint and --key.')
  else if (positionals.length === 0) throw usageRefusal(usage, 'Name a file.')
  else await verifyInternalIssues(positionals)
})

type NamedFiles = { checkpoint: string; key: string; trail: string | undefined; day: string[] }

/** Prints what the checkpoint proves. Throws `CommandRefusal` with the exit code of the first fault. */
async function verifyPublic({ checkpoint, key, trail, day }: NamedFiles, names: string[]): Promise<void> {
  const { lines, faults } = verifyDownloads({
    checkpoint: await readText(checkpoint),
    key: key.includes('+') ? key : await readText(key),
    trail: trail === undefined ? undefined : await readText(trail),
    files: await Promise.all(names.map(async (name) => ({ name, bytes: await readNamedFile(name) }))),
    days: await Promise.all(day.map(async (name) => TrailDay.parse(JSON.parse(await readText(name))))),
  })
  for (const line of lines) console.log(line)
  const [first] = faults
  if (first) throw new CommandRefusal(faults.map(({ sentence }) => sentence).join('\n'), exitCodes[first.what])
}

async function readText(name: string): Promise<string> {
  return (await readNamedFile(name)).toString('utf8')
}

/** Prints the issues and what they prove. Throws `CommandRefusal` if anything is wrong. */
async function verifyInternalIssues(filesAndHashes: string[]): Promise<void> {
  const hashes = filesAndHashes.filter((each) => /^[0-9a-f]{64}$/.test(each))
  const files = await Promise.all(filesAndHashes.filter((each) => !hashes.includes(each)).map(readIssueFile))
  const { issues, follows, problems } = checkChain(files)
  if (follows !== undefined) console.log(`follows ${follows}`)
  for (const { month, number, hash, name, changes } of issues)
    console.log(`${hash}  ${month}/${number}  ${name}${number > 1 ? `  corrects ${changes.length} figures` : ''}`)
  const missing = hashes.filter((hash) => !issues.some((issue) => issue.hash === hash))
  const wrong = [...problems, ...missing.map((hash) => `No file has the hash ${hash}.`)]
  if (wrong.length > 0) throw new CommandRefusal(wrong.join('\n'))
  for (const line of describeProof(issues, hashes)) console.log(line)
}

async function readIssueFile(name: string): Promise<IssueFile> {
  const bytes = await readNamedFile(name)
  return { name, bytes: bytes[0] === 0x1f && bytes[1] === 0x8b ? unpack(name, bytes) : bytes }
}

function unpack(name: string, bytes: Uint8Array): Uint8Array {
  try {
    return gunzipSync(bytes)
  } catch {
    throw new CommandRefusal(`${name} is not a valid gzip file.`)
  }
}
