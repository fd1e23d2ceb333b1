import type * as z from 'zod'
import type { Problem } from '../problems/app-error.ts'
import { evidenceProblems, evidenceTerms } from './evidence-rule.ts'
import type { StageReport } from './stage-report.ts'

/** What a stage states for its rules: data of the programme. A rule has a file of its own, and two places here. */
export const stageTerms = { ...evidenceTerms }

const rules = [evidenceProblems]

/** Lists what the rules of a stage find wrong with a report that it was attained. */
export const stageRuleProblems = (
  stage: { code: string } & z.infer<z.ZodObject<typeof stageTerms>>,
  report: StageReport,
): Problem[] => rules.flatMap((findProblems) => findProblems(stage, report))
