import { readFile } from 'node:fs/promises'
import { getSystemErrorMap, type ParseArgsConfig, parseArgs } from 'node:util'
import * as z from 'zod'
import { AppError, type Problem } from '../shared/domain/problems/app-error.ts'
import { viewOf } from '../shared/domain/problems/problem-view.ts'
import { CommandRefusal } from './command-refusal.ts'

/**
 * Carries out a command with the arguments that were typed, and ends. What it cannot do is said in a sentence; anything
 * else that is thrown is a bug, and shown with the place where it happened.
 */
export async function runCommand(work: (args: string[]) => Promise<void>): Promise<never> {
  try {
    await work(process.argv.slice(2))
    process.exit()
  } catch (error) {
    return fail(error)
  }
}

export function fail(thrown: unknown): never {
  const error = thrown instanceof CommandRefusal ? thrown : asSentence(thrown)
  console.error(error instanceof CommandRefusal ? error.message : error)
  process.exit(error instanceof CommandRefusal ? error.exitCode : 1)
}

/** What was typed, by the names of its options. Throws `CommandRefusal` (exit code 2) when it is something else. */
export function readArgs<T extends ParseArgsConfig>(usage: string, config: T) {
  try {
    return parseArgs(config)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw mistyped(usage, `${error.message.split('. ')[0]}.`)
  }
}

export const mistyped = (usage: string, sentence: string) => new CommandRefusal(`${sentence}\n\n${usage}`, 2)

/** The contents of a file that was named. Throws `CommandRefusal` when it cannot be read. */
export async function readNamed(file: string): Promise<Buffer> {
  try {
    return await readFile(file)
  } catch (error) {
    // That of a directory does not say which.
    throw asSentence(error, file)
  }
}

/** What the operating system refuses of a file. */
const FileError = z.object({ path: z.string().optional(), errno: z.int(), code: z.string() })

/** What whoever typed the command can mend, as what it cannot do; any other error as it is. */
function asSentence(error: unknown, file?: string): unknown {
  if (error instanceof AppError) return new CommandRefusal(error.problems.map(lineOf).join('\n'))
  const { path = file, errno = 0, code } = FileError.safeParse(error).data ?? {}
  return path === undefined ? error : new CommandRefusal(`${path}: ${getSystemErrorMap().get(errno)?.[1] ?? code}.`)
}

function lineOf(problem: Problem): string {
  const { path, message } = viewOf(problem)
  return path === undefined ? message.en : `${path}: ${message.en}`
}
