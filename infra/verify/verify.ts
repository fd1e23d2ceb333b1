import { gunzipSync } from 'node:zlib'
import { checkChain, type IssueFile } from '../../shared/domain/report/issue-chain.ts'
import { readArgs, readNamed, runCommand, usageRefusal } from '../command-line.ts'
import { CommandRefusal } from '../command-refusal.ts'
import { describeProof } from './proof.ts'

const usage = `npm run verify -- FILE ... [HASH ...]   check issues by their files alone: JSON as downloaded, or as stored (.json.gz)
  HASH         a hash printed in a mail or on the page. It proves its issue and all issues before it; without one, an
               unbroken chain may still not be the published one
  --help       print this help`

await runCommand(async (args) => {
  const { values, positionals } = readArgs(usage, {
    args,
    allowPositionals: true,
    options: { help: { type: 'boolean', default: false } },
  })
  if (values.help) console.log(usage)
  else if (positionals.length === 0) throw usageRefusal(usage, 'Name a file.')
  else await verify(positionals)
})

/** Prints the issues and what they prove. Throws `CommandRefusal` when anything is wrong. */
async function verify(named: string[]): Promise<void> {
  const hashes = named.filter((each) => /^[0-9a-f]{64}$/.test(each))
  const files = await Promise.all(named.filter((each) => !hashes.includes(each)).map(readIssueFile))
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
  const bytes = await readNamed(name)
  return { name, bytes: bytes[0] === 0x1f && bytes[1] === 0x8b ? unpack(name, bytes) : bytes }
}

function unpack(name: string, bytes: Uint8Array): Uint8Array {
  try {
    return gunzipSync(bytes)
  } catch {
    throw new CommandRefusal(`${name} is not a valid gzip file.`)
  }
}
