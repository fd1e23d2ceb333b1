import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { monthRange } from '../../shared/domain/calendar.ts'
import { computeFigures } from '../../shared/usecases/figures/figures.ts'
import { closeMonths } from '../../shared/usecases/issues/close-months.ts'
import { registerMember } from '../../shared/usecases/members/registration.ts'
import { recordStage, reverseStage } from '../../shared/usecases/members/stages.ts'
import { smallProgramme } from './small-programme.ts'
import { callerAs, request, type TestDeps, testDeps } from './test-deps.ts'

const firstMonth = '2023-11'
const lastMonth = '2024-01'
const whenClosing = '2024-02-05T12:00:00.000Z'
const admin = callerAs('admin', { area: 'HV' })

/** A small ledger with three months to close. Only its ids differ from run to run. */
export async function ledgerToClose(): Promise<TestDeps> {
  const deps = await testDeps({ programme: smallProgramme, firstMonth, now: '2024-02-03T12:00:00.000Z' })
  for (const [i, area] of ['HV.N.1', 'HV.N.10', 'HV.NE.1', 'HV.N.1'].entries()) {
    const day = `2023-1${1 + (i % 2)}-1${i}`
    const { answer } = await registerMember(deps, admin, request(), {
      person: { name: `Member ${'ABCD'.charAt(i)}` },
      gender: 'female',
      category: 'new',
      area,
      agency: 'trade',
      registeredOn: day,
    })
    await recordStage(deps, admin, request(), answer.memberId, { stage: 'learn', happenedOn: '2024-01-09' })
    if (i === 3)
      await reverseStage(deps, admin, request(), answer.memberId, { stage: 'learn', reason: 'mistake', cascade: false })
  }
  deps.clock.set(whenClosing)
  return deps
}

/** Closes months in a separate process, which is killed at a write. Returns the number of writes if it survives. */
export const closeInProcess = (deps: TestDeps, fate?: string) =>
  runAndDie(new URL('./close-and-die.ts', import.meta.url), deps, {
    TEST_NOW: whenClosing,
    ...(fate && { TEST_FATE: fate }),
  })

/**
 * Runs a script on a table in a separate process, by default at the instant of the table's clock. `TEST_FATE` may
 * kill it at a write. Returns the number of writes if it survives.
 */
export async function runAndDie(
  script: URL,
  { tableName, now }: TestDeps,
  environment: Record<string, string>,
): Promise<{ signal: string | null; writes: number }> {
  const child = spawn(process.execPath, [fileURLToPath(script)], {
    env: { ...process.env, TEST_TABLE: tableName, TEST_NOW: now().toISOString(), ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const output: string[] = []
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk.toString()))
  const [, signal]: unknown[] = await once(child, 'close')
  return { signal: typeof signal === 'string' ? signal : null, writes: Number(output.join('')) }
}

/** Closes again in this process, and returns everything that closing leaves behind. */
export async function closeAndLook(deps: TestDeps) {
  const { held } = await closeMonths(deps, 'schedule')
  const months = monthRange(firstMonth, lastMonth)
  const figures = await Promise.all(
    months.map((month) => computeFigures(deps, { month, area: 'HV', reading: 'as_posted' })),
  )
  const issues = (await deps.issues.all()).map(({ month, number, hash, previous }) => ({
    month,
    number,
    hash,
    previous,
  }))
  const files = await Promise.all(
    (await deps.issues.all()).map(async ({ file }) => Buffer.from((await deps.files.get(file)) ?? []).length),
  )
  return { held, figures, issues, files, ledger: await deps.ledger.get(), head: await deps.issues.head() }
}
