import type { Programme } from '../../shared/domain/programme/programme.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'

/** Jakarta's programme as it runs on this machine. Its members are made up, so we may license their figures. */
export const localProgramme: Programme = {
  ...jakpreneur,
  publication: {
    ...jakpreneur.publication,
    licence: { id: 'CC BY 4.0 (data karangan)', en: 'CC BY 4.0 (made-up data)' },
    licenceUrl: 'https://creativecommons.org/licenses/by/4.0/',
  },
}
