/**
 * The characters that the font's Latin subset can draw; PDF prints an empty box for any other. Pages and mails do not
 * need this, because browsers and mail programs have other fonts.
 */
export const drawable = /[\x20-\x7e\xa0-\xac\xae-\xffĂıŒœˆ˚˜–—‘’‚“”„•…′″‹›⁄€™↑↓−∕]/u

/** What people type for a character that is not on their keyboard. */
const substitutes: Record<string, string> = {
  ...{ '→': '->', '←': '<-', '↔': '<->', '⇒': '=>' },
  ...{ '≥': '>=', '≤': '<=', '≠': '!=', '≈': '~' },
  ...{ '✓': 'v', '✔': 'v', '☑': 'v', '✗': 'x', '✘': 'x' },
  ...{ '●': '•', '▪': '•', '■': '•' },
  ...{ '\u2010': '-', '\u2011': '-', '\u2012': '–', '\u2015': '—' },
  ...{ ł: 'l', Ł: 'L', đ: 'd', Đ: 'D' },
}

/**
 * Replaces characters that the font cannot draw: by a substitute, by the letter without its mark, or by a question
 * mark.
 */
export const makePrintable = (text: string): string =>
  text.normalize('NFC').replace(/\P{ASCII}/gu, (sign) => {
    if (drawable.test(sign)) return sign
    const substitute = substitutes[sign]
    if (substitute !== undefined) return substitute
    const plain = sign.normalize('NFKD').replace(/\p{M}/gu, '')
    return [...plain].every((each) => drawable.test(each)) ? plain : '?'
  })
