import { listUsedDimensions } from '../../domain/report/observation.ts'
import type { Report } from '../../domain/report/report.ts'
import { tidyCsvPath } from './paths.ts'
import { tidyColumns } from './tidy-csv.ts'

/** Describes the columns in the file of all months for programs, as CSVW at the address that CSVW prescribes. */
export function csvwMetadata(report: Report) {
  const { publication, issuedAt } = report
  return {
    '@context': ['http://www.w3.org/ns/csvw', { '@language': 'id' }],
    url: tidyCsvPath.split('/').at(-1),
    'dc:title': publication.title.id,
    'dc:description': publication.concept.id,
    'dc:publisher': publication.producer.id,
    ...(publication.licenceUrl === undefined
      ? { 'dc:rights': publication.licence.id }
      : { 'dc:license': { '@id': publication.licenceUrl } }),
    'dc:modified': issuedAt,
    dialect: { header: true, encoding: 'utf-8', delimiter: ',', quoteChar: '"' },
    tableSchema: {
      columns: tidyColumns([report]).map(({ name, type, id, en }) => ({
        name,
        titles: name,
        datatype: type,
        required: !['members', 'as_of'].includes(name),
        'dc:description': [
          { '@value': id, '@language': 'id' },
          { '@value': en, '@language': 'en' },
        ],
      })),
      primaryKey: ['period', 'area', ...listUsedDimensions([report]), 'stage'],
    },
  }
}
