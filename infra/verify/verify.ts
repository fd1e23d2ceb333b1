import { readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { checkChain, type IssueFile } from '../../shared/domain/issue-chain.ts'

const usage = `npm run verify -- FILE ...      checks issues by their files alone: JSON as it was downloaded, or as it is stored (.json.gz)
A hash that was printed in a mail may stand among the files: the issue must be there.`

const args = process.argv.slice(2)
if (args.length === 0 || args.includes('--help')) console.log(usage)
else process.exitCode = await verify(args)

/** Prints what was found; gives the exit code. */
async function verify(named: string[]): Promise<number> {
  const hashes = named.filter((each) => /^[0-9a-f]{64}$/.test(each))
  const files = await Promise.all(named.filter((each) => !hashes.includes(each)).map(fileOf))
  const { issues, follows, problems } = checkChain(files)
  if (follows !== undefined) console.log(`follows ${follows}`)
  for (const { month, number, hash, name, changes } of issues)
    console.log(`${hash}  ${month}/${number}  ${name}${number > 1 ? `  corrects ${changes.length} figures` : ''}`)
  const missing = hashes.filter((hash) => !issues.some((issue) => issue.hash === hash))
  const wrong = [...problems, ...missing.map((hash) => `No file has the hash ${hash}.`)]
  for (const each of wrong) console.error(each)
  if (wrong.length === 0) console.log(`One unbroken chain of ${issues.length}.`)
  return wrong.length === 0 ? 0 : 1
}

async function fileOf(name: string): Promise<IssueFile> {
  const bytes = await readFile(name)
  return { name, bytes: bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes }
}
