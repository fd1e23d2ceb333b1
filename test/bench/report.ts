export type Cell = string | number

/** Rows under a header, in columns: text aligned left, numbers right. */
export type Table = {
  title: string
  /** What the table compares with what. */
  says: string
  columns: string[]
  rows: Cell[][]
}

/** Prints a table. Everything in it was measured in this run. */
export function print({ title, says, columns, rows }: Table): void {
  const cells = [columns, ...rows.map((row) => row.map(String))]
  const widths = columns.map((_, i) => Math.max(...cells.map((row) => row[i]?.length ?? 0)))
  const isFigure = columns.map((_, i) => rows.every((row) => /^[-+×~]?\d|^–?$/.test(String(row[i] ?? ''))))
  const line = (row: string[]) =>
    row
      .map((cell, i) => (isFigure[i] ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
      .join('  ')
      .trimEnd()
  console.log(`\n${title}\n${wrapText(says)}\n`)
  for (const row of cells) console.log(`  ${line(row)}`)
}

/** A remark below a table. */
export const note = (text: string): void => console.log(`\n${wrapText(text)}`)

const lineLength = 118

function wrapText(text: string): string {
  const lines = ['']
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? ''
    if (last.length + word.length < lineLength) lines[lines.length - 1] = last === '' ? word : `${last} ${word}`
    else lines.push(word)
  }
  return lines.join('\n')
}

/** How many times `whole` fits into `part`: `×1.3`. */
export const times = (part: number, whole: number): string => (whole === 0 ? '–' : `×${(part / whole).toFixed(2)}`)
