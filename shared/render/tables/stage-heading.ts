import { everyStage } from '../../domain/programme/programme.ts'
import type { Speech } from '../words/speech.ts'

/**
 * A stage's heading: its code, which the funnel explains. The name for every stage together is too long for a heading.
 */
export const stageHeading = (stage: string, words: Speech['words']): string =>
  stage === everyStage ? words.complete : stage
