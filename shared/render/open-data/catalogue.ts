import type { Bilingual } from '../../domain/bilingual.ts'
import { xlsxType } from '../../domain/export/xlsx-type.ts'
import type { IssueRecord } from '../../domain/report/issue.ts'
import { listLatestByMonth } from '../../domain/report/issue-history.ts'
import { readPrintedHash } from '../../domain/report/public-document.ts'
import type { Report } from '../../domain/report/report.ts'
import type { Language } from '../../domain/values/language.ts'
import type { GraphNode, GraphValue } from './graph.ts'
import { listDivisions, nameDivision } from './json-stat.ts'
import { csvwPath, jsonStatPath, tidyCsvPath } from './paths.ts'

/** What a catalogue is about: the latest report, whose metadata it repeats, and every issue, at a site's address. */
export type PublishedIssues = { report: Report; issues: IssueRecord[]; origin: string }

/** A file of a dataset. `by` is the division of its numbers, if other files have other divisions. */
export type DataFile = {
  path: string
  name: string
  by?: Bilingual
  mediaType: string
  conformsTo?: string
  sha256?: string
}

/** The name of a file in a language: `JSON-stat: gender`. */
export const nameFile = ({ name, by }: DataFile, language: Language): string =>
  by ? `${name}: ${by[language].toLowerCase()}` : name

const csvType = 'text/csv'
const jsonType = 'application/json'

/** The files of all months together. */
export const allMonthsFiles = (report: Report): DataFile[] => [
  { path: tidyCsvPath, name: 'CSV', mediaType: csvType, conformsTo: csvwPath },
  ...listDivisions([report]).map((by) => ({
    path: jsonStatPath(by),
    name: 'JSON-stat',
    by: nameDivision(by),
    mediaType: jsonType,
    conformsTo: 'https://json-stat.org/format/',
  })),
]

/** The files of one issue. */
export function issueFiles(issue: IssueRecord): DataFile[] {
  const { month, number } = issue
  const path = `/reports/${month}/${number}/capaian-${month}-${number}`
  return [
    { path: `${path}.csv`, name: 'CSV', mediaType: csvType },
    { path: `${path}.json`, name: 'JSON', mediaType: jsonType, sha256: readPrintedHash(issue) },
    { path: `${path}.xlsx`, name: 'XLSX', mediaType: xlsxType },
    { path: `${path}.pdf`, name: 'PDF', mediaType: 'application/pdf' },
  ]
}

const bothLanguages = ({ id, en }: Bilingual): GraphValue[] => [
  { text: id, language: 'id' },
  { text: en, language: 'en' },
]
const text = (value: string): GraphValue[] => [{ text: value }]
const typedText = (value: string, type: string): GraphValue[] => [{ text: value, type: `xsd:${type}` }]
const nodes = (...ids: string[]): GraphValue[] => ids.map((node) => ({ node }))

const monthlyFrequency = 'http://publications.europa.eu/resource/authority/frequency/MONTHLY'
const publicAccess = 'http://publications.europa.eu/resource/authority/access-right/PUBLIC'
const mediaTypes = 'https://www.iana.org/assignments/media-types/'

/** The catalogue in DCAT 3: a dataset of all months, and a series with a dataset for each month's latest issue. */
export function dcatCatalogue({ report, issues, origin }: PublishedIssues): GraphNode[] {
  const { publication, programme } = report
  const latest = listLatestByMonth(issues)
  const [first, last] = [latest[0], latest.at(-1)]
  const at = (path: string) => `${origin}${path}`
  const publisher = at('/catalog#publisher')
  const [catalogue, whole, series] = [at('/catalog'), at('/data'), at('/reports')]
  const monthOf = ({ month }: IssueRecord) => at(`/reports/${month}`)
  const common = {
    'dct:publisher': nodes(publisher),
    'dct:accrualPeriodicity': nodes(monthlyFrequency),
    'dct:accessRights': nodes(publicAccess),
    'dcat:keyword': text(programme.code),
  }
  const period = (id: string, from: string, to: string): GraphNode => ({
    id,
    type: 'dct:PeriodOfTime',
    properties: { 'dcat:startDate': typedText(from, 'gYearMonth'), 'dcat:endDate': typedText(to, 'gYearMonth') },
  })
  const distribution = (file: DataFile): GraphNode[] => {
    const { path, mediaType, conformsTo, sha256 } = file
    return [
      {
        id: at(path),
        type: 'dcat:Distribution',
        properties: {
          'dct:title': file.by
            ? bothLanguages({ id: nameFile(file, 'id'), en: nameFile(file, 'en') })
            : text(file.name),
          'dcat:accessURL': nodes(at(path)),
          'dcat:downloadURL': nodes(at(path)),
          'dcat:mediaType': nodes(`${mediaTypes}${mediaType}`),
          ...(conformsTo !== undefined && {
            'dct:conformsTo': nodes(conformsTo.startsWith('/') ? at(conformsTo) : conformsTo),
          }),
          ...(sha256 !== undefined && { 'spdx:checksum': nodes(at(`${path}#sha256`)) }),
          ...(publication.licenceUrl === undefined
            ? { 'dct:rights': bothLanguages(publication.licence) }
            : { 'dct:license': nodes(publication.licenceUrl) }),
        },
      },
      ...(sha256 === undefined
        ? []
        : [
            {
              id: at(`${path}#sha256`),
              type: 'spdx:Checksum',
              properties: {
                'spdx:algorithm': nodes('http://spdx.org/rdf/terms#checksumAlgorithm_sha256'),
                'spdx:checksumValue': typedText(sha256, 'hexBinary'),
              },
            },
          ]),
    ]
  }
  return [
    {
      id: catalogue,
      type: 'dcat:Catalog',
      properties: {
        'dct:title': bothLanguages(programme.name),
        'dct:description': bothLanguages(publication.concept),
        'dct:publisher': nodes(publisher),
        'dct:language': text('id').concat(text('en')),
        'foaf:homepage': nodes(at('/')),
        'dct:modified': typedText(report.issuedAt, 'dateTime'),
        'dcat:dataset': nodes(whole, series, ...latest.map(monthOf)),
      },
    },
    { id: publisher, type: 'foaf:Agent', properties: { 'foaf:name': bothLanguages(publication.producer) } },
    {
      id: whole,
      type: 'dcat:Dataset',
      properties: {
        'dct:title': bothLanguages(publication.title),
        'dct:description': bothLanguages(publication.concept),
        'dct:identifier': text(whole),
        ...common,
        'dcat:landingPage': nodes(at('/data')),
        ...(first && { 'dct:issued': typedText(first.issuedAt, 'dateTime') }),
        'dct:modified': typedText(report.issuedAt, 'dateTime'),
        'dct:temporal': nodes(at('/data#period')),
        'dcat:distribution': nodes(...allMonthsFiles(report).map(({ path }) => at(path))),
      },
    },
    period(at('/data#period'), first?.month ?? report.month, last?.month ?? report.month),
    ...allMonthsFiles(report).flatMap(distribution),
    {
      id: series,
      type: 'dcat:DatasetSeries',
      properties: {
        'dct:title': bothLanguages({ id: `${publication.title.id}: terbitan`, en: `${publication.title.en}: issues` }),
        'dct:description': bothLanguages({
          id: 'Terbitan yang tidak pernah diubah, satu kumpulan data per bulan; koreksi terbit dengan nomor baru.',
          en: 'Frozen issues, a dataset for each month; a correction is issued under a new number.',
        }),
        ...common,
        ...(first && { 'dcat:first': nodes(monthOf(first)) }),
        ...(last && { 'dcat:last': nodes(monthOf(last)) }),
      },
    },
    ...latest.flatMap((issue, i): GraphNode[] => {
      const before = latest[i - 1]
      const id = monthOf(issue)
      return [
        {
          id,
          type: 'dcat:Dataset',
          properties: {
            'dct:title': bothLanguages({
              id: `${publication.title.id}, ${issue.month}`,
              en: `${publication.title.en}, ${issue.month}`,
            }),
            'dct:description': bothLanguages(publication.concept),
            'dct:identifier': text(id),
            ...common,
            'dcat:version': text(String(issue.number)),
            ...(issue.cause !== undefined && { 'adms:versionNotes': text(issue.cause) }),
            'dcat:landingPage': nodes(at(`/reports/${issue.month}/${issue.number}`)),
            'dct:issued': typedText(issue.issuedAt, 'dateTime'),
            'dct:modified': typedText(issue.issuedAt, 'dateTime'),
            'dct:temporal': nodes(`${id}#period`),
            'dcat:inSeries': nodes(series),
            ...(before && { 'dcat:prev': nodes(monthOf(before)) }),
            'dcat:distribution': nodes(...issueFiles(issue).map(({ path }) => at(path))),
          },
        },
        period(`${id}#period`, issue.month, issue.month),
        ...issueFiles(issue).flatMap(distribution),
      ]
    }),
  ]
}

/** The older form of the catalogue, which portals harvest, in the schema of Project Open Data 1.1. */
export function dataJson({ report, issues, origin }: PublishedIssues) {
  const { publication, programme } = report
  const latest = listLatestByMonth(issues)
  const at = (path: string) => `${origin}${path}`
  const common = {
    '@type': 'dcat:Dataset',
    description: publication.concept.id,
    keyword: [programme.code],
    publisher: { '@type': 'org:Organization', name: publication.producer.id },
    contactPoint: { '@type': 'vcard:Contact', fn: publication.custodian.id },
    accessLevel: 'public',
    accrualPeriodicity: 'R/P1M',
    language: ['id', 'en'],
    ...(publication.licenceUrl === undefined
      ? { rights: publication.licence.id }
      : { license: publication.licenceUrl }),
  }
  const distribution = (files: DataFile[]) =>
    files.map((file) => ({
      '@type': 'dcat:Distribution',
      title: nameFile(file, 'id'),
      downloadURL: at(file.path),
      mediaType: file.mediaType,
    }))
  const last = latest.at(-1)?.month ?? report.month
  return {
    '@context': 'https://project-open-data.cio.gov/v1.1/schema/catalog.jsonld',
    '@type': 'dcat:Catalog',
    conformsTo: 'https://project-open-data.cio.gov/v1.1/schema',
    dataset: [
      {
        ...common,
        identifier: at('/data'),
        title: publication.title.id,
        modified: report.issuedAt,
        temporal: `${latest[0]?.month ?? last}/${last}`,
        landingPage: at('/data'),
        distribution: distribution(allMonthsFiles(report)),
      },
      ...latest.map((issue) => ({
        ...common,
        identifier: at(`/reports/${issue.month}`),
        title: `${publication.title.id}, ${issue.month}`,
        modified: issue.issuedAt,
        temporal: `${issue.month}/${issue.month}`,
        landingPage: at(`/reports/${issue.month}/${issue.number}`),
        distribution: distribution(issueFiles(issue)),
      })),
    ],
  }
}
