import type { Report } from '../../domain/report/report.ts'
import type { Speech } from '../words/speech.ts'
import type { MailSection } from './section.ts'
import { obstacleSection, paceSection, referralSection } from './text-sections.ts'

/**
 * What a mail says below its funnel: the pace towards the targets, referrals, and the obstacles of its scope. All tables are
 * in the files and on the pages, so that a mail fits a screen.
 */
export const mailSections = (report: Report, speech: Speech): MailSection[] =>
  [paceSection(report, speech), referralSection(report, speech), obstacleSection(report, speech)].filter(
    ({ blocks }) => blocks.length > 0,
  )
