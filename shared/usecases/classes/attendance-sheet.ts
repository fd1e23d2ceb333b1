import { AppError, invalid, type Problem } from '../../domain/problems/app-error.ts'
import { MemberNumber } from '../../domain/values/member-number.ts'
import { parseCsv } from '../csv-records.ts'
import type { Attendee } from './class-lists.ts'

const numberHeadings = ['nomor anggota', 'number', 'memberid']
const attendedHeadings = ['hadir', 'attended']

const yes = new Set(['y', 'ya', 'yes', 'x', 'v', '✓', '✔', '1', 'hadir', 'attended', 'true'])
const no = new Set(['', '-', '0', 't', 'n', 'tidak', 'no', 'tidak hadir', 'absen', 'false'])

/**
 * Reads who attended from a class list that was sent back as CSV. Throws `invalid` with every line whose mark is
 * unclear or whose member number is malformed.
 */
export async function readAttendance(sheet: string): Promise<Attendee[]> {
  const problems: Problem[] = []
  const attendees: Attendee[] = []
  let columns: { number: number; attended: number } | undefined
  for await (const { line, cells } of parseCsv(sheet)) {
    if (!columns) {
      columns = findColumns(cells)
      continue
    }
    if (cells.every((cell) => cell.trim() === '')) continue
    const where = { path: ['lines', line], params: { line } }
    const mark = plain(cells[columns.attended])
    const number = MemberNumber.safeParse(plain(cells[columns.number]))
    if (!yes.has(mark) && !no.has(mark)) problems.push({ code: 'attendance_mark', ...where })
    if (!number.success) problems.push({ code: 'member_number_shape', ...where })
    else if (yes.has(mark)) attendees.push({ memberId: number.data, path: where.path })
  }
  if (problems.length > 0) throw new AppError('invalid', problems)
  if (attendees.length === 0) throw invalid('attendance_nobody')
  return attendees
}

function findColumns(headings: string[]): { number: number; attended: number } {
  const find = (names: string[]) => headings.findIndex((heading) => names.includes(plain(heading)))
  const found = { number: find(numberHeadings), attended: find(attendedHeadings) }
  const missing = [...(found.number < 0 ? ['Nomor anggota'] : []), ...(found.attended < 0 ? ['Hadir'] : [])].map(
    (column): Problem => ({ code: 'import_column_missing', params: { column } }),
  )
  if (missing.length > 0) throw new AppError('invalid', missing)
  return found
}

/** A cell without the apostrophe with which our own files protect numbers. */
const plain = (cell = ''): string => cell.trim().replace(/^'/, '').toLowerCase()
