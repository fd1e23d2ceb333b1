import { type Node, parseSync, Visitor } from 'oxc-parser'

/** Whether a node is a text that is known when the code is built. */
function isText(node: Node): boolean {
  if (node.type === 'Literal') return typeof node.value === 'string'
  if (node.type === 'TemplateLiteral') return node.expressions.length === 0
  return node.type === 'BinaryExpression' && isText(node.left) && isText(node.right)
}

/**
 * Removes from a module what only the OpenAPI document reads: descriptions of fields (`.describe('…')`), summaries and
 * tags of routes, descriptions of their answers (`json(Schema, '…')`), and names of schemas (`.meta({ … })`). The build
 * writes the document, and the list of tools of assistants, from the full sources. Line numbers stay the same.
 */
export function withoutDescriptions(path: string, source: string): string {
  if (!/\.(describe|meta)\(|summary:|\bjson(WithVersion)?\(/.test(source)) return source
  const isInApi = /[\\/]api[\\/]/.test(path)
  const cuts: [from: number, to: number][] = []
  new Visitor({
    CallExpression({ callee, arguments: args, end }) {
      const [first, ...others] = args
      const [second, ...more] = others
      if (callee.type === 'Identifier' && /^json(WithVersion)?$/.test(callee.name) && first && second) {
        if (more.length === 0 && isText(second)) cuts.push([first.end, second.end])
        return
      }
      if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return
      if (first === undefined || others.length > 0) return
      const { name } = callee.property
      const isMeta = name === 'meta' && first.type === 'ObjectExpression'
      if ((name === 'describe' && isText(first)) || isMeta) cuts.push([callee.object.end, end])
    },
    Property({ key, value, start, end }) {
      if (key.type !== 'Identifier') return
      if (!isInApi) return
      const isTag = key.name === 'tags' && value.type === 'ArrayExpression' && /[\\/]routes[\\/]/.test(path)
      if (!isTag && !(key.name === 'summary' && isText(value))) return
      const comma = /^\s*,/.exec(source.slice(end))?.[0].length ?? 0
      cuts.push([start, end + comma])
    },
  }).visit(parseSync(path, source).program)
  return cuts
    .toSorted(([a], [b]) => b - a)
    .reduce(
      (text, [from, to]) => text.slice(0, from) + text.slice(from, to).replaceAll(/[^\n]/g, '') + text.slice(to),
      source,
    )
}
