import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'

const biome = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome')

/** Formats a source text as Biome formats a file at that path. */
export const formatSource = (source: string, path: string): string =>
  execFileSync(process.execPath, [biome, 'format', `--stdin-file-path=${path}`], { input: source, encoding: 'utf8' })
