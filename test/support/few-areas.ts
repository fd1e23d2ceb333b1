import type { Programme } from '../../shared/domain/programme/programme.ts'
import { plainJakarta } from './plain-jakarta.ts'

const keptAreas = [
  '31',
  '31.71',
  '31.71.01',
  '31.71.01.1001',
  '31.71.01.1002',
  '31.71.02',
  '31.71.02.1001',
  '31.72',
  '31.72.01',
  '31.72.01.1001',
]

/** Jakarta's programme with two kota, three kecamatan and four kelurahan, whose months close quickly. */
export const fewAreas: Programme = {
  ...plainJakarta,
  areas: plainJakarta.areas.filter(([code]) => keptAreas.includes(code)),
}
