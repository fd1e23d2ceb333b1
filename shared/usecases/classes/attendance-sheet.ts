import { AppError, invalid, type Problem } from '../../domain/problems/app-error.ts'
import { plainCell } from '../../domain/tables/cell-text.ts'
import { plainHeading } from '../../domain/tables/heading.ts'
import { MemberNumber } from '../../domain/values/member-number.ts'
import { atLine, readTable, type SentFile } from '../tables/table-rows.ts'
import type { Attendee } from './class-lists.ts'

const numberHeadings = ['nomoranggota', 'noanggota', 'number', 'memberid', 'membernumber']
const attendedHeadings = ['hadir', 'attended', 'kehadiran', 'keteranganhadir', 'absensi', 'attendance', 'presensi']
const knownHeadings = [...numberHeadings, ...attendedHeadings, 'nama', 'name']

/** Marks as teachers make them. Word and Excel list √, the sign of a root, under "check". */
const yesMarks = new Set([
  ...['y', 'ya', 'yes', 'v', '√', '✓', '✔', '✅', '☑', '1', 'h', 'hdr', 'hadir', 'attended', 'present', 'true'],
])
const noMarks = new Set([
  ...['', '-', '–', '—', '0', 't', 'n', 'tidak', 'no', 'tidak hadir', 'th', 'absen', 'absent', 'false'],
  // Izin (excused), sakit (ill), alpa (absent without notice).
  ...['i', 's', 'a', 'izin', 'ijin', 'sakit', 'alpa', 'alpha', 'alfa', 'tk', 'tanpa keterangan'],
])
/** Present if the list has only crosses. Beside other marks, a cross may mean absent. */
const crosses = new Set(['x', '×', '✗', '✘'])

/**
 * Reads who attended from a class list that was sent back, as CSV or XLSX. Ignores what is below the list. Throws
 * `invalid` with every line whose mark is unclear or whose member number is malformed.
 */
export async function readAttendance(file: SentFile): Promise<Attendee[]> {
  const find = (headings: readonly string[], names: string[]) =>
    headings.findIndex((heading) => names.includes(plainHeading(heading)))
  const table = await readTable(
    file,
    (heading) => knownHeadings.includes(plainHeading(heading)),
    (cells, { cells: headings }) =>
      !isMark(markIn(cells[find(headings, attendedHeadings)])) &&
      !MemberNumber.safeParse(plainCell(cells[find(headings, numberHeadings)] ?? '')).success,
  )
  const headings = table?.heading.cells ?? []
  const [numberAt, attendedAt] = [find(headings, numberHeadings), find(headings, attendedHeadings)]
  const missing = [...(numberAt < 0 ? ['Nomor anggota'] : []), ...(attendedAt < 0 ? ['Hadir'] : [])].map(
    (column): Problem => ({ code: 'import_column_missing', params: { column } }),
  )
  if (!table) throw invalid('attendance_nobody')
  if (missing.length > 0) throw new AppError('invalid', missing)

  const records = table.body.filter(({ passedOver }) => passedOver === undefined)
  const marks = records.map(({ cells }) => markIn(cells[attendedAt]))
  const hasOtherMarks = marks.some((mark) => yesMarks.has(mark) && mark !== '1')
  const problems: Problem[] = []
  const attendees: Attendee[] = []
  records.forEach((record, i) => {
    const mark = marks[i] ?? ''
    const number = MemberNumber.safeParse(plainCell(record.cells[numberAt] ?? ''))
    const isAttended = yesMarks.has(mark) || (crosses.has(mark) && !hasOtherMarks)
    if (record.problem) {
      problems.push(...atLine(record, [record.problem]))
      return
    }
    const found: Problem[] = []
    if (crosses.has(mark) && hasOtherMarks) found.push({ code: 'attendance_cross' })
    else if (!isAttended && !noMarks.has(mark)) found.push({ code: 'attendance_mark' })
    if (!number.success) found.push({ code: 'member_number_shape' })
    else if (found.length === 0 && isAttended) attendees.push({ memberId: number.data, path: ['lines', record.line] })
    problems.push(...atLine(record, found))
  })
  if (problems.length > 0) throw new AppError('invalid', problems)
  if (attendees.length === 0) throw invalid('attendance_nobody')
  return attendees
}

/** Signatures are found in any column, also in that of the marks. */
const isMark = (text: string): boolean => text !== '' && (yesMarks.has(text) || noMarks.has(text) || crosses.has(text))

const markIn = (cell = ''): string => plainCell(cell).toLowerCase()
