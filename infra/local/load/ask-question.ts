import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

/** Asks a question and returns the answer. Returns undefined if the input has ended, as it does without a terminal. */
export async function askQuestion(question: string, input: Readable = process.stdin): Promise<string | undefined> {
  process.stdout.write(question)
  const lines = createInterface({ input })
  const { value, done } = await lines[Symbol.asyncIterator]().next()
  lines.close()
  // Without a terminal, nobody has ended the line with Enter.
  if (done || !process.stdin.isTTY) process.stdout.write('\n')
  return done ? undefined : value
}
