import type { Instant } from '../calendar.ts'

/** A fact for receivers outside. `subject` is the member whom it is about. */
type Fact<T extends string> = { id: string; type: T; time: Instant; subject?: string; data: object }

/** Puts a fact into the envelope of CloudEvents 1.0 (cloudevents.io). `source` is our address. */
export const wrapCloudEvent = <T extends string>(source: string, { data, ...about }: Fact<T>) => ({
  specversion: '1.0' as const,
  source,
  ...about,
  datacontenttype: 'application/json' as const,
  data,
})
