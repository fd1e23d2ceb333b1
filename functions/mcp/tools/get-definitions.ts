import * as z from 'zod'
import { AppError, type Problem } from '../../../shared/domain/problems/app-error.ts'
import { definitionTable } from '../../../shared/render/tables/indicators.ts'
import { wordingOf } from '../../../shared/render/words/wording.ts'
import { issueArguments, languageArgument } from '../parts/arguments.ts'
import { chooseIssue, requireLatest } from '../parts/choose-issue.ts'
import { listStages, StageNames } from '../parts/funnel.ts'
import { defineIndicator, defineTarget, IndicatorDefinition, TargetDefinition } from '../parts/indicators.ts'
import { describeSource, Source, writeSource } from '../parts/source.ts'
import { joinParts, writeTable } from '../parts/table-text.ts'
import { makeTool } from '../tool.ts'

export const getDefinitions = makeTool({
  name: 'get_definitions',
  title: { id: 'Definisi tahap dan indikator', en: 'Definitions of stages and indicators' },
  description: {
    id: 'Arti setiap tahap dan indikator dengan dasar hukum, masa berlaku, dan targetnya, sebagaimana berlaku dalam satu terbitan.',
    en: 'What each stage and indicator means, with legal basis, period and targets, as frozen in an issue; the producer, licence and readings of the data.',
  },
  input: z.strictObject({ ...issueArguments, ...languageArgument }),
  output: z.object({
    source: Source,
    title: z.string(),
    concept: z.string(),
    producer: z.string(),
    custodian: z.string(),
    stages: StageNames,
    indicators: z.array(IndicatorDefinition.extend({ targets: z.array(TargetDefinition) })),
    readings: z.object({ as_posted: z.string(), restated: z.string() }),
  }),
  async answer({ known, origin }, { language, ...which }) {
    const issues = await known.list()
    requireLatest(issues)
    const problems: Problem[] = []
    const issue = chooseIssue(issues, which, problems)
    if (!issue) throw new AppError('invalid', problems)
    const report = await known.report(issue)
    const wording = wordingOf(language)
    const { publication } = report
    const stages = listStages(report, language)
    const readings = readingTexts[language]
    return {
      structured: {
        source: describeSource(report, { issues, origin }, wording),
        title: publication.title[language],
        concept: publication.concept[language],
        producer: publication.producer[language],
        custodian: publication.custodian[language],
        stages,
        indicators: [...report.headlines, ...report.pastIndicators].map((each) => ({
          ...defineIndicator(each, wording),
          targets: each.targets.map(defineTarget),
        })),
        readings,
      },
      text: joinParts(
        `# ${publication.title[language]}`,
        publication.concept[language],
        stages.map(({ stage, name }) => `- ${stage}: ${name}`).join('\n'),
        writeTable(definitionTable(report, wording), report, wording),
        [`- ${wording.words.posted}: ${readings.as_posted}`, `- ${wording.words.restated}: ${readings.restated}`].join(
          '\n',
        ),
        writeSource(report, origin, wording),
      ),
    }
  },
})

const readingTexts = {
  id: {
    as_posted: 'angka bulan itu ketika ditutup; tidak pernah berubah.',
    restated:
      'angka bulan itu ditambah catatan dan pembatalan yang dibukukan kemudian tetapi terjadi pada atau sebelum bulan itu.',
  },
  en: {
    as_posted: 'the figures of the month as it was closed; they never change.',
    restated: 'the same with entries and reversals that were posted later but happened in that month or before.',
  },
}
