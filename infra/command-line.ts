import { readFile } from 'node:fs/promises'
import { getSystemErrorMap, type ParseArgsConfig, parseArgs } from 'node:util'
import * as z from 'zod'
import { AppError, type Problem } from '../shared/domain/problems/app-error.ts'
import { viewProblem } from '../shared/domain/problems/problem-view.ts'
import { CommandRefusal } from './command-refusal.ts'

/**
 * Runs a command with the typed arguments and exits. Prints a refusal as a sentence. Any other error is a bug and is
 * printed with its stack.
 */
export async function runCommand(work: (args: string[]) => Promise<void>): Promise<never> {
  try {
    await work(process.argv.slice(2))
    process.exit()
  } catch (error) {
    return exitWithError(error)
  }
}

export function exitWithError(error: unknown): never {
  const reason = error instanceof CommandRefusal ? error : toRefusal(error)
  console.error(reason instanceof CommandRefusal ? reason.message : reason)
  process.exit(reason instanceof CommandRefusal ? reason.exitCode : 1)
}

/** Parses the typed arguments. Throws `CommandRefusal` (exit code 2) if they do not fit. */
export function readArgs<T extends ParseArgsConfig>(usage: string, config: T) {
  try {
    return parseArgs(config)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw usageRefusal(usage, `${error.message.split('. ')[0]}.`)
  }
}

export const usageRefusal = (usage: string, sentence: string) => new CommandRefusal(`${sentence}\n\n${usage}`, 2)

/** Reads a named file. Throws `CommandRefusal` if it cannot be read. */
export async function readNamedFile(file: string): Promise<Buffer> {
  try {
    return await readFile(file)
  } catch (error) {
    // The error for a directory does not contain its name.
    throw toRefusal(error, file)
  }
}

/** An error of the operating system about a file. */
const FileError = z.object({ path: z.string().optional(), errno: z.int(), code: z.string() })

/** Turns an error that the user can fix into a refusal, and returns any other error unchanged. */
function toRefusal(error: unknown, file?: string): unknown {
  if (error instanceof AppError) return new CommandRefusal(error.problems.map(formatProblem).join('\n'))
  if (error instanceof Error && error.message === 'Region is missing')
    return new CommandRefusal(
      'AWS_REGION is not set. Set it to the region of the deployment, such as ap-southeast-3.',
      2,
    )
  const { path = file, errno = 0, code } = FileError.safeParse(error).data ?? {}
  return path === undefined ? error : new CommandRefusal(`${path}: ${getSystemErrorMap().get(errno)?.[1] ?? code}.`)
}

function formatProblem(problem: Problem): string {
  const { path, message } = viewProblem(problem)
  return path === undefined ? message.en : `${path}: ${message.en}`
}
