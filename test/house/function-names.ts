import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseSync, Visitor } from 'oxc-parser'

const root = path.join(import.meta.dirname, '../..')

/** Participles that do not end in `ed`. */
const irregularParticiples = new Set(
  (
    'begun borne bought bound broken brought built caught chosen dealt done drawn driven fallen fed felt ' +
    'forgiven forgotten found frozen given gone got grown heard held hidden kept known laid led left lent lost ' +
    'made meant met overtaken paid rebuilt risen said seen sent shown slept sold spent stolen struck sung swept ' +
    'swung taken taught thought thrown told torn understood undone withdrawn won worn written'
  ).split(' '),
)
/** Nouns that only look like participles. */
const nounsLikeParticiples = new Set(['heading', 'keyring', 'seed'])

/** Whether a name is one participle and nothing else. */
export const isLoneParticiple = (name: string): boolean =>
  /^[a-z]+$/.test(name) && (/(ed|ing)$/.test(name) || irregularParticiples.has(name)) && !nounsLikeParticiples.has(name)

/** The names of the functions that a source text declares: functions, and constants that hold one. */
export function listFunctions(file: string, text: string): string[] {
  const names: string[] = []
  new Visitor({
    FunctionDeclaration({ id }) {
      if (id) names.push(id.name)
    },
    VariableDeclarator({ id, init }) {
      const isFunction = init?.type === 'ArrowFunctionExpression' || init?.type === 'FunctionExpression'
      if (isFunction && id.type === 'Identifier') names.push(id.name)
    },
  }).visit(parseSync(file, text).program)
  return names
}

/** The functions in some folders whose names are lone participles, as `file: name`. */
export const findLoneParticiples = (folders: string[]): string[] =>
  folders
    .flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: root }))
    .map((file) => file.replaceAll(path.sep, '/'))
    .toSorted()
    .flatMap((file) =>
      listFunctions(file, readFileSync(path.join(root, file), 'utf8'))
        .filter(isLoneParticiple)
        .map((name) => `${file}: ${name}`),
    )
