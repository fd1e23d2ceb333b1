import { gunzipSync } from 'node:zlib'
import { checkChain, type IssueFile } from '../../shared/domain/report/issue-chain.ts'
import { mistyped, readArgs, readNamed, runCommand } from '../command-line.ts'
import { CommandRefusal } from '../command-refusal.ts'
import { proofLines } from './proof.ts'

const usage = `npm run verify -- FILE ... [HASH ...]   checks issues by their files alone: JSON as it was downloaded, or as it is stored (.json.gz)
  HASH         one that was printed in a mail or on the page: the issue must be there. It proves that issue and all
               before it; without one, a chain may be unbroken and yet not the one that was published
  --help       print this`

await runCommand(async (args) => {
  const { values, positionals } = readArgs(usage, {
    args,
    allowPositionals: true,
    options: { help: { type: 'boolean', default: false } },
  })
  if (values.help) console.log(usage)
  else if (positionals.length === 0) throw mistyped(usage, 'Name a file.')
  else await verify(positionals)
})

/** Prints what was found. Throws `CommandRefusal` when anything is wrong. */
async function verify(named: string[]): Promise<void> {
  const hashes = named.filter((each) => /^[0-9a-f]{64}$/.test(each))
  const files = await Promise.all(named.filter((each) => !hashes.includes(each)).map(fileOf))
  const { issues, follows, problems } = checkChain(files)
  if (follows !== undefined) console.log(`follows ${follows}`)
  for (const { month, number, hash, name, changes } of issues)
    console.log(`${hash}  ${month}/${number}  ${name}${number > 1 ? `  corrects ${changes.length} figures` : ''}`)
  const missing = hashes.filter((hash) => !issues.some((issue) => issue.hash === hash))
  const wrong = [...problems, ...missing.map((hash) => `No file has the hash ${hash}.`)]
  if (wrong.length > 0) throw new CommandRefusal(wrong.join('\n'))
  for (const line of proofLines(issues, hashes)) console.log(line)
}

async function fileOf(name: string): Promise<IssueFile> {
  const bytes = await readNamed(name)
  return { name, bytes: bytes[0] === 0x1f && bytes[1] === 0x8b ? unpacked(name, bytes) : bytes }
}

function unpacked(name: string, bytes: Uint8Array): Uint8Array {
  try {
    return gunzipSync(bytes)
  } catch {
    throw new CommandRefusal(`${name} is packed and cannot be unpacked.`)
  }
}
