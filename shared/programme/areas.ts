import * as z from 'zod'
import { AreaRow } from '../domain/programme/programme.ts'
import rows from './areas.data.json' with { type: 'json' }

/** Kemendagri code of the province. BPS numbers the same areas differently, so never strip the dots and mix the two. */
export const jakarta = '31'

// UU 2/2024 renames the province; the data still say "Daerah Khusus Ibukota Jakarta".
const provinceName = 'Daerah Khusus Jakarta'

/**
 * The areas of Jakarta, dotted Kemendagri codes: province 31, 6 kota and kabupaten, 44 kecamatan, 267 kelurahan.
 * Source: npm idn-area-data 4.0.1 (licence and attribution in AREAS-LICENSE.md).
 */
export const areas: AreaRow[] = z
  .array(AreaRow)
  .parse(rows)
  .map(([code, name]) => [code, code === jakarta ? provinceName : name])

/** The notice that the ODbL requires wherever the table is shown. */
export const areasNotice =
  'Contains information from idn-area-data 4.0.1 (github.com/fityannugroho/idn-area-data), which is made available under the Open Database License (ODbL) 1.0.'
