import * as z from 'zod'

const Metafile = z.object({
  inputs: z.record(z.string(), z.unknown()),
  outputs: z.record(z.string(), z.object({ inputs: z.record(z.string(), z.object({ bytesInOutput: z.int() })) })),
})

/** The project's own files in a bundle, from esbuild's report on it. */
export const ownSources = (meta: unknown): string[] =>
  Object.keys(Metafile.parse(meta).inputs).filter((file) => !file.includes('node_modules'))

/** Packages and our own folders by the bytes that they add, largest first. */
export function contributors(meta: unknown): [name: string, bytes: number][] {
  const bytes = new Map<string, number>()
  for (const { inputs } of Object.values(Metafile.parse(meta).outputs))
    for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
      const name = contributorOf(file)
      bytes.set(name, (bytes.get(name) ?? 0) + bytesInOutput)
    }
  return [...bytes].toSorted(([, a], [, b]) => b - a)
}

function contributorOf(file: string): string {
  const [, inPackage] = file.split(/.*node_modules\//)
  const parts = (inPackage ?? file).split('/')
  return parts.slice(0, inPackage === undefined || inPackage.startsWith('@') ? 2 : 1).join('/')
}
