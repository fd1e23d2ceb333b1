import {
  type CallExpression,
  type Expression,
  type ObjectPropertyKind,
  type Program,
  parseSync,
  Visitor,
} from 'oxc-parser'
import { instead } from './instead.ts'

/** A part of a text and what stands there instead. */
type Edit = { start: number; end: number; text: string }

/** What a route says of itself for the document alone. */
const documenting = ['description', 'responses', 'summary', 'tags']

/**
 * The document of the API is written when the function is built. In the function itself routes have no words and no
 * answers, schemas no names and descriptions; and a schema that only the document needed goes with them.
 */
export const undocumented = instead('undocumented', /[\\/](functions|shared)[\\/][^.]*\.ts$/, withoutDocument, 'ts')

/** A source of ours without what only the document says. */
export function withoutDocument(text: string, path: string): string {
  const { program } = parseSync(path, text)
  const edits = ownSchemas(program)
  new Visitor({
    CallExpression(call) {
      edits.push(...ofRoute(call, text), ...ofSchema(call))
    },
  }).visit(program)
  return edited(text, edits)
}

function ofRoute({ callee, arguments: [route] }: CallExpression, text: string): Edit[] {
  if (callee.type !== 'Identifier' || callee.name !== 'createRoute' || route?.type !== 'ObjectExpression') return []
  return route.properties
    .filter(isDocumenting)
    .map(({ start, end }) => ({ start, end: text[end] === ',' ? end + 1 : end, text: '' }))
}

const isDocumenting = (property: ObjectPropertyKind): boolean =>
  property.type === 'Property' && property.key.type === 'Identifier' && documenting.includes(property.key.name)

function ofSchema({ callee, end }: CallExpression): Edit[] {
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return []
  return ['describe', 'meta'].includes(callee.property.name) ? [{ start: callee.object.end, end, text: '' }] : []
}

/** Making a schema does nothing else: who bundles may leave it out where nobody uses it. */
const ownSchemas = ({ body }: Program): Edit[] =>
  body
    .map((statement) => (statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement))
    .flatMap((statement) => (statement?.type === 'VariableDeclaration' ? statement.declarations : []))
    .flatMap(({ init }) => (init?.type === 'CallExpression' && isOfSchema(init) ? [init] : []))
    .flatMap(({ start, end }) => [
      { start, end: start, text: '/* @__PURE__ */ (() => ' },
      { start: end, end, text: ')()' },
    ])

/** Whether a chain of calls begins with zod or a schema, which bears a name of a type: `z.object({}).strict()`, `Area.array()`. */
function isOfSchema(expression: Expression): boolean {
  if (expression.type === 'CallExpression') return isOfSchema(expression.callee)
  if (expression.type === 'MemberExpression') return isOfSchema(expression.object)
  return expression.type === 'Identifier' && /^(z$|[A-Z])/.test(expression.name)
}

/** A text with all edits made; one that lies within another is part of it. */
function edited(text: string, edits: Edit[]): string {
  let made = ''
  let at = 0
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (edit.start < at) continue
    made += text.slice(at, edit.start) + edit.text
    at = edit.end
  }
  return made + text.slice(at)
}
