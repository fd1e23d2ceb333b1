import { Hono } from 'hono'
import * as z from 'zod'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import type { Caller } from '../../../shared/domain/access/grant.ts'
import { Day } from '../../../shared/domain/calendar.ts'
import { nameLetters } from '../../../shared/domain/member/listing.ts'
import { MemberFilter } from '../../../shared/domain/member/member-list.ts'
import { makeMemberView } from '../../../shared/domain/member/member-view.ts'
import { invalid } from '../../../shared/domain/problems/app-error.ts'
import { MemberNumber } from '../../../shared/domain/values/member-number.ts'
import { PersonName, searchName } from '../../../shared/domain/values/name.ts'
import { Nik } from '../../../shared/domain/values/nik.ts'
import { Phone } from '../../../shared/domain/values/phone.ts'
import { requireRight } from '../../../shared/usecases/access/may.ts'
import { findMembers, type MemberSearch } from '../../../shared/usecases/members/find-members.ts'
import { listMembers } from '../../../shared/usecases/members/list-members.ts'
import type { DeskEnv } from '../desk-env.ts'
import { answerForm } from '../form/answer-form.ts'
import { newForm } from '../form/form-state.ts'
import { render } from '../layout/render.ts'
import { findView, foundView } from './find-view.ts'

/** What the search form takes: a number, NIK, phone or name, and perhaps a birth date. */
const Sought = z.strictObject({ sought: z.string().trim().min(1).max(120), birthDate: Day.optional() })
type Sought = z.infer<typeof Sought>

/** A search as an address carries it, sealed for one caller. `until` is when it expires. */
const Search = Sought.extend({ until: z.number() })

const context = (caller: Caller) => `desk-search:${caller.subject}`
const searchHours = 12
const mostFound = 50

/**
 * Finds members by number, NIK, phone or name. The form posts a search and redirects to an address that contains the
 * search, sealed. So no address shows personal data, and going back from a member shows the results again.
 */
export function findRoutes(deps: DeskDeps) {
  return new Hono<DeskEnv>()
    .get('/members', async (c) => {
      requireRight(c.var.caller, 'member.read')
      const sealedSearch = c.req.query('q')
      const search = sealedSearch === undefined ? undefined : openSearch(deps, c.var.caller, sealedSearch)
      if (!search) return render(c, findView(c.var.wording, newForm()))
      const values: [string, string][] = [
        ['sought', search.sought],
        ['birthDate', search.birthDate ?? ''],
      ]
      const members = await findSought(deps, c.var.caller, search)
      return render(c, foundView(c.var.wording, deps.frame, newForm(values), members.map(makeMemberView)))
    })
    .post('/members', (c) =>
      answerForm(c, deps, Sought, {
        show: (form) => findView(c.var.wording, form),
        async act(sought) {
          const until = deps.now().getTime() + searchHours * 3_600_000
          const q = deps.keyring.sealText({ ...sought, until }, context(c.var.caller))
          // Search once now, so that a missing right or a mistyped search is refused on the form.
          await findSought(deps, c.var.caller, sought)
          return `/members?q=${q}`
        },
      }),
    )
}

function openSearch({ keyring, now }: DeskDeps, caller: Caller, sealedSearch: string): Sought | undefined {
  try {
    const { until, ...sought } = Search.parse(keyring.openText(sealedSearch, context(caller)))
    return until > now().getTime() ? sought : undefined
  } catch {
    return undefined
  }
}

async function findSought(deps: DeskDeps, caller: Caller, sought: Sought) {
  const by = readExactSearch(sought)
  if (by) return findMembers(deps, caller, by)
  refuseMistyped(sought.sought)
  const filter = MemberFilter.parse({ namePrefix: sought.sought })
  return (await listMembers(deps, caller, filter, { limit: mostFound })).members
}

/** Throws `invalid` for digits that are not a valid number, and for a name that is too short. */
function refuseMistyped(sought: string): void {
  const digits = sought.replaceAll(/\D/g, '').length
  if (/^(\+62|62|08)/.test(sought) && digits < 15) throw invalid('phone_shape', {}, ['sought'])
  if (digits > 8) throw invalid('nik_digits', {}, ['sought'])
  if (digits > 0) throw invalid('member_number_shape', {}, ['sought'])
  if ([...searchName(sought)].length < nameLetters)
    throw invalid('name_prefix_short', { least: nameLetters }, ['sought'])
}

/** Reads an exact search from the text. Returns undefined for a name alone, which is searched as a prefix. */
function readExactSearch({ sought, birthDate }: Sought): MemberSearch | undefined {
  const number = MemberNumber.safeParse(sought)
  if (number.success) return { number: number.data }
  const nik = Nik.safeParse(sought.replaceAll(/[ .]/g, ''))
  if (nik.success) return { nik: nik.data }
  const phone = Phone.safeParse(sought)
  if (phone.success) return { phone: phone.data }
  const name = PersonName.safeParse(sought)
  return name.success && birthDate !== undefined ? { name: name.data, birthDate } : undefined
}
