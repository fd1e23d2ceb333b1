import { everyStage } from '../../domain/programme/programme.ts'
import type { Speech } from '../words/speech.ts'

/** A stage by its code, which the funnel names; what every stage together is called does not fit into one. */
export const stageHeading = (stage: string, words: Speech['words']): string =>
  stage === everyStage ? words.complete : stage
