import type { Report } from '../../domain/report/report.ts'
import type { Speech } from '../words/speech.ts'
import {
  breakdownSection,
  comparisonSection,
  linesSection,
  restatementSection,
  seriesSection,
} from './figure-sections.ts'
import type { MailSection } from './section.ts'
import { indicatorSection, loanSections, obstacleSection, qualitySection } from './text-sections.ts'

/** The sections of a mail, in reading order. Empty ones are left out. */
export function mailSections(report: Report, speech: Speech): MailSection[] {
  return [
    comparisonSection(report, speech),
    linesSection(report, speech),
    seriesSection(report, speech),
    ...report.breakdowns.map((breakdown) => breakdownSection(report, breakdown, speech)),
    ...loanSections(report, speech),
    restatementSection(report, speech),
    obstacleSection(report, speech),
    qualitySection(report, speech),
    indicatorSection(report, speech),
  ].filter(({ blocks }) => blocks.length > 0)
}
