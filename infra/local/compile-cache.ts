import path from 'node:path'

/** The folder in which Node keeps compiled code, so that later processes need not compile it again. */
export const compileCache = path.join(import.meta.dirname, '../../node_modules/.cache/node')
