import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Report } from '../../shared/domain/report/report.ts'
import type { Language } from '../../shared/domain/values/language.ts'
import { describeHeadline, leadingHeadlines } from '../../shared/render/headline.ts'
import { reportPage } from '../../shared/render/page/report-page.ts'
import { describePicture } from '../../shared/render/picture/picture-address.ts'
import { reportPicture } from '../../shared/render/picture/report-picture.ts'
import { wordingOf } from '../../shared/render/words/wording.ts'
import { anyReport } from '../support/any-issue.ts'
import { publicOver } from '../support/pages-of.ts'
import { runs } from '../support/runs.ts'

const anyPublished = fc.tuple(anyReport, fc.boolean()).map(([report, hides]): Report => {
  const [openReport = report] = hides && report.scope.isWhole ? publicOver([report]) : [report]
  return openReport
})

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
const plain = (markup: string) => markup.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? '')

const textsOf = (svg: string): string[] =>
  [...svg.matchAll(/<text[^>]*>(.*?)<\/text>/gs)].map(([, text = '']) => plain(text))

const figuresIn = (text: string): string[] => text.match(/[+−±]?\d(?:[\d.,]*\d)?%?/g) ?? []

test('the picture and its text have both headlines and the funnel, and only figures of the page', () => {
  fc.assert(
    fc.property(anyPublished, fc.constantFrom<Language>('id', 'en'), (report, language) => {
      const wording = wordingOf(language)
      const { number, percent } = wording.formats
      const texts = textsOf(reportPicture(report, language))
      const description = describePicture(report, wording)
      for (const { stage, name, members, shareOfFirst } of report.funnel) {
        const at = texts.indexOf(stage)
        expect(texts.slice(at, at + 4)).toEqual([stage, name[language], number(members), percent(shareOfFirst)])
        expect(description).toContain(`${stage} ${name[language]} ${number(members)} (${percent(shareOfFirst)})`)
      }
      for (const headline of leadingHeadlines(report)) {
        const { count, part, share, of } = describeHeadline(headline, report, wording)
        expect(texts).toContain(share ?? count)
        if (share !== undefined) expect(texts).toContain(`${part ?? count} ${of}`)
      }
      const page = reportPage(report, { language, origin: '', issues: [], isFront: true })
      const [, body = ''] = page.split('<body>')
      const onPage = new Set(figuresIn(plain(body.replace(/<[^>]*>/g, ' '))))
      expect(figuresIn(texts.join(' ')).filter((figure) => !onPage.has(figure))).toEqual([])
    }),
    runs(10, 120),
  )
})
