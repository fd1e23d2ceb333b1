/**
 * AWS's list prices in us-east-1, in US dollars, before tax. Those of ap-southeast-3 were not at hand, and none was checked
 * against the live list: add `jakartaSurcharge` until the AWS calculator has said better. The allowances that AWS gives to
 * every account (ten alarms, ten metrics, 400,000 GB-seconds of Lambda …) are not counted, since an organisation shares them.
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

/** What is free of charge for good, whatever else an account uses. */
export const freeTiers = { tableGb: 25, people: 10_000, trafficGb: 100, dashboards: 3, dashboardMetrics: 50 } as const

/** What Jakarta may cost beyond us-east-1: more than any price that we know differs between the two. */
export const jakartaSurcharge = 0.25
