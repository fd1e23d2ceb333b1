/**
 * AWS's list prices in us-east-1, in US dollars, before tax. We did not have those of ap-southeast-3, and checked none
 * against the live list, so add `jakartaSurcharge` until the AWS calculator gives better ones. The allowances that AWS
 * gives to every account (ten alarms, ten metrics, 400,000 GB-seconds of Lambda …) are not counted, since an
 * organisation shares them.
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

/** What Jakarta may cost more than us-east-1. For no price that we know is the difference larger. */
export const jakartaSurcharge = 0.25
