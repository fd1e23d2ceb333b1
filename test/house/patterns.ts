import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseSync, Visitor } from 'oxc-parser'
import { analyse } from 'scslre'

const root = path.join(import.meta.dirname, '../..')

/**
 * The regular expressions that a source text writes as literals, and the lines on which it builds others at run time, where
 * nobody can tell how long they take.
 */
export function listPatterns(file: string, text: string) {
  const literals: { source: string; flags: string }[] = []
  const builtAt: number[] = []
  const noteBuilt = ({ start, callee }: { start: number; callee: { type: string; name?: unknown } }) => {
    if (callee.type === 'Identifier' && callee.name === 'RegExp') builtAt.push(start)
  }
  new Visitor({
    Literal(node) {
      if ('regex' in node) literals.push({ source: node.regex.pattern, flags: node.regex.flags })
    },
    NewExpression: noteBuilt,
    CallExpression: noteBuilt,
  }).visit(parseSync(file, text).program)
  return { literals, builtOn: builtAt.map((start) => text.slice(0, start).split('\n').length) }
}

/** Whether a pattern takes time that is linear in its text: no repeat can share the same characters with another. */
export const isLinear = (pattern: { source: string; flags: string }): boolean => analyse(pattern).reports.length === 0

/**
 * The patterns in some folders that may take more than linear time, as `file: pattern`, and those that are built at run
 * time, as `file: line`.
 */
export const findSlowPatterns = (folders: string[]): string[] =>
  folders
    .flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: root }))
    .toSorted()
    .flatMap((file) => {
      const { literals, builtOn } = listPatterns(file, readFileSync(path.join(root, file), 'utf8'))
      const slow = literals.filter((pattern) => !isLinear(pattern))
      const found = [...slow.map(({ source, flags }) => `/${source}/${flags}`), ...builtOn]
      return found.map((each) => `${file.replaceAll(path.sep, '/')}: ${each}`)
    })
