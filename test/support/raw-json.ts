import fc from 'fast-check'

const blank = fc.string({ unit: fc.constantFrom(' ', '\t', '\r\n', '\n', '\r'), maxLength: 3 })

/** Pieces of strings that parsing and serialising, or a careless minifier, would change. */
const piece = fc.oneof(
  fc.constantFrom(
    ' ',
    '  ',
    '\\"',
    '\\\\',
    '\\/',
    '\\u00e9',
    '\\n',
    ' : ',
    ', ',
    '{ }',
    'é',
    '€',
    '𝄞',
    '\\ud834\\udd1e',
  ),
  fc.string({ unit: 'grapheme', maxLength: 3 }).map((text) => JSON.stringify(text).slice(1, -1)),
)
const string = fc.array(piece, { maxLength: 6 }).map((pieces) => `"${pieces.join('')}"`)
const number = fc.constantFrom('1.0', '0.10', '-0', '1E+2', '12345678901234567890', '10000000.00', '7')
/** Few names, so that fields are often named twice and some look like indexes. */
const field = fc.constantFrom('"a"', '"10"', '"2"', '"a b"', '"\\u0061"', '"\\""')

const { value } = fc.letrec<{ value: string[] }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(string, number, fc.constantFrom('true', 'false', 'null')).map((token) => [token]),
    fc.array(tie('value'), { maxLength: 3 }).map((items) => ['[', ...joinTokens(items), ']']),
    fc
      .array(fc.tuple(field, tie('value')), { maxLength: 3 })
      .map((fields) => ['{', ...joinTokens(fields.map(([name, of]) => [name, ':', ...of])), '}']),
  ),
}))

const joinTokens = (items: string[][]): string[] => items.flatMap((item, i) => (i === 0 ? item : [',', ...item]))

/** The same JSON as two texts: as sent, with blanks between tokens, and without blanks. */
export const rawJson = value.chain((tokens) =>
  fc.array(blank, { minLength: tokens.length + 1, maxLength: tokens.length + 1 }).map((blanks) => ({
    sent: tokens.map((token, i) => (blanks[i] ?? '') + token).join('') + (blanks.at(-1) ?? ''),
    minified: tokens.join(''),
  })),
)
