import { caniemail } from 'caniemail'
import { expect, test } from 'vitest'
import { makeReports } from '../../shared/domain/report/issue-reports.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'
import { renderMail } from '../../shared/render/report-mail.ts'
import { publishedIssues } from '../support/made-issues.ts'

const [november] = publishedIssues(jakpreneur).slice(-1)
if (!november) throw new Error('There is an issue of November')
const report = {
  ...makeReports(november.issue, november.hash)({ area: '31' }),
  cause: 'Koreksi',
  correction: {
    number: 1,
    byReading: 1,
    changes: [{ table: 'funnel', row: 'P1', column: 'members', old: 1, new: 2 }],
    moved: [],
  },
  warnings: [{ id: 'Perhatian', en: 'Beware' }],
}
const links = {
  page: 'https://capaian.example/reports/2021-11/1',
  pdf: 'https://capaian.example/f/a.pdf',
  xlsx: 'https://capaian.example/f/a.xlsx',
  csv: 'https://capaian.example/f/a.csv',
  until: '2021-12-31',
  unsubscribe: 'https://capaian.example/u/a',
}
const { html: mail } = renderMail(report, { language: 'id', links, attached: ['a.pdf'], isSecondCopy: true })

const clients = ['gmail.*', 'apple-mail.*', 'outlook.windows', 'outlook.macos', 'outlook.outlook-com'] as const

/** Features that the mail uses although a mail program lacks them, and what its readers see instead. */
const lackingFeatures: Record<string, Record<string, string>> = {
  'gmail.mobile-webmail': {
    '<style> element': 'inline styles keep order, sizes and light colours',
    'Class selector': 'as the style element',
    'Type selector': 'as the style element',
    '@media': 'the widths are in percent, and the ground is light',
    'display:none': 'the line for the list of mails stands above the report, and is true there',
    'color-scheme meta tag': 'Gmail makes its own dark colours',
  },
  'gmail.android': { 'color-scheme meta tag': 'Gmail makes its own dark colours' },
  'gmail.ios': { 'color-scheme meta tag': 'Gmail makes its own dark colours' },
  'gmail.desktop-webmail': { 'color-scheme meta tag': 'Gmail makes its own dark colours' },
  'outlook.windows': {
    '@media': 'only for telephones and dark screens, of which it knows neither',
    'color-scheme meta tag': 'it makes its own dark colours',
  },
  'outlook.outlook-com': { 'color-scheme meta tag': 'it makes its own dark colours' },
  'outlook.macos': {
    'color-scheme meta tag': 'it follows the media query',
    '<body> element': 'the outer table has the ground as well',
  },
  'apple-mail.ios': { 'color-scheme meta tag': 'it follows the media query' },
}

/** Features that are supported in part, and why the mail does not use the missing part. The tests below check this. */
const partlySupported: Record<string, string> = {
  '<style> element': 'in the head, before what it styles, below 16 KB; not for accounts outside Google',
  '@media': 'by width and colour scheme, never nested',
  '<body> element': 'the outer table repeats what it says',
  'Class selector': 'not for accounts outside Google, where inline styles remain',
  'Type selector': 'not for accounts outside Google, where inline styles remain',
  background: 'colours only',
  border: 'thin, on cells only',
  display: 'none, and nothing else',
  'display:none': 'of a text without tables',
  'font-size': 'in px',
  'font-weight': 'normal and bold only',
  'line-height': 'with mso-line-height-rule',
  margin: 'never negative, never auto, of paragraphs and headings',
  padding: 'of cells only',
  'max-width': 'where it is not heeded the mail is as wide as the window; Outlook has its own table',
  'text-align': 'left only',
  'align attribute': 'of cells, and to the centre',
  'width attribute': 'of tables and cells, in percent; there are no images',
  'word-break': 'of the hash alone, which may break anywhere',
}

/** Client → titles of the lint's findings. */
function lintMail(kind: 'errors' | 'warnings'): Map<string, string[]> {
  const { issues } = caniemail({ clients: [...clients], html: mail })
  return new Map(
    [...issues[kind]].map(([client, each]) => [client, [...new Set(each.map(({ title }) => title))].sort()]),
  )
}

test('features that Outlook, Gmail or Apple Mail lack are not used, except those listed with a reason', () => {
  const expected = Object.entries(lackingFeatures).map(([client, titles]) => [client, Object.keys(titles).sort()])
  expect(Object.fromEntries(lintMail('errors'))).toEqual(Object.fromEntries(expected))
})

test('partly supported features are used only in the supported part', () => {
  const titles = new Set([...lintMail('warnings').values()].flat())
  expect([...titles].sort()).toEqual(Object.keys(partlySupported).sort())
  const [head = '', body = ''] = mail.split('</head>')
  const [, css = ''] = /<style>([\s\S]*)<\/style>/.exec(head) ?? []
  expect(css.length).toBeLessThan(16 * 1024)
  expect(body).not.toContain('<style')
  expect(mail).not.toMatch(/<img|<svg|url\(|<script|<link|position:|float:|display:(?!none)|\brem\b|:\s*-\d|auto\b/)
  const inline = [...mail.matchAll(/<(\w+)[^>]* style="([^"]*)"/g)].map(([, tag = '', rules = '']) => ({ tag, rules }))
  expect(inline.length).toBeGreaterThan(100)
  const cells = ['td', 'th']
  for (const { tag, rules } of inline) {
    if (/padding|border/.test(rules)) expect([tag, rules]).toEqual([expect.toBeOneOf(cells), rules])
    if (/max-width/.test(rules)) expect(tag).toBe('table')
    if (/margin/.test(rules)) expect(tag).toMatch(/^(p|h1|h2|body)$/)
    if (/word-break/.test(rules)) expect(tag).toBe('span')
    for (const [, weight = ''] of rules.matchAll(/font-weight:(\w+)/g)) expect(weight).toMatch(/^(bold|normal)$/)
    for (const [, px = ''] of rules.matchAll(/border[a-z-]*:(\d+)px/g)) expect(Number(px)).toBeLessThanOrEqual(8)
  }
  for (const [, tag] of mail.matchAll(/<(\w+)[^>]* width="/g)) expect(tag).toMatch(/^(td|table)$/)
})

test('the mail is readable without classes: every colour of its light theme is inline', () => {
  const withoutStyle = mail.replace(/<style>[\s\S]*?<\/style>/, '')
  for (const className of ['s', 'first', 'contrast', 'ink'])
    for (const [tag] of withoutStyle.matchAll(new RegExp(`<[^>]*class="[^"]*\\b${className}\\b[^"]*"[^>]*>`, 'g')))
      expect(tag).toMatch(/style="[^"]*color:#/)
  for (const [tag] of withoutStyle.matchAll(/<[^>]*class="[^"]*\b(?:ground|paper|track)\b[^"]*"[^>]*>/g))
    expect(tag).toMatch(/style="[^"]*background-color:#/)
})
