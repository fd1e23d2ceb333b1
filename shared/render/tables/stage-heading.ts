import { everyStage } from '../../domain/programme/programme.ts'
import type { Wording } from '../words/wording.ts'

/**
 * A stage's heading: its code, which the funnel explains. The name for every stage together is too long for a heading.
 */
export const stageHeading = (stage: string, words: Wording['words']): string =>
  stage === everyStage ? words.complete : stage
