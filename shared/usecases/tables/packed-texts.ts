const textsPerBlock = 1024

/** Keeps many texts in little memory: as bytes outside the heap. A text is decoded each time it is read. */
export function makePackedTexts() {
  const blocks: ReturnType<typeof packBlock>[] = []
  let open: string[] = []
  return {
    /** Adds a text, and returns how many there are. */
    add(text: string): number {
      open.push(text)
      if (open.length === textsPerBlock) {
        blocks.push(packBlock(open))
        open = []
      }
      return blocks.length * textsPerBlock + open.length
    },
    /** The text at a place from 0; undefined when there is none. */
    at(place: number): string | undefined {
      if (!Number.isInteger(place)) return undefined
      const n = place % textsPerBlock
      const block = Math.floor(place / textsPerBlock)
      return block === blocks.length ? open[n] : blocks[block]?.textAt(n)
    },
  }
}

function packBlock(texts: readonly string[]) {
  const parts = texts.map((text) => Buffer.from(text))
  const bytes = Buffer.concat(parts)
  let end = 0
  const ends = Uint32Array.from(parts, ({ length }) => {
    end += length
    return end
  })
  return { textAt: (n: number): string => bytes.toString('utf8', n === 0 ? 0 : ends[n - 1], ends[n]) }
}
