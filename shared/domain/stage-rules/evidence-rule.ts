import * as z from 'zod'
import { Bilingual } from '../bilingual.ts'
import type { Problem } from '../problems/app-error.ts'
import { Code } from '../programme/code.ts'
import type { StageReport } from './stage-report.ts'

const EvidenceKind = z
  .object({
    code: Code,
    name: Bilingual,
    attains: z.boolean().describe('Whether this evidence is enough to attain the stage'),
  })
  .meta({ id: 'EvidenceKind' })

export const evidenceTerms = {
  evidence: z.array(EvidenceKind).describe('Evidence kinds that are accepted'),
  evidenceRequired: z.boolean(),
}

type EvidenceTerms = z.infer<z.ZodObject<typeof evidenceTerms>>

/** Lists what is wrong with the evidence of a report: it is missing, unknown, or not enough. */
export function listEvidenceProblems(stage: { code: string } & EvidenceTerms, { evidence }: StageReport): Problem[] {
  const acceptedEvidence = stage.evidence.filter(({ attains }) => attains).map(({ code }) => code)
  const params = { stage: stage.code, accepted: acceptedEvidence.join(', ') }
  if (!evidence) return stage.evidenceRequired ? [{ code: 'evidence_missing', path: ['evidence'], params }] : []
  const kind = stage.evidence.find(({ code }) => code === evidence.kind)
  const path = ['evidence', 'kind']
  if (!kind) return [{ code: 'evidence_unknown', path, params: { ...params, kind: evidence.kind } }]
  return kind.attains ? [] : [{ code: 'evidence_does_not_attain', path, params: { ...params, kind: evidence.kind } }]
}
