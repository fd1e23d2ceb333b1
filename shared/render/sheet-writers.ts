import type { SheetWriters } from '../domain/export/sheet.ts'
import { csvSheet } from './csv.ts'
import { xlsxSheet } from './xlsx.ts'

export const sheetWriters: SheetWriters = { csv: csvSheet, xlsx: xlsxSheet }
