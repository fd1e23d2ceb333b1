/** What `JSON.parse` does not report: too deep nesting, and an object that names a field twice. */
export type JsonText = { isTooDeep: boolean; hasRepeatedField: boolean }

/**
 * Scans a text once, in linear time. The result is meaningless for a text that is not JSON; `JSON.parse` refuses such a
 * text.
 */
export function scanJson(text: string, deepest: number): JsonText {
  // The fields seen in each enclosing object; an array has none.
  const fieldsByDepth: Set<string>[] = []
  let hasRepeatedField = false
  for (let i = 0; i < text.length; i++) {
    const c = text[i]
    if (c === '}' || c === ']') fieldsByDepth.pop()
    else if (c === '{' || c === '[') {
      if (fieldsByDepth.push(new Set()) > deepest) return { isTooDeep: true, hasRepeatedField }
    } else if (c === '"') {
      const end = endOfString(text, i)
      if (isField(text, end)) {
        const fields = fieldsByDepth.at(-1)
        const field = readFieldName(text.slice(i, end))
        if (fields?.has(field)) hasRepeatedField = true
        fields?.add(field)
      }
      i = end - 1
    }
  }
  return { isTooDeep: false, hasRepeatedField }
}

/** The position after the closing quote of the string at `start`, or the end of the text. */
function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === '\\') i++
    else if (text[i] === '"') return i + 1
  }
  return text.length
}

function isField(text: string, end: number): boolean {
  let i = end
  while (i < text.length && ' \t\r\n'.includes(text.charAt(i))) i++
  return text[i] === ':'
}

/** Reads a field's name, with or without escapes. */
function readFieldName(literal: string): string {
  if (!literal.includes('\\')) return literal.slice(1, -1)
  try {
    return String(JSON.parse(literal))
  } catch {
    return literal
  }
}
