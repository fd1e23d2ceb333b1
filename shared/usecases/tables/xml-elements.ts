import { UnreadableFile } from './unreadable-file.ts'

/** An element of XML: the text of its attributes, and the text between its tags. */
export type XmlElement = { attributes: string; inner: string }

/** The most characters of one element. A row of 16,384 full cells has fewer. */
const longestElement = 16 * 1024 * 1024

/**
 * Yields the elements with a name in a part of a workbook, in constant memory. `before` receives the text before the first
 * one. In the part, the name has the prefix of the root element, if there is one (`<x:worksheet>`). Leaves entities as they
 * are.
 */
export async function* readXmlElements(
  pieces: AsyncIterable<Uint8Array>,
  name: string,
  before: (text: string) => void = () => {},
): AsyncGenerator<XmlElement> {
  const decoder = new TextDecoder('utf-8')
  let text = ''
  let prefix: string | undefined
  let isFirst = true
  for await (const piece of pieces) {
    text += decoder.decode(piece, { stream: true })
    if (text.length > longestElement) throw new UnreadableFile({ code: 'import_workbook_broken' })
    prefix ??= findPrefix(text)
    if (prefix === undefined) continue
    const tag = prefix + name
    let at = 0
    for (;;) {
      const start = findTag(text, tag, at)
      const end = start < 0 ? undefined : readElement(text, tag, start)
      if (end === undefined) break
      if (isFirst) before(text.slice(0, start))
      isFirst = false
      yield end
      at = end.end
    }
    const open = findTag(text, tag, at)
    // A tag may be cut off. Everything before the first element is kept, because it describes the whole part.
    text = text.slice(isFirst ? 0 : open >= 0 ? open : Math.max(at, text.length - tag.length - 2))
  }
  if (isFirst) before(text)
}

/** Returns the prefix of the root element, which is usually empty. Refuses a document that declares its own entities. */
function findPrefix(text: string): string | undefined {
  if (text.includes('<!DOCTYPE')) throw new UnreadableFile({ code: 'import_workbook_broken' })
  const root = /<([A-Za-z][\w.-]*:)?[A-Za-z][\w.-]*[\s/>]/.exec(text)
  return root ? (root[1] ?? '') : undefined
}

/** Finds where the tag with this whole name begins. */
function findTag(text: string, tag: string, from: number): number {
  for (let at = text.indexOf(`<${tag}`, from); at >= 0; at = text.indexOf(`<${tag}`, at + 1)) {
    const next = text[at + tag.length + 1]
    if (next === undefined || /[\s/>]/.test(next)) return at
  }
  return -1
}

function readElement(text: string, tag: string, start: number): (XmlElement & { end: number }) | undefined {
  const open = text.indexOf('>', start)
  if (open < 0) return undefined
  const isEmpty = text[open - 1] === '/'
  const attributesText = text.slice(start + tag.length + 1, isEmpty ? open - 1 : open)
  const attributes = /[\r\n\t]/.test(attributesText) ? attributesText.replace(/[\r\n\t]+/g, ' ') : attributesText
  if (isEmpty) return { attributes, inner: '', end: open + 1 }
  const close = text.indexOf(`</${tag}>`, open)
  if (close < 0) return undefined
  return { attributes, inner: text.slice(open + 1, close), end: close + tag.length + 3 }
}

/** Finds the elements with a name in a complete text, one after another. None of them contains another. */
export function* yieldElements(text: string, name: string): Generator<XmlElement> {
  for (let start = findTag(text, name, 0); start >= 0; ) {
    const element = readElement(text, name, start)
    if (!element) return
    yield element
    start = findTag(text, name, element.end)
  }
}

export const listElements = (text: string, name: string): XmlElement[] => [...yieldElements(text, name)]

/** The value of an attribute. Undefined if the element does not have it. */
export function attributeOf(attributes: string, name: string): string | undefined {
  for (const quote of ['"', "'"]) {
    const mark = ` ${name}=${quote}`
    const start = attributes.indexOf(mark)
    const end = start < 0 ? -1 : attributes.indexOf(quote, start + mark.length)
    if (end >= 0) return resolveEntities(attributes.slice(start + mark.length, end))
  }
  return undefined
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Decodes a text of XML: its entities, and Excel's codes for characters that XML forbids (`_x000D_`). */
export const resolveEntities = (text: string): string =>
  text.includes('&') || text.includes('_x')
    ? text
        .replace(
          /&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w{2,4}));/g,
          (whole: string, hex?: string, decimal?: string, name?: string) => {
            const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
            if (name !== undefined) return entities[name] ?? whole
            return code <= 0x10ffff ? String.fromCodePoint(code) : whole
          },
        )
        .replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text
