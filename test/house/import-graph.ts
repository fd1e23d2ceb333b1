import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseSync } from 'oxc-parser'

/** One import of a file: what it names, and from where (a path in this repository, or a package). */
export type Import = { target: string; isPackage: boolean; isType: boolean; names: string[] }

/** File → its imports. Paths are relative to the repository and use `/`. */
export type ImportGraph = Map<string, Import[]>

const root = path.join(import.meta.dirname, '../..')

/** The import graph of everything under the given folders. */
export const readImportGraph = (folders: string[]): ImportGraph =>
  new Map(
    folders
      .flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: root }))
      .map((file) => file.replaceAll(path.sep, '/'))
      .toSorted()
      .map((file) => [file, readImports(file, readFileSync(path.join(root, file), 'utf8'))]),
  )

/** The imports that a source text makes: static, dynamic and re-exports, each with the names it takes. */
export function readImports(file: string, text: string): Import[] {
  const { staticImports, staticExports, dynamicImports } = parseSync(file, text).module
  const resolve = (specifier: string) =>
    specifier.startsWith('.')
      ? { target: path.posix.join(path.posix.dirname(file), specifier), isPackage: false }
      : { target: specifier, isPackage: true }
  return [
    ...staticImports.map(({ moduleRequest, entries }) => ({
      ...resolve(moduleRequest.value),
      isType: entries.length > 0 && entries.every(({ isType }) => isType),
      names: entries.filter(({ isType }) => !isType).map(({ importName }) => importName.name ?? '*'),
    })),
    ...staticExports
      .flatMap(({ entries }) => entries)
      .flatMap(({ moduleRequest, isType, importName }) =>
        moduleRequest ? [{ ...resolve(moduleRequest.value), isType, names: [importName.name ?? '*'] }] : [],
      ),
    ...dynamicImports.map(({ moduleRequest: { start, end } }) => ({
      ...resolve(text.slice(start + 1, end - 1)),
      isType: false,
      names: ['*'],
    })),
  ]
}

/** The shortest circles of a graph, each as its files in order, beginning with the first by name. */
export function findCircles(graph: ImportGraph): string[][] {
  const circles = new Map<string, string[]>()
  for (const start of graph.keys()) {
    const circle = findWayBack(graph, start)
    const key = circle?.toSorted().join()
    if (circle && key !== undefined && !circles.has(key)) circles.set(key, circle)
  }
  return [...circles.values()]
}

/** The shortest way from a file through its imports back to itself. */
function findWayBack(graph: ImportGraph, start: string): string[] | undefined {
  const ways = [[start]]
  const visitedFiles = new Set<string>()
  for (const way of ways)
    for (const { target } of graph.get(way.at(-1) ?? start) ?? []) {
      if (target === start) return way
      if (visitedFiles.has(target)) continue
      visitedFiles.add(target)
      ways.push([...way, target])
    }
  return undefined
}
