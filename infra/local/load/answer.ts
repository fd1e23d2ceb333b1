import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

/** What a person answers to a question; nothing where nobody can: input is at its end, or is closed. */
export async function answerTo(question: string, input: Readable = process.stdin): Promise<string | undefined> {
  process.stdout.write(question)
  const lines = createInterface({ input })
  const { value, done } = await lines[Symbol.asyncIterator]().next()
  lines.close()
  // Nobody has ended the line where no Enter was shown.
  if (done || !process.stdin.isTTY) process.stdout.write('\n')
  return done ? undefined : value
}
