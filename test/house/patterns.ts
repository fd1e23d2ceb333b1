import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseSync, Visitor } from 'oxc-parser'
import { analyse } from 'scslre'

const root = path.join(import.meta.dirname, '../..')

/** The regular expressions that a source text writes as literals. */
export function listPatterns(file: string, text: string): { source: string; flags: string }[] {
  const patterns: { source: string; flags: string }[] = []
  new Visitor({
    Literal(node) {
      if ('regex' in node) patterns.push({ source: node.regex.pattern, flags: node.regex.flags })
    },
  }).visit(parseSync(file, text).program)
  return patterns
}

/** Whether a pattern takes time that is linear in its text: no repeat can share the same characters with another. */
export const isLinear = (pattern: { source: string; flags: string }): boolean => analyse(pattern).reports.length === 0

/** The patterns in some folders that may take more than linear time, as `file: pattern`. */
export const findSlowPatterns = (folders: string[]): string[] =>
  folders
    .flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: root }))
    .toSorted()
    .flatMap((file) =>
      listPatterns(file, readFileSync(path.join(root, file), 'utf8'))
        .filter((pattern) => !isLinear(pattern))
        .map(({ source, flags }) => `${file.replaceAll(path.sep, '/')}: /${source}/${flags}`),
    )
