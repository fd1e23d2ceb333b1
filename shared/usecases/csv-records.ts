import { pipeline, Readable } from 'node:stream'
import type { InfoRecord } from 'csv-parse'
import { AppError, type Problem } from '../domain/problems/app-error.ts'

/** A record of a CSV file, and the line on which it ends; the heading is on line 1. */
export type CsvRecord = { line: number; cells: string[] }

/** The file as a whole cannot be read. */
export class UnreadableFile extends Error {
  override name = 'UnreadableFile'
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.code)
    this.problem = problem
  }
}

const mostBytesOfRecord = 65_536

/**
 * Reads the records of a CSV file as a stream: UTF-8 with or without a byte order mark, comma or semicolon (whichever
 * the heading has more of), quotes as in RFC 4180, without empty lines. `seen` receives every piece of the file. Throws
 * `UnreadableFile`.
 */
export async function* csvRecords(
  file: AsyncIterable<Uint8Array>,
  seen: (piece: Uint8Array) => void,
): AsyncGenerator<CsvRecord> {
  // Loaded for the first file, because most requests bring none.
  const { CsvError, parse } = await import('csv-parse')
  const pieces = decodePieces(file, seen)
  const { head, rest } = await readHeading(pieces)
  const parser = parse({
    delimiter: guessSeparator(head),
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: mostBytesOfRecord,
  })
  // An error on the way to the parser ends the parser, and so reaches its reader.
  pipeline(Readable.from(rest), parser, () => {})
  try {
    for await (const each of parser) {
      const { info, record }: { info: InfoRecord; record: string[] } = each
      yield { line: info.lines, cells: record }
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line = 'lines' in error && typeof error.lines === 'number' ? error.lines : 0
    throw new UnreadableFile({ code: 'import_csv_broken', params: { line, reason: error.code } })
  }
}

/** Reads the records of a CSV file that is in memory. Throws `invalid` when it cannot be read. */
export async function* parseCsv(text: string): AsyncGenerator<CsvRecord> {
  async function* pieces() {
    yield Buffer.from(text)
  }
  try {
    yield* csvRecords(pieces(), () => {})
  } catch (error) {
    throw error instanceof UnreadableFile ? new AppError('invalid', [error.problem]) : error
  }
}

async function* decodePieces(
  file: AsyncIterable<Uint8Array>,
  seen: (piece: Uint8Array) => void,
): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const piece of file) {
      seen(piece)
      yield decoder.decode(piece, { stream: true })
    }
    yield decoder.decode()
  } catch (error) {
    throw error instanceof TypeError ? new UnreadableFile({ code: 'import_encoding' }) : error
  }
}

/** The heading, and the whole text again. */
async function readHeading(pieces: AsyncGenerator<string>): Promise<{ head: string; rest: AsyncGenerator<string> }> {
  let head = ''
  while (!head.includes('\n') && head.length < mostBytesOfRecord) {
    const { value, done } = await pieces.next()
    if (done) break
    head += value
  }
  async function* all() {
    yield head
    yield* pieces
  }
  return { head: head.split('\n')[0] ?? '', rest: all() }
}

function guessSeparator(heading: string): ',' | ';' {
  const outside = heading.replace(/"[^"]*"/g, '')
  return outside.split(';').length > outside.split(',').length ? ';' : ','
}
