import type { Deps } from '../../shared/deps.ts'
import { type Lack, type WatchDeps, watchReports } from '../../shared/usecases/mail/watch.ts'

/** Throws if the latest due report is missing or unsent, so that the function's alarm goes off. */
export const watchdogHandler = (deps: WatchDeps & Pick<Deps, 'log'>) => async (): Promise<void> => {
  const lacks = await watchReports(deps)
  for (const lack of lacks) deps.log('error', 'A report that was due has not gone out', lack)
  if (lacks.length > 0) throw new Error(lacks.map(describeLack).join(' '))
}

const sentences: Record<Lack['lack'], (lack: Lack) => string> = {
  issue: ({ month }) => `There is no report of ${month}.`,
  mailing: ({ month }) => `The report of ${month} is issued, and nobody has begun to mail it.`,
  mails: ({ month, missing }) => `For ${missing} mails of the report of ${month}, it is not known that they left us.`,
  events: ({ month, missing }) => `For ${missing} mails of the report of ${month}, no mail events have come.`,
}
const describeLack = (lack: Lack): string => sentences[lack.lack](lack)
