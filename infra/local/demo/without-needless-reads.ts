import type { Deps } from '../../../shared/deps.ts'
import { markText } from '../../../shared/domain/duplicates/mark.ts'

/**
 * Answers from memory, without an index, what only the demo can have written. A mark that nobody was given and a cell in
 * which nothing was posted are not looked up. All others are. The demo has no disputes, and no trail yet.
 */
export function withoutNeedlessReads(deps: Deps): Deps {
  const openPairs = new Set<string>()
  const givenMarks = new Set<string>()
  const usedCells = new Set<string>()
  const withoutNik = new Set<string>()
  return {
    ...deps,
    disputes: { ...deps.disputes, howManyOpen: async () => 0 },
    trail: { ...deps.trail, firstId: async () => undefined },
    pairs: {
      ...deps.pairs,
      save: (pair) => {
        if (pair.state === 'open') openPairs.add(pair.id)
        else openPairs.delete(pair.id)
        return deps.pairs.save(pair)
      },
      howManyOpen: async () => openPairs.size,
    },
    matches: {
      async find(marks) {
        const found = await deps.matches.find(marks.filter((mark) => givenMarks.has(markText(mark))))
        const stored = new Map(found.map((match) => [markText(match.mark), match]))
        return marks.map((mark) => stored.get(markText(mark)) ?? { mark, holders: [], stored: [] })
      },
      save(match, holders) {
        givenMarks.add(markText(match.mark))
        return deps.matches.save(match, holders)
      },
    },
    membersWithoutNik: {
      howMany: async () => withoutNik.size,
      add: (id) => {
        withoutNik.add(id)
        return deps.membersWithoutNik.add(id)
      },
      remove: (id) => {
        withoutNik.delete(id)
        return deps.membersWithoutNik.remove(id)
      },
    },
    entries: {
      ...deps.entries,
      add: (entry) => {
        usedCells.add(`${entry.postedIn} ${entry.area}`)
        return deps.entries.add(entry)
      },
      ofCell: async (month, area) => (usedCells.has(`${month} ${area}`) ? deps.entries.ofCell(month, area) : []),
    },
  }
}
