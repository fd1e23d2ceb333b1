/**
 * What the Latin cut of the font draws besides ASCII and Latin-1: of anything else PDF would print an empty box. Pages
 * and mails need none of this, since whoever shows them has other fonts at hand.
 */
export const drawn = /[\x20-\x7e\xa0-\xac\xae-\xffĂıŒœˆ˚˜–—‘’‚“”„•…′″‹›⁄€™↑↓−∕]/u

/** What people write for a sign where they have no key for it. */
const written: Record<string, string> = {
  ...{ '→': '->', '←': '<-', '↔': '<->', '⇒': '=>' },
  ...{ '≥': '>=', '≤': '<=', '≠': '!=', '≈': '~' },
  ...{ '✓': 'v', '✔': 'v', '☑': 'v', '✗': 'x', '✘': 'x' },
  ...{ '●': '•', '▪': '•', '■': '•' },
  ...{ '\u2010': '-', '\u2011': '-', '\u2012': '–', '\u2015': '—' },
  ...{ ł: 'l', Ł: 'L', đ: 'd', Đ: 'D' },
}

/** A text in signs that the font draws: letters without a mark that it has not, and a question mark where nothing is near. */
export const makePrintable = (text: string): string =>
  text.normalize('NFC').replace(/\P{ASCII}/gu, (sign) => {
    if (drawn.test(sign)) return sign
    const known = written[sign]
    if (known !== undefined) return known
    const plain = sign.normalize('NFKD').replace(/\p{M}/gu, '')
    return [...plain].every((each) => drawn.test(each)) ? plain : '?'
  })
