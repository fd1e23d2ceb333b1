const width = 30
const number = new Intl.NumberFormat('en-US')

/** Shows progress on one line of the terminal. Without a terminal, prints a new line for every tenth of the work. */
export function progressBar(label: string, total: number, unit: string) {
  const startedAt = performance.now()
  let lastTenth = -1
  return {
    show(doneCount: number): void {
      const share = total === 0 ? 1 : doneCount / total
      const tenth = Math.floor(share * 10)
      if (!process.stdout.isTTY && tenth === lastTenth) return
      lastTenth = tenth
      const seconds = (performance.now() - startedAt) / 1000
      const bar = '#'.repeat(Math.floor(share * width)).padEnd(width, '.')
      const speed = seconds > 0 ? Math.round(doneCount / seconds) : 0
      const line = `${label.padEnd(12)} [${bar}] ${number.format(doneCount)} of ${number.format(total)} ${unit}, ${number.format(speed)}/s`
      process.stdout.write(process.stdout.isTTY ? `\r${line.padEnd(100)}` : `${line}\n`)
    },
    end(): void {
      this.show(total)
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
      process.stdout.write(`${process.stdout.isTTY ? '\n' : ''}${''.padEnd(13)}${seconds} s\n`)
    },
  }
}
