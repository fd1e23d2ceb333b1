import type { Day } from '../calendar.ts'
import type { Member } from '../member/member.ts'
import { formatMemberNumber } from '../values/member-number.ts'
import type { LayoutField, LayoutSource, ReferralLayout } from './referral-layout.ts'

/** A referral's id, and the member whose data it sends. */
export type ReferredMember = { member: Pick<Member, 'id' | 'person' | 'business' | 'area'>; referral: string }

const readSource: Record<LayoutSource, (referredMember: ReferredMember) => string | undefined> = {
  referral: ({ referral }) => referral,
  memberNumber: ({ member }) => formatMemberNumber(member.id),
  nik: ({ member }) => member.person?.nik,
  name: ({ member }) => member.person?.name,
  birthDate: ({ member }) => member.person?.birthDate,
  npwp: ({ member }) => member.person?.npwp,
  phone: ({ member }) => member.person?.phone,
  email: ({ member }) => member.person?.email,
  businessName: ({ member }) => member.business?.name,
  nib: ({ member }) => member.business?.nib,
  area: ({ member }) => member.area,
}

const writeDay = (day: Day, form: LayoutField['date']): string =>
  form === 'ddmmyyyy' ? day.slice(8) + day.slice(5, 7) + day.slice(0, 4) : day

/** The line of a member in a file. A separator or line end within a value becomes a blank. */
export function writeLine({ fields, separator }: ReferralLayout, referredMember: ReferredMember): string {
  return fields
    .map(({ from, date }) => {
      const value = from === undefined ? '' : (readSource[from](referredMember) ?? '')
      const text = from === 'birthDate' && value !== '' ? writeDay(value, date) : value
      return [...text].map((each) => (each === separator || each < ' ' ? ' ' : each)).join('')
    })
    .join(separator)
}

/** A file of lines, with a heading if the layout has one. */
export const writeFile = ({ hasHeading, fields, separator }: ReferralLayout, lines: string[]): string =>
  [...(hasHeading ? [fields.map(({ name }) => name).join(separator)] : []), ...lines]
    .map((line) => `${line}\r\n`)
    .join('')
