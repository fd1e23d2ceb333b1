import type { TableRow } from '../../domain/tables/table-row.ts'

/** The most characters of a row. A longer row is refused by itself, without the rest of the file. */
const longestRow = 65_536

/**
 * The most line breaks within a row. Otherwise a quote that is never closed could be searched to the end of the file in
 * each row.
 */
const mostBreaks = 100

const separators = [';', '\t', ',', '|']

/** How many characters at the beginning are used to guess the separator. */
const sampleLength = longestRow

/**
 * Reads the rows of a CSV text as a stream, including blank ones, as spreadsheets, Google Sheets and phones write it. A
 * first line such as `sep=;` names the separator. Without it, the separator is the one that gives most rows the most
 * cells. Accepts all kinds of line ends. A quoted cell may contain line breaks. A quote that is never closed, or that
 * would swallow other rows, spoils only its own line (`row_quote`). `onSeparator` receives the separator before the
 * first row.
 */
export async function* readCsvRows(
  pieces: AsyncIterable<string>,
  onSeparator: (by: string) => void = () => {},
): AsyncGenerator<TableRow> {
  const incoming = pieces[Symbol.asyncIterator]()
  let text = ''
  let isWhole = false
  const readMore = async () => {
    const { value, done } = await incoming.next()
    if (done) isWhole = true
    else text += value
  }
  while (text.length < sampleLength && !isWhole) await readMore()
  const separatorLine = /^sep=([^\r\n])(\r\n|\r|\n)/.exec(text)
  const separator = separatorLine?.[1] ?? guessSeparator(text, isWhole)
  onSeparator(separator)
  let at = separatorLine?.[0].length ?? 0
  let line = separatorLine ? 2 : 1
  for (let row = 1; ; row++) {
    // A whole row and the line end after it.
    while (!isWhole && text.length - at <= longestRow + 2) {
      text = text.slice(at)
      at = 0
      await readMore()
    }
    if (at >= text.length) return
    const { cells, end, lines, problem } = readRow(text, at, separator)
    yield { row, line, cells, ...(problem && { problem: { code: problem } }) }
    at = end
    line += lines
    // The rest of a row that is too long, up to its line end, which two pieces may share.
    while (problem === 'row_long' && at >= text.length && !isWhole && !text.endsWith('\n')) {
      text = text.endsWith('\r') ? '\r' : ''
      await readMore()
      const rest = findLineEnd(text, 0)
      at = rest + lineEndLength(text, rest)
    }
  }
}

type ReadRow = { cells: string[]; end: number; lines: number; problem?: 'row_quote' | 'row_long' }

/** Reads the row that begins at a place. Looks at most `longestRow` characters ahead. */
function readRow(text: string, start: number, separator: string): ReadRow {
  const cells: string[] = []
  let at = start
  let lines = 1
  let isStrict = true
  for (;;) {
    const quoted = readQuoted(text, at, start, separator)
    if (quoted === 'broken') return readPlainRow(text, start, separator, 'row_quote')
    const cell = quoted ?? readPlain(text, at, separator)
    if (cell.end - start > longestRow) return readPlainRow(text, start, separator, 'row_long')
    cells.push(cell.text)
    lines += cell.breaks
    isStrict &&= cell.isStrict
    if (lines > (isStrict ? mostBreaks : 1)) return readPlainRow(text, start, separator, 'row_quote')
    at = cell.end
    if (text[at] !== separator) return { cells, end: at + lineEndLength(text, at), lines }
    at++
  }
}

type ReadCell = { text: string; end: number; breaks: number; isStrict: boolean }

const isRowEnd = (sign: string | undefined): boolean => sign === undefined || sign === '\n' || sign === '\r'

const lineEndLength = (text: string, at: number): number => (text.startsWith('\r\n', at) ? 2 : at < text.length ? 1 : 0)

/** A cell without quotes around it. Quotes within, as in `Toko "Maju"`, are part of it. */
function readPlain(text: string, start: number, separator: string): ReadCell {
  let end = start
  while (!isRowEnd(text[end]) && text[end] !== separator && end - start <= longestRow) end++
  return { text: text.slice(start, end), end, breaks: 0, isStrict: true }
}

/** Reads a quoted cell. Undefined if none begins here. `broken` if no quote within reach closes it. */
function readQuoted(text: string, start: number, rowStart: number, separator: string): ReadCell | 'broken' | undefined {
  let at = start
  while (text[at] === ' ') at++
  if (text[at] !== '"') return undefined
  let isStrict = true
  let from = at + 1
  let cellText = ''
  let breaks = 0
  for (;;) {
    const quote = text.indexOf('"', from)
    if (quote < 0 || quote - rowStart > longestRow) return 'broken'
    const part = text.slice(from, quote)
    cellText += part
    breaks += countBreaks(part)
    // Within one line, a stray quote is only a character. Across lines, it may have swallowed rows.
    if (breaks > (isStrict ? mostBreaks : 0)) return 'broken'
    if (text[quote + 1] === '"') {
      cellText += '"'
      from = quote + 2
      continue
    }
    let end = quote + 1
    while (text[end] === ' ') end++
    if (isRowEnd(text[end]) || text[end] === separator) return { text: cellText, end, breaks, isStrict }
    cellText += '"'
    isStrict = false
    from = quote + 1
  }
}

/** Reads one line and ignores quotes, to show what can be shown of a broken row. */
function readPlainRow(text: string, start: number, separator: string, problem: 'row_quote' | 'row_long'): ReadRow {
  const end = findLineEnd(text, start)
  const cells = text.slice(start, Math.min(end, start + longestRow)).split(separator)
  return { cells, end: end + lineEndLength(text, end), lines: 1, problem }
}

function findLineEnd(text: string, start: number): number {
  let end = start
  while (!isRowEnd(text[end])) end++
  return end
}

const countBreaks = (text: string): number => text.match(/\r\n|\r|\n/g)?.length ?? 0

/** Finds the separator that gives most rows at the beginning the most cells. */
function guessSeparator(text: string, isWhole: boolean): string {
  const widths = separators.map((separator) => {
    const counts: number[] = []
    for (let at = 0; at < text.length && counts.length < 50; ) {
      const { cells, end } = readRow(text, at, separator)
      // The last row of the sample may be cut off.
      if (end >= text.length && !isWhole && counts.length > 0) break
      if (cells.some((cell) => cell.trim() !== '')) counts.push(cells.length)
      at = end
    }
    return counts.toSorted((a, b) => a - b)[Math.floor(counts.length / 2)] ?? 1
  })
  return separators[widths.indexOf(Math.max(...widths))] ?? ','
}
