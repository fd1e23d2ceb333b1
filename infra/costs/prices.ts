/**
 * AWS's list prices in us-east-1, in US dollars, before tax. We had no prices of ap-southeast-3, and checked none of
 * these prices against the live list. So add `regionSurcharge` until the AWS calculator gives better prices. AWS gives
 * every account allowances (ten alarms, ten metrics, 400,000 GB-seconds of Lambda …). They are not counted, since all
 * accounts of an organisation share them.
 */
export const prices = {
  key: 1,
  alarmMetric: 0.1,
  metric: 0.3,
  dashboard: 3,
  writeUnits: 0.625 / 1e6,
  readUnits: 0.125 / 1e6,
  tableGb: 0.25,
  recoveryGb: 0.2,
  lambdaRuns: 0.2 / 1e6,
  lambdaGbSeconds: 13.33 / 1e6,
  httpRequests: 1 / 1e6,
  logGb: 0.5,
  keptLogGb: 0.03,
  schedules: 1 / 1e6,
  keyRequests: 0.03 / 1e4,
  person: 0.015,
  trafficGb: 0.09,
  mail: 0.1 / 1e3,
  attachmentGb: 0.12,
  fileRequests: 0.005 / 1e3,
  fileGb: 0.023,
} as const

/** What is always free of charge, no matter what else an account uses. */
export const freeTiers = { tableGb: 25, people: 10_000, trafficGb: 100, dashboards: 3, dashboardMetrics: 50 } as const

/** The share by which AWS's region in Jakarta may cost more than us-east-1. No price that we know differs by more. */
export const regionSurcharge = 0.25
