const base = /^import \{ (\w+) as __BaseException \} from ("[^"]+");$/m
const everyClass = /^export class (\w+) extends __BaseException \{\n([\s\S]*?)^\}$/gm
const fault = /^ {4}\$fault = ("\w+");$/m
const retryable = /^ {4}\$retryable = (\{[^}]*\});$/m
const everyField = /^ {8}this\.(\w+) = opts\.\1;$/gm

/** Code of a function that makes an error class of the SDK. Its arguments are what differs between the classes. */
const maker = `const error = (name, $fault, fields, more) => ({ [name]: class extends Base {
  constructor(opts) {
    super({ name, $fault, ...opts })
    Object.assign(this, { name, $fault, ...more })
    Object.setPrototypeOf(this, new.target.prototype)
    for (const field of fields) this[field] = opts[field]
  }
} })[name]`

/**
 * Rewrites a module of the SDK's errors in less code. Names and behaviour stay the same. Throws on code that it does
 * not know, so that a new release of the SDK stops the build rather than a function.
 */
export function shortenErrors(source: string): string {
  const [, name, from] = base.exec(source) ?? []
  const lines = [...source.matchAll(everyClass)].map(([, error = '', body = '']) => {
    const fields = [...body.matchAll(everyField)].map(([, field = '']) => JSON.stringify(field))
    const more = retryable.exec(body)?.[1]
    const [, kind] = fault.exec(body) ?? []
    if (kind === undefined) throw new Error(`The error ${error} of the SDK has no fault`)
    return `export const ${error} = /* @__PURE__ */ error("${error}", ${kind}, [${fields}]${more === undefined ? '' : `, { $retryable: ${more} }`})`
  })
  if (name === undefined || lines.length !== source.split('\nexport ').length - 1)
    throw new Error('A module of errors of the SDK has another shape')
  return [`import { ${name} as Base } from ${from}`, maker, ...lines].join('\n')
}
