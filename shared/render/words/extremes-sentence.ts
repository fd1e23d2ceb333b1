import { fewestForShare, findExtremes, type PlaceShare, type TiedShare } from '../../domain/report/ranked-places.ts'
import type { Wording } from './wording.ts'

/** If there are more districts than this, they are counted instead of named. */
const mostNames = 3

/** Where a share is highest and lowest, with all ties, and how many districts are left blank. */
export function extremesSentence(shares: PlaceShare[], { language, formats }: Wording): string {
  const extremes = findExtremes(shares)
  const small = shares.filter(({ isSmall }) => isSmall).length
  const write = ({ share, names }: TiedShare) => {
    const count = language === 'id' ? `${names.length} kecamatan` : `${names.length} districts`
    return `${formats.percent(share)} (${names.length > mostNames ? count : names.join(', ')})`
  }
  const extremesText =
    extremes &&
    (language === 'id'
      ? `Persentase tertinggi ${write(extremes.highest)}, terendah ${write(extremes.lowest)}.`
      : `The highest share is ${write(extremes.highest)}, the lowest ${write(extremes.lowest)}.`)
  const blankText =
    small > 0 &&
    (language === 'id'
      ? `${small} kecamatan dengan kurang dari ${fewestForShare} anggota terdaftar tidak diberi warna karena satu orang saja sudah mengubah persentasenya.`
      : `${small} ${small === 1 ? 'district' : 'districts'} with fewer than ${fewestForShare} registered members ${small === 1 ? 'is' : 'are'} left blank: one person alone would move the share.`)
  return [extremesText, blankText].filter(Boolean).join(' ')
}
