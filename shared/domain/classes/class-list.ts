import * as z from 'zod'
import { Day, Instant } from '../calendar.ts'
import { ExportFilter } from '../export/export.ts'
import { MemberNumber } from '../values/member-number.ts'
import { plainText } from '../values/text.ts'

/** The most members in a class: as many as one request may record. */
export const mostInClass = 200

const code = z.string().min(1).max(32)

const Class = z.strictObject({
  stage: code.describe('The stage that attendees attain'),
  heldOn: Day,
  agency: code,
  title: plainText(120).optional(),
  place: plainText(120).optional(),
})

export const NewClassList = Class.extend({
  memberIds: z.array(MemberNumber).min(1).max(mostInClass).optional(),
  filter: ExportFilter.optional().describe('Instead of member numbers: all members of a list, at most 200'),
}).meta({ id: 'NewClassList' })
export type NewClassList = z.infer<typeof NewClassList>

/** The list of members invited to a class. The list never changes; attendances record who came. */
export const ClassList = z.object({
  ...Class.shape,
  id: z.string(),
  memberIds: z.array(z.string()),
  createdBy: z.string(),
  createdAt: Instant,
})
export type ClassList = z.infer<typeof ClassList>

/** A class without the members on its list. */
export const ClassSummary = ClassList.omit({ memberIds: true })
export type ClassSummary = z.infer<typeof ClassSummary>

/** A class list as a reader sees it: the members whom the reader may see, by name. */
export const ClassListView = ClassSummary.extend({
  members: z.array(
    z.object({
      memberId: z.string(),
      number: z.string(),
      name: z.string(),
      phone: z.string().optional().describe('Masked'),
      attainedOn: Day.optional().describe('Since when the member holds the stage'),
    }),
  ),
}).meta({ id: 'ClassList' })
export type ClassListView = z.infer<typeof ClassListView>
