import * as z from 'zod'
import { AppError, type Problem } from '../../../shared/domain/problems/app-error.ts'
import { summarizeHeadlines } from '../../../shared/render/headline.ts'
import { comparisonTable, funnelTable } from '../../../shared/render/tables/funnel.ts'
import { definitionTable, indicatorTable } from '../../../shared/render/tables/indicators.ts'
import { lineTable } from '../../../shared/render/tables/lines.ts'
import { placeFunnelTable } from '../../../shared/render/tables/place.ts'
import { placeSentence } from '../../../shared/render/words/place-sentences.ts'
import { changeSentence } from '../../../shared/render/words/sentences.ts'
import { wordingOf } from '../../../shared/render/words/wording.ts'
import { issueArguments, languageArgument, placeArguments } from '../parts/arguments.ts'
import { chooseIssue, requireLatest } from '../parts/choose-issue.ts'
import { choosePlace } from '../parts/choose-place.ts'
import { Funnel, readFunnel } from '../parts/funnel.ts'
import { describeIndicator, IndicatorView, writeLoans } from '../parts/indicators.ts'
import { describePlace, PlaceAnswer } from '../parts/place.ts'
import { describeSource, Source, writeSource } from '../parts/source.ts'
import { joinParts, writeTable } from '../parts/table-text.ts'
import { makeTool } from '../tool.ts'

const hidden = z.int().nullable().describe('null: hidden')

const Movement = z.object({
  stage: z.string(),
  attained: hidden,
  late: hidden.describe('Of earlier months that were closed already; null: hidden'),
  reversed: hidden,
  net: z.int(),
})

export const getFigures = makeTool({
  name: 'get_figures',
  title: { id: 'Angka satu bulan', en: 'Figures of a month' },
  description: {
    id: 'Corong seluruh tahap pada akhir satu bulan, untuk seluruh program atau satu kota, kecamatan, atau perangkat daerah, dengan indikator, definisi, dasar hukum, target, dan capaiannya.',
    en: 'The funnel of all stages at the end of a month, for the whole programme or one city, district or agency, with the indicators, their definitions, legal bases, targets and attainment. Never quote one number of it alone.',
  },
  input: z.strictObject({ ...issueArguments, ...placeArguments, ...languageArgument }),
  output: z.object({
    source: Source,
    place: PlaceAnswer,
    summary: z.string(),
    funnel: Funnel,
    wholeFunnel: Funnel.optional().describe('The whole programme, beside a part of it'),
    indicators: z.array(IndicatorView).describe('Of the whole programme: targets are set for it'),
    inMonth: z.array(Movement).optional().describe('What was posted in the month, for the whole programme'),
    warnings: z.array(z.string()),
  }),
  async answer({ known, origin }, { language, place: asked, ...which }) {
    const issues = await known.list()
    const latest = requireLatest(issues)
    const problems: Problem[] = []
    const issue = chooseIssue(issues, which, problems)
    const report = await known.report(issue ?? latest)
    const place = choosePlace(report, asked, problems)
    if (!place || problems.length > 0) throw new AppError('invalid', problems)
    const wording = wordingOf(language)
    const isWhole = place === 'whole'
    const view = isWhole ? undefined : { place, report, reports: await known.history(issue ?? latest, 2) }
    const indicators = [...report.headlines, ...report.pastIndicators]
    const placeView = describePlace(report, place, origin, wording)
    const summary = view
      ? placeSentence(view, wording)
      : [summarizeHeadlines(report, wording), changeSentence(report, wording)].filter(Boolean).join(' ')
    const warnings = report.warnings.map((warning) => warning[language])
    const tables = view
      ? [placeFunnelTable(view, wording)]
      : [funnelTable(report, wording), comparisonTable(report, wording), lineTable(report, wording)]
    return {
      structured: {
        source: describeSource(report, { issues, origin }, wording),
        place: placeView,
        summary,
        funnel: readFunnel(report, place, language),
        ...(!isWhole && { wholeFunnel: readFunnel(report, 'whole', language) }),
        indicators: indicators.map((each) => describeIndicator(each, wording)),
        ...(isWhole && {
          inMonth: report.lines.map(({ stage, attained, late, reversed, net }) => ({
            stage,
            attained,
            late,
            reversed,
            net,
          })),
        }),
        warnings,
      },
      text: joinParts(
        `# ${placeView.name}, ${wording.formats.month(report.month)}`,
        summary,
        ...tables.map((table) => writeTable(table, report, wording)),
        writeTable(indicatorTable(report, wording), report, wording, wording.words.whole.toLowerCase()),
        writeLoans(report, wording),
        writeTable(definitionTable(report, wording), report, wording),
        warnings.map((warning) => `- ${warning}`).join('\n'),
        writeSource(report, origin, wording),
      ),
    }
  },
})
