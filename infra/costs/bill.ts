import type { Inventory } from './inventory.ts'
import { freeTiers, prices } from './prices.ts'
import { hoursOfMetric, type Load, secondsOfRun, units } from './units.ts'

const gigabyte = 1e9
const hoursOfMonth = 720

const sum = (values: number[]) => values.reduce((before, value) => before + value, 0)
const amountAbove = (value: number, free: number) => Math.max(0, value - free)

/**
 * Computes what a month costs by line, in US dollars: each quantity times its price. Quantities come from the templates,
 * and from what each act takes (`units`) at this load.
 */
export function computeBill(inventory: Inventory, load: Load): Record<string, number> {
  const { schedules } = inventory
  const state = load.multipleOfJakarta === 0 ? 'idle' : 'loaded'
  const runs = sum(schedules.map((schedule) => schedule.runs))
  const runSeconds = schedules.map(
    (schedule) =>
      schedule.runs * (secondsOfRun[schedule.function]?.[state] ?? Number.NaN) * (schedule.memoryMiB / 1024),
  )
  const requestSeconds = load.requests * units.secondsOfRequest * (inventory.requestMemoryMiB / 1024)
  const writes =
    load.registrations * units.writesOfRegistration + load.stages * units.writesOfStage + units.writesOfClosing
  const countRuns = (name: string) => sum(schedules.filter((each) => each.function === name).map((each) => each.runs))
  const reads =
    load.requests * units.readsOfRequest +
    countRuns('recount') * units.readsOfRecount * load.multipleOfJakarta +
    countRuns('sweep') * units.readsOfSweep
  const storedGb = (load.members * units.bytesOfMember) / gigabyte
  const loggedGb = (load.requests * units.logBytesOfRequest + runs * units.logBytesOfRun) / gigabyte
  const sentGb = (load.requests * units.bytesOfAnswer) / gigabyte
  const largeDashboards = inventory.dashboards.filter((metrics) => metrics > freeTiers.dashboardMetrics).length
  const billedDashboards = Math.max(largeDashboards, amountAbove(inventory.dashboards.length, freeTiers.dashboards))
  const metricHours = load.multipleOfJakarta === 0 ? 0 : sum(Object.values(hoursOfMetric))
  return {
    'Keys (standing)': inventory.keys * prices.key,
    'Alarms (standing)': inventory.alarmMetrics * prices.alarmMetric,
    'Dashboard (standing)': billedDashboards * prices.dashboard,
    'Schedules (standing)': runs * prices.schedules,
    'Our own metrics': (metricHours / hoursOfMonth) * prices.metric,
    'DynamoDB, writes': writes * prices.writeUnits,
    'DynamoDB, reads': reads * prices.readUnits,
    'DynamoDB, stored': amountAbove(storedGb, freeTiers.tableGb) * prices.tableGb,
    'DynamoDB, point-in-time recovery': storedGb * prices.recoveryGb,
    'Lambda, arm64':
      (load.requests + runs) * prices.lambdaRuns +
      (requestSeconds + sum(runSeconds) * Math.max(1, load.multipleOfJakarta)) * prices.lambdaGbSeconds,
    'HTTP API': load.requests * prices.httpRequests,
    'Logs, ingested and kept': loggedGb * (prices.logGb + prices.keptLogGb * inventory.logMonths),
    'KMS, calls': units.keyRequests * prices.keyRequests,
    'Cognito, Essentials': amountAbove(load.people, freeTiers.people) * prices.person,
    'Files and mails':
      units.fileRequests * prices.fileRequests +
      units.fileGb * prices.fileGb +
      load.mails * (prices.mail + (units.bytesOfMail / gigabyte) * prices.attachmentGb),
    'Traffic to the internet': amountAbove(sentGb, freeTiers.trafficGb) * prices.trafficGb,
  }
}

/** What a month costs in total, in US dollars. */
export const totalUsd = (lines: Record<string, number>): number => sum(Object.values(lines))
