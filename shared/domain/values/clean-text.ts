/**
 * Invisible characters, such as soft hyphens, zero-width blanks and direction marks. They get in when people paste
 * text.
 */
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu

/** The distance from ASCII of full-width letters and digits, which East Asian keyboards write. */
const fullWidthOffset = 0xfee0

const toAscii = (character: string): string => String.fromCharCode(character.charCodeAt(0) - fullWidthOffset)

/** The value of an Arabic or Persian digit. Both ranges begin at a code point that is a multiple of 16. */
const toDigit = (character: string): string => String(character.charCodeAt(0) % 16)

/**
 * Cleans a text that somebody typed or pasted, before anything else checks it. Drops invisible characters, makes blanks
 * plain, full-width letters and digits ASCII, and Arabic digits European. The result is NFC and trimmed.
 */
export const cleanText = (text: string): string =>
  text
    .replace(invisible, '')
    .replace(/[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/g, toAscii)
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, toDigit)
    .replace(/\p{Zs}/gu, ' ')
    .normalize('NFC')
    .trim()

/** A number grouped by commas, as an English spreadsheet shows it: `3,171,015`. */
const isGrouped = (text: string): boolean => /^\d{1,3}(,\d{3})+$/.test(text)

/** The digits of a number that people write with blanks, points, dashes or groups. Other characters stay. */
export function cleanDigits(text: string): string {
  const bare = cleanText(text).replace(/[\s.\p{Pd}]/gu, '')
  return isGrouped(bare) ? bare.replaceAll(',', '') : bare
}
