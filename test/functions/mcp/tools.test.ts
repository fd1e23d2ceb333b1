import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { expect, test } from 'vitest'
import { writeToolList } from '../../../functions/mcp/tool-list.ts'
import { compareIssues } from '../../../functions/mcp/tools/compare-issues.ts'
import type { Report } from '../../../shared/domain/report/report.ts'
import { jakpreneur } from '../../../shared/programme/jakpreneur.ts'
import { publishedIssues } from '../../support/made-issues.ts'
import { mcpOf } from '../../support/mcp-of.ts'
import { publicReportsOf } from '../../support/pages-of.ts'

const published = publishedIssues(jakpreneur)
const { call, ask, logged } = mcpOf(published)
const ajv = new Ajv2020({ strict: false })
addFormats.default(ajv)

const questions: [string, Record<string, unknown>][] = [
  ['list_issues', { from: '2021-08' }],
  ['find_places', { name: 'baru' }],
  ['find_places', {}],
  ['get_figures', {}],
  ['get_figures', { month: '2021-10', place: 'Tanah Abang' }],
  ['get_series', { stage: 'p7', to: '2021-06' }],
  ['get_series', { stage: 'ALL', place: 'PPKUKM', from: '2021-06' }],
  ['get_breakdown', { by: 'area_2', within: '31.71' }],
  ['get_breakdown', { by: 'gender' }],
  ['compare_issues', {}],
  ['compare_issues', { place: '31.71.07', againstMonth: '2020-11' }],
  ['get_definitions', { month: '2021-01', number: 1 }],
]

test.each(questions)(
  '%s %j answers as its schema says, in both languages, under the hash of its issue',
  async (name, given) => {
    const tool = writeToolList().find((each) => each.name === name)
    const fits = ajv.compile(tool?.outputSchema ?? false)
    for (const language of ['id', 'en']) {
      const { isError, structuredContent, content } = await call(name, { ...given, language })
      expect([isError, fits(structuredContent), fits.errors]).toEqual([undefined, true, null])
      const text = content[0]?.text ?? ''
      expect(text).not.toContain('undefined')
      if (!name.startsWith('find') && !name.startsWith('list')) expect(text).toMatch(/SHA-256: [0-9a-f]{64}/)
    }
    expect(logged).toEqual([])
  },
)

test('every tool is described in both languages, as a tool that only reads', async () => {
  const { result } = await ask('tools/list')
  expect(result).toEqual({ tools: writeToolList() })
  for (const { title, description, annotations, inputSchema } of writeToolList()) {
    expect(title).toContain(' / ')
    expect(description.split('\n')).toHaveLength(2)
    expect(annotations).toMatchObject({ readOnlyHint: true, destructiveHint: false })
    expect(inputSchema).toMatchObject({ type: 'object', additionalProperties: false })
  }
})

test('a month is answered with its funnel, definition, target and issue', async () => {
  const { content, structuredContent } = await call('get_figures', { language: 'en' })
  const text = content[0]?.text ?? ''
  for (const said of [
    'Registered members: 283,343 = 101.19% of the target of 280,000. Financed members (loan approved): 6,159 = 2.17% of those registered.',
    '| P7 | Access to capital (approved) | 6,159 | 2.17% | 18.73% |',
    'Not an official indicator; used by the PDI-P group of the city council',
    'Issue 1, issued 5 December 2021, 06:00 WIB. Reading: as posted.',
  ])
    expect(text).toContain(said)
  expect(structuredContent).toMatchObject({
    source: { month: '2021-11', number: 1, isLatest: true, page: 'https://capaian.example/reports/2021-11/1' },
    indicators: [
      { code: 'P1', targets: [{ value: 280_000, attainment: '101.19' }, {}, {}, {}, {}, {}, {}] },
      {},
      {},
      {},
    ],
  })
})

test('hidden and earlier numbers are marked as such', async () => {
  const { content, structuredContent } = await call('get_figures', { place: 'tanah abang', language: 'en' })
  expect(structuredContent).toMatchObject({
    place: { code: '31.71.07', parent: { code: '31.71' } },
    wholeFunnel: [{ stage: 'P1', members: 283_343 }, {}, {}, {}, {}, {}, {}, {}],
  })
  expect(JSON.stringify(structuredContent)).toContain(
    '{"stage":"P7","name":"Access to capital (approved)","members":191,"status":"earlier","asOf":"2021-10","shareOfFirst":"2.09","shareAsOf":"2021-10"}',
  )
  expect(content[0]?.text).toContain('191*')
  const whole = await call('get_figures', { language: 'en' })
  expect(whole.content[0]?.text).toContain('| P2 | Training | hidden | hidden |')
  expect(JSON.stringify(whole.structuredContent)).toContain('{"stage":"P2","attained":null')
})

test.each([
  ['get_figures', { month: '2021-13', number: 0, foo: 1 }, ['value_format', 'value_small', 'field_unknown']],
  ['get_figures', { month: '2019-01', place: 'Atlantis' }, ['issue_of_month_none', 'place_unknown']],
  ['get_figures', { number: 7 }, ['issue_unknown']],
  ['get_figures', { place: 'x'.repeat(81) }, ['value_large']],
  ['get_series', { stage: 'P9', place: 'baru', from: '2000-01' }, ['month_range', 'stage_unknown', 'place_ambiguous']],
  ['get_series', { stage: 'P1', from: '2021-02', to: '2021-01' }, ['month_range']],
  ['get_series', { stage: 'P1', to: '2019-01' }, ['month_outside']],
  ['get_series', {}, ['field_missing']],
  ['get_breakdown', { by: 'village' }, ['value_choice']],
  ['get_breakdown', { by: 'area_2', within: '99' }, ['area_unknown']],
  ['compare_issues', { month: '2020-10' }, ['issue_first']],
  ['compare_issues', { againstMonth: '1999-01', place: 'Atlantis' }, ['issue_of_month_none', 'place_unknown']],
  ['list_issues', { from: '2021-02', to: '2021-01' }, ['month_range']],
  ['list_issues', { language: 'fr' }, ['value_choice']],
])('%s %j is refused with every problem, by code and in both languages', async (name, given, codes) => {
  const { isError, content } = await call(name, given)
  const lines = content[0]?.text.split('\n') ?? []
  expect([isError, lines.map((line) => /^\[(\w+)\]/.exec(line)?.[1])]).toEqual([true, codes])
  for (const line of lines) expect(line).toMatch(/\. \/ .+\.$/)
})

test('a correction lists a hundred values with their cause, and the number of others', async () => {
  const before = publicReportsOf(published).at(-1)
  if (!before) throw new Error('There is an issue of November')
  const changes = Array.from({ length: 103 }, (_, i) => ({
    ...{ table: 'funnel', row: 'P1', name: { id: 'Pendaftaran', en: 'Registration' }, column: 'members' },
    ...{ old: i, new: i + 1 },
  }))
  const correction = { number: 1, changes, byReading: 0, moved: [] }
  const after: Report = { ...before, number: 2, cause: 'Dua kali tercatat', correction }
  const records = [before, after].map(({ month, number, issuedAt, hash }) => {
    return { month, number, issuedAt, issuedBy: 'schedule', hash, file: hash, changes: 0 }
  })
  const known = {
    list: async () => records,
    report: async ({ number }: { number: number }) => (number === 1 ? before : after),
    history: async () => [],
  }
  const { structured, text } = await compareIssues.answer({ known, origin: 'https://capaian.example' }, {})
  expect(structured).toMatchObject({
    before: { number: 1, isLatest: false },
    after: { number: 2, isLatest: true, cause: 'Dua kali tercatat' },
    correctionsLeftOut: 3,
  })
  expect(text).toContain('- Corong tujuh tahap: P1 Pendaftaran, Anggota: 0 → 1; Dua kali tercatat')
  expect(text).toContain('… dan 3 nilai lain')
})

test('before the first issue every question gets the same refusal', async () => {
  const none = mcpOf([])
  for (const [name, given] of questions) {
    const { isError, content } = await none.call(name, given)
    expect([isError, content[0]?.text]).toEqual([
      true,
      '[issue_none] Belum ada laporan yang terbit. / No report has been issued yet.',
    ])
  }
})
