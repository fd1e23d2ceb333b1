import type { Bilingual } from '../../../shared/domain/bilingual.ts'
import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import type { Gender } from '../../../shared/domain/values/gender.ts'
import type { DeskWording } from './wording.ts'

/** The gender of one person, as pages about this person name it. Tables of many people use `genderNames`. */
export const genderOfPerson: Record<Gender, Bilingual> = {
  female: { id: 'Perempuan', en: 'Female' },
  male: { id: 'Laki-laki', en: 'Male' },
  unknown: { id: 'Belum diisi', en: 'Not stated' },
}

/** Finds the names of the programme's codes in the language of a page. An unknown code is used as its name. */
export function namesIn({ programme, areas }: Frame, { sayOf }: DeskWording) {
  const bilingual = (list: { code: string; name: Bilingual }[]) => (code: string) => {
    const found = list.find((each) => each.code === code)
    return found ? sayOf(found.name) : code
  }
  return {
    stage: bilingual(programme.stages),
    category: bilingual(programme.categories),
    reason: bilingual(programme.reasons),
    agency: (code: string) => programme.agencies.find((each) => each.code === code)?.name ?? code,
    /** An area with the one above it, unless that is the whole programme: `Gambir, Jakarta Pusat`. */
    area(code: string): string {
      const [here, above] = areas.pathOf(code).slice(1).toReversed()
      const name = (each: string | undefined) => (each === undefined ? undefined : areas.find(each)?.name)
      return (
        [name(here), name(above)].filter((each) => each !== undefined).join(', ') || (areas.find(code)?.name ?? code)
      )
    },
  }
}
