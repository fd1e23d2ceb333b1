import type { Recipient } from '../../../shared/domain/mail/recipient.ts'
import { type FormValues, toObject } from '../form/form-state.ts'

/** The values of a recipient's form. */
export const recipientValues = ({
  office,
  email,
  holders,
  area,
  agency,
  report,
  language,
  formats,
  from,
  until,
}: Recipient): FormValues => [
  ['office', office],
  ['email', email],
  ...holders.flatMap(
    (holder, i): FormValues => [
      [`holders.${i}.name`, holder.name],
      [`holders.${i}.email`, holder.email ?? ''],
      [`holders.${i}.from`, holder.from],
      [`holders.${i}.until`, holder.until ?? ''],
    ],
  ),
  ['area', area],
  ['agency', agency ?? ''],
  ['report', report],
  ['language', language],
  ...formats.map((format): [string, string] => ['formats[]', format]),
  ['from', from],
  ['until', until ?? ''],
]

/** Reads a new recipient. If no box is ticked, there is no attachment. */
export function readNewRecipient(values: FormValues): unknown {
  const { holders, formats = [], ...rest } = toObject(values)
  return { ...rest, formats, holders: Object.values(holders ?? {}) }
}

/** Reads a change. If the agency or last day is empty, it is removed. */
export const readRecipientChange = (values: FormValues): unknown => ({
  agency: null,
  until: null,
  ...Object(readNewRecipient(values)),
})
