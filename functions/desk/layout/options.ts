import type { DeskDeps } from '../../../shared/desk-deps.ts'
import type { Caller } from '../../../shared/domain/access/grant.ts'
import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import { Gender } from '../../../shared/domain/values/gender.ts'
import { listAllowedScopes } from '../../../shared/usecases/access/may.ts'
import type { Option } from '../form/fields.ts'
import { genderOfPerson } from './names.ts'
import type { DeskWording } from './wording.ts'

type FrameDeps = Pick<DeskDeps, 'frame'>

/** Where a caller can register members: every kelurahan in reach, and each kecamatan for an unknown kelurahan. */
export const leafOptions = (deps: FrameDeps, caller: Caller, wording: DeskWording): Option[] =>
  listAllowedScopes(deps, caller, 'member.write').flatMap(({ area }) => leavesWithin(deps.frame, area, wording))

/** Every kelurahan within an area, and each kecamatan for an unknown kelurahan. */
export const leavesWithin = ({ areas }: Pick<Frame, 'areas'>, area: string, { say }: DeskWording): Option[] =>
  areas.districtsWithin(area).flatMap((code): Option[] => {
    const district = areas.find(code)
    if (!district) return []
    const within = district.children
      .flatMap((child) => areas.find(child) ?? [])
      .filter((each) => areas.isWithin(each.code, area))
    const unknown = areas.isWithin(code, area)
      ? [
          {
            value: code,
            name: say(`${district.name}, kelurahan belum diketahui`, `${district.name}, kelurahan not known`),
            group: district.name,
          },
        ]
      : []
    return [...within.map((each) => ({ value: each.code, name: each.name, group: district.name })), ...unknown]
  })

type Action = Parameters<typeof listAllowedScopes>[2]

/** The areas in which a caller may do something, down to the kecamatan. */
export function areaOptions(deps: FrameDeps, caller: Caller, action: Action = 'member.read'): Option[] {
  const { areas } = deps.frame
  return listAllowedScopes(deps, caller, action).flatMap(({ area }) =>
    [...new Set([area, ...areas.districtsWithin(area).flatMap(areas.pathOf)])]
      .filter((code) => areas.isWithin(code, area))
      .flatMap((code) => areas.find(code) ?? [])
      .map(({ code, name }) => ({
        value: code,
        name: `${'– '.repeat(areas.pathOf(code).length - areas.pathOf(area).length)}${name}`,
      })),
  )
}

/** The agencies for which a caller may do something. The default action is to change members' records. */
export function agencyOptions(deps: FrameDeps, caller: Caller, action: Action = 'member.write'): Option[] {
  const places = listAllowedScopes(deps, caller, action)
  const isOfAll = places.some(({ agency }) => agency === undefined)
  return deps.frame.programme.agencies
    .filter(({ code }) => isOfAll || places.some(({ agency }) => agency === code))
    .map(({ code, name }) => ({ value: code, name }))
}

export const genderOptions = ({ sayOf }: DeskWording): Option[] =>
  Gender.options.map((value) => ({ value, name: sayOf(genderOfPerson[value]) }))

export const categoryOptions = ({ frame: { programme } }: FrameDeps, { sayOf }: DeskWording): Option[] =>
  programme.categories.map(({ code, name }) => ({ value: code, name: sayOf(name) }))

export const stageOptions = ({ frame: { programme } }: FrameDeps, { sayOf }: DeskWording): Option[] =>
  programme.stages.map(({ code, name }) => ({ value: code, name: `${code} ${sayOf(name)}` }))

export const reasonOptions = ({ frame: { programme } }: FrameDeps, { sayOf }: DeskWording): Option[] =>
  programme.reasons.map(({ code, name }) => ({ value: code, name: sayOf(name) }))

export const indicatorOptions = ({ frame: { programme } }: FrameDeps, { sayOf }: DeskWording): Option[] =>
  programme.indicators.map(({ code, name }) => ({ value: code, name: sayOf(name) }))

/** The languages in which a person can get mails. */
export const mailOptions = ({ say }: DeskWording): Option[] => [
  { value: 'id', name: say('Ya, dalam bahasa Indonesia', 'Yes, in Indonesian') },
  { value: 'en', name: say('Ya, dalam bahasa Inggris', 'Yes, in English') },
]
