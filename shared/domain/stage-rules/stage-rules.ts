import type * as z from 'zod'
import type { Problem } from '../problems/app-error.ts'
import { evidenceTerms, listEvidenceProblems } from './evidence-rule.ts'
import type { StageReport } from './stage-report.ts'

/**
 * The terms that a stage states for its rules. A new rule takes its own file, its terms here, and an entry in `rules`.
 */
export const stageTerms = { ...evidenceTerms }

const rules = [listEvidenceProblems]

/** Lists what the rules of a stage find wrong with a report. */
export const listStageRuleProblems = (
  stage: { code: string } & z.infer<z.ZodObject<typeof stageTerms>>,
  report: StageReport,
): Problem[] => rules.flatMap((findProblems) => findProblems(stage, report))
