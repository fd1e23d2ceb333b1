import { expect, test } from 'vitest'
import type { News } from '../../shared/domain/member/news.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'
import { renderNews } from '../../shared/render/news-mail.ts'

const about = { ownPage: 'https://meja.example/me', unsubscribe: 'https://api.example/u', isSecondCopy: false }
const all: News[] = [
  { what: 'registered' },
  { what: 'verified' },
  { what: 'rejected' },
  { what: 'stage', stage: 'P2', happenedOn: '2021-11-20' },
  { what: 'loan', answer: 'approved' },
  { what: 'loan', answer: 'rejected' },
]

test.each(['id', 'en'] as const)('in %s all mails have the same subject', (language) => {
  const mails = all.map((news) => renderNews(jakpreneur, [news], { ...about, language }))
  expect(new Set(mails.map(({ subject }) => subject)).size).toBe(1)
  expect(new Set(mails.map(({ text }) => text)).size).toBe(all.length)
  for (const { html, text } of mails) {
    for (const link of [about.ownPage, about.unsubscribe]) expect(html.includes(link) && text.includes(link)).toBe(true)
    expect(html.length).toBeLessThan(10_000)
  }
})

test('a second copy says so, and a stage has its name and day', () => {
  const { text } = renderNews(jakpreneur, all.slice(3, 4), { ...about, language: 'id', isSecondCopy: true })
  expect(text).toMatch(/^Salinan kedua.*Tahap P2 \(Pelatihan\) tercatat untuk Anda, tertanggal 20 November 2021\./s)
})
