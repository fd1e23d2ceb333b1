import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

/** Asks a question and returns the answer; undefined when the input has ended, as without a terminal. */
export async function answerTo(question: string, input: Readable = process.stdin): Promise<string | undefined> {
  process.stdout.write(question)
  const lines = createInterface({ input })
  const { value, done } = await lines[Symbol.asyncIterator]().next()
  lines.close()
  // Without a terminal, no Enter has ended the line.
  if (done || !process.stdin.isTTY) process.stdout.write('\n')
  return done ? undefined : value
}
