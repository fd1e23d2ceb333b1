import type { Report } from '../../domain/report/report.ts'
import type { Wording } from '../words/wording.ts'
import type { MailSection } from './section.ts'
import { obstacleSection, paceSection, referralSection } from './text-sections.ts'

/**
 * What a mail says below its funnel: the pace towards the targets, referrals, and the obstacles of its scope. All tables
 * are in the files and on the pages, so that a mail fits a screen.
 */
export const mailSections = (report: Report, wording: Wording): MailSection[] =>
  [paceSection(report, wording), referralSection(report, wording), obstacleSection(report, wording)].filter(
    ({ blocks }) => blocks.length > 0,
  )
