import { type Day, dayOf, type Instant, type Month } from '../domain/calendar.ts'
import type { Language } from '../domain/values/language.ts'
import type { Percentage } from '../domain/values/percentage.ts'
import { nameMonth, writeDay, writeMonth } from '../domain/values/written-date.ts'

/** The everyday names of time zones. */
const zoneNames: Record<string, string> = { 'Asia/Jakarta': 'WIB', 'Asia/Makassar': 'WITA', 'Asia/Jayapura': 'WIT' }

const times = new Map<string, Intl.DateTimeFormat>()

function timeFormat(zone: string): Intl.DateTimeFormat {
  const existing = times.get(zone)
  if (existing) return existing
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  times.set(zone, format)
  return format
}

/**
 * How a language writes numbers and dates. Numbers and names of months do not use Intl, so that the bytes stay the same.
 * Only times of day do.
 */
export function makeFormats(language: Language) {
  const [group, point, minus] = language === 'id' ? ['.', ',', '−'] : [',', '.', '−']
  const groupDigits = (digits: string) => digits.replace(/\B(?=(\d{3}){1,12}$)/g, group)
  const number = (n: number): string => {
    const [whole = '', decimals] = String(Math.abs(n)).split('.')
    return (n < 0 ? minus : '') + groupDigits(whole) + (decimals === undefined ? '' : point + decimals)
  }
  const monthName = (month: Month): string => nameMonth(month, language)
  const day = (iso: Day): string => writeDay(iso, language)
  return {
    number,
    /** A number with its sign, also with a plus. 0 is written ±0. */
    signed: (n: number): string => (n > 0 ? `+${number(n)}` : n < 0 ? number(n) : '±0'),
    percent(percentage: Percentage): string {
      if (percentage === 'undefined') return language === 'id' ? 'tidak terdefinisi' : 'undefined'
      const [whole = '', decimals = ''] = percentage.replace('-', '').split('.')
      return `${percentage.startsWith('-') ? minus : ''}${groupDigits(whole)}${point}${decimals}%`
    },
    /** Writes `12500000.00` as Rp 12.500.000, with a no-break space. Leaves out sen if there are none. */
    rupiah(amount: string): string {
      const [whole = '', sen = '00'] = amount.replace('-', '').split('.')
      return `${amount.startsWith('-') ? minus : ''}Rp\u00A0${groupDigits(whole)}${sen === '00' ? '' : point + sen}`
    },
    month: (month: Month): string => writeMonth(month, language),
    shortMonth: (month: Month): string => `${monthName(month).slice(0, 3)} ${month.slice(2, 4)}`,
    monthName,
    day,
    /** The last day of a month: the date of figures at its end. */
    endOf(month: Month): string {
      const last = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).getUTCDate()
      return day(`${month}-${String(last).padStart(2, '0')}`)
    },
    instant(instant: Instant, zone: string): string {
      const time = timeFormat(zone).format(new Date(instant))
      const name = zoneNames[zone] ?? zone
      const on = day(dayOf(new Date(instant), zone))
      return language === 'id' ? `${on} pukul ${time.replace(':', '.')} ${name}` : `${on}, ${time} ${name}`
    },
  }
}
export type Formats = ReturnType<typeof makeFormats>
