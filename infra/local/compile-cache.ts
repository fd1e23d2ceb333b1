import path from 'node:path'

/** Where Node keeps what it has compiled, so that a later process need not compile it again. */
export const compileCache = path.join(import.meta.dirname, '../../node_modules/.cache/node')
