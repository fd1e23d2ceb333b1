/** Spreadsheets keep this many digits of a number and lose the rest. */
const digitsKept = 15

/**
 * A number of a workbook as text. If it has more digits than a spreadsheet keeps, it is written as a power of ten, as
 * the spreadsheet shows it. So nobody takes it for a number that somebody typed.
 */
export function writeSheetNumber(stored: string): string {
  const value = Number(stored)
  if (!Number.isFinite(value)) return stored
  if (Math.abs(value) >= 10 ** digitsKept) return value.toExponential().replace('e', 'E')
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(digitsKept)))
}

/** Whether a number is written as a power of ten (`3,17101E+15`): the program has kept fifteen digits at most, and shows fewer. */
export const isShortenedNumber = (text: string): boolean => text.length < 40 && /^\d+([.,]\d+)?E\+?\d+$/i.test(text)

const dayMs = 86_400_000
const secondsOfDay = 86_400

/**
 * The day that a serial number means, with the time unless it is midnight. Days are counted from 1900, with a 29
 * February 1900 that never existed, or from 1904 in workbooks that say so.
 */
export function writeSerialDay(serial: number, isFrom1904: boolean): string {
  const seconds = Math.round(serial * secondsOfDay)
  const days = Math.floor(seconds / secondsOfDay)
  if (!(serial >= 0 && serial < 2_958_466)) return String(serial)
  const origin = isFrom1904 ? Date.UTC(1904, 0, 1) : days < 60 ? Date.UTC(1899, 11, 31) : Date.UTC(1899, 11, 30)
  const day = !isFrom1904 && days === 60 ? '1900-02-29' : new Date(origin + days * dayMs).toISOString().slice(0, 10)
  const time = new Date((seconds % secondsOfDay) * 1000).toISOString().slice(11, 19)
  return time === '00:00:00' ? day : `${day} ${time}`
}
