import { AppError, invalid, type Problem } from '../../domain/problems/app-error.ts'
import { plainCell } from '../../domain/tables/cell-text.ts'
import { plainHeading, tidyHeading } from '../../domain/tables/heading.ts'
import { MemberNumber } from '../../domain/values/member-number.ts'
import { atLine, readTable, type SentFile } from '../tables/table-rows.ts'
import words from './attendance-words.data.json' with { type: 'json' }
import type { Attendee } from './class-lists.ts'

const { numberHeadings, attendedHeadings } = words
const knownHeadings = [...numberHeadings, ...attendedHeadings, 'nama', 'name']

/**
 * Marks as teachers make them. Word and Excel list √, the sign of a root, under "check". Izin is excused, sakit is ill, alpa is
 * absent without notice.
 */
const yesMarks = new Set(words.yes)
const noMarks = new Set(words.no)
/** A cross means present if the list has no other marks. Beside other marks, it may mean absent. */
const crosses = new Set(['x', '×', '✗', '✘'])

/**
 * Reads who attended from a class list that was sent back, as CSV or XLSX. Ignores what is below the list. Throws
 * `invalid` with every line whose mark is unclear or whose member number is malformed.
 */
export async function readAttendance(file: SentFile): Promise<Attendee[]> {
  const findColumn = (headings: readonly string[], names: string[]) =>
    headings.findIndex((heading) => names.includes(plainHeading(heading)))
  const table = await readTable(
    file,
    (heading) => knownHeadings.includes(plainHeading(heading)),
    (headings) => {
      const [numberAt, attendedAt] = [findColumn(headings, numberHeadings), findColumn(headings, attendedHeadings)]
      return (cells) =>
        !isMark(readMark(cells[attendedAt])) && !MemberNumber.safeParse(plainCell(cells[numberAt] ?? '')).success
    },
  )
  const headings = table?.heading.cells ?? []
  const [numberAt, attendedAt] = [findColumn(headings, numberHeadings), findColumn(headings, attendedHeadings)]
  const missing = [...(numberAt < 0 ? ['Nomor anggota'] : []), ...(attendedAt < 0 ? ['Hadir'] : [])].map(
    (column): Problem => ({ code: 'import_column_missing', params: { column } }),
  )
  if (!table) throw invalid('attendance_nobody')
  if (missing.length > 0) throw new AppError('invalid', missing)
  const duplicateAt = headings.findIndex((each, i) => i > attendedAt && attendedHeadings.includes(plainHeading(each)))
  if (duplicateAt >= 0)
    throw invalid('import_column_twice', { column: tidyHeading(headings[duplicateAt] ?? ''), field: 'Hadir' })

  const records = table.body.filter(({ passedOver }) => passedOver === undefined)
  const marks = records.map(({ cells }) => readMark(cells[attendedAt]))
  const hasOtherMarks = marks.some((mark) => yesMarks.has(mark) && mark !== '1')
  const problems: Problem[] = []
  const attendees: Attendee[] = []
  const attendance = new Map<string, boolean>()
  records.forEach((record, i) => {
    const mark = marks[i] ?? ''
    const number = MemberNumber.safeParse(plainCell(record.cells[numberAt] ?? ''))
    const isAttended = yesMarks.has(mark) || (crosses.has(mark) && !hasOtherMarks)
    if (record.problem) {
      problems.push(...atLine(record, [record.problem]))
      return
    }
    const lineProblems: Problem[] = []
    if (crosses.has(mark) && hasOtherMarks) lineProblems.push({ code: 'attendance_cross' })
    else if (!isAttended && !noMarks.has(mark)) lineProblems.push({ code: 'attendance_mark' })
    if (!number.success) lineProblems.push({ code: 'member_number_shape' })
    // Somebody who is on two lines, present on one and absent on the other.
    else if ((attendance.get(number.data) ?? isAttended) !== isAttended) lineProblems.push({ code: 'attendance_twice' })
    else if (lineProblems.length === 0 && isAttended)
      attendees.push({ memberId: number.data, path: ['lines', record.line] })
    if (number.success) attendance.set(number.data, isAttended)
    problems.push(...atLine(record, lineProblems))
  })
  if (problems.length > 0) throw new AppError('invalid', problems)
  if (attendees.length === 0) throw invalid('attendance_nobody')
  return attendees
}

/** Whether a text is a mark. Signatures may be in any column, also in that of the marks. */
const isMark = (text: string): boolean => text !== '' && (yesMarks.has(text) || noMarks.has(text) || crosses.has(text))

const readMark = (cell = ''): string => plainCell(cell).toLowerCase()
