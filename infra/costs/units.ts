import type { Metric } from '../../shared/metrics.ts'

/** What one act or one run takes. Each value has its source beside it: `bench NAME` is `npm run bench -- NAME`. */
export const units = {
  /** Write units of a registration with a NIK. Source: bench capacity, November 2026. */
  writesOfRegistration: 22,
  /** Write units of recording a stage. Source: bench capacity, November 2026. */
  writesOfStage: 16,
  /** Write units of closing a month. Source: bench capacity, November 2026 (311 tallies and 362 totals). */
  writesOfClosing: 1379,
  /** Read units of a request. Source: bench capacity: 3 to decide on an act, 6 to 22 for figures. */
  readsOfRequest: 10,
  /**
   * Read units of a night's recount. Source: bench scale (SCALE.md): the open month and one closed month, with
   * 284,164 members.
   */
  readsOfRecount: 14_000,
  /**
   * Read units of a sweep that finds nothing. Source: one query per queue; 30 queues of half a unit each, eventually
   * consistent.
   */
  readsOfSweep: 15,
  /** Bytes that a member takes in the table, with entries, indexes and claims. Source: bench scale (SCALE.md), rounded up. */
  bytesOfMember: 5000,
  /**
   * Seconds of a request, at 1 GiB. Source: bench handlers: 10 to 30 ms of processor time (a function with 1 GiB gets
   * 0.58 of a core), and four round trips.
   */
  secondsOfRequest: 0.15,
  /** Bytes that a request writes to the logs: ours, the gateway's and Lambda's. Source: lines of one request, counted. */
  logBytesOfRequest: 1800,
  /** Bytes that a run on a schedule writes to the logs: three lines of Lambda's own. Source: lines of one run, counted. */
  logBytesOfRun: 700,
  /** Bytes that are sent in answer to a request. Source: bench wire, rounded up. */
  bytesOfAnswer: 20_000,
  /** Bytes of a mail with its attachments. Source: bench reports. */
  bytesOfMail: 300_000,
  /** Calls to KMS in a month that do not depend on requests: functions unwrap their keys when they start. Assumed. */
  keyRequests: 20_000,
  /** Requests and gigabytes of the file store. Assumed. */
  fileRequests: 2000,
  fileGb: 1,
} as const

/**
 * Seconds of a run, by function: idle, and at Jakarta's load. Assumed from bench handlers and bench scale: a sweep
 * makes four round trips of about 10 ms each, and a recount of Jakarta's open month takes about twenty seconds on one
 * core.
 */
export const secondsOfRun: Record<string, { idle: number; loaded: number }> = {
  sweep: { idle: 0.1, loaded: 0.3 },
  recount: { idle: 5, loaded: 60 },
  'close-month': { idle: 5, loaded: 60 },
  watchdog: { idle: 1, loaded: 1 },
}

/**
 * In how many hours of a month each metric gets a value, at Jakarta's load. CloudWatch bills a metric only for these
 * hours. Functions do not write zeros.
 */
export const hoursOfMetric: Record<Metric, number> = {
  OldestOverdue: 720,
  Parked: 720,
  Registered: 21 * 9,
  Refused: 60,
  Differing: 1,
  TrailFaults: 1,
  TroubledPartners: 30,
}

/** What happens in a month. */
export type Load = {
  /**
   * The size of the load: 1 is Jakarta, and 0 is a month without any use. A larger load has more entries to recount.
   */
  multipleOfJakarta: number
  members: number
  registrations: number
  stages: number
  requests: number
  mails: number
  people: number
}

/**
 * Jakarta: 283,343 members and 566,261 later stages in the 38 months up to November 2021; 200 officials with 100 requests on
 * each of 21 working days (assumed); 150 recipients of the monthly report.
 */
export const jakartaLoad: Load = {
  multipleOfJakarta: 1,
  members: 283_343,
  registrations: 7456,
  stages: 14_902,
  requests: 200 * 100 * 21,
  mails: 150,
  people: 200,
}

export const multiplyLoad = (load: Load, by: number): Load => ({
  multipleOfJakarta: load.multipleOfJakarta * by,
  members: load.members * by,
  registrations: load.registrations * by,
  stages: load.stages * by,
  requests: load.requests * by,
  mails: load.mails * by,
  people: load.people * by,
})

export const noLoad: Load = multiplyLoad(jakartaLoad, 0)
