import type { Day, Month } from '../calendar.ts'
import type { Language } from './language.ts'

const monthNames = {
  id: [
    'Januari',
    'Februari',
    'Maret',
    'April',
    'Mei',
    'Juni',
    'Juli',
    'Agustus',
    'September',
    'Oktober',
    'November',
    'Desember',
  ],
  en: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
} as const

/**
 * The name of the month of a month or day. The names are not from Intl, so that an issue renders to the same bytes with
 * every release of the locale data.
 */
export const nameMonth = (date: Month | Day, language: Language): string =>
  monthNames[language][Number(date.slice(5, 7)) - 1] ?? date

/** `October 2021`. */
export const writeMonth = (month: Month, language: Language): string =>
  `${nameMonth(month, language)} ${month.slice(0, 4)}`

/** `1 October 2021`. */
export const writeDay = (day: Day, language: Language): string =>
  `${Number(day.slice(8, 10))} ${writeMonth(day, language)}`
