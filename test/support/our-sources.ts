import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const root = path.join(import.meta.dirname, '../..')

/** The texts of all that functions are made of. */
export const ourSources = (): string[] =>
  ['shared', 'functions']
    .flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8', withFileTypes: true }),
    )
    .filter(({ name }) => name.endsWith('.ts'))
    .map(({ name, parentPath }) => readFileSync(path.join(parentPath, name), 'utf8'))
