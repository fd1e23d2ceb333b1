import { expect, test } from 'vitest'
import { findFreePort } from '../../../infra/local/free-port.ts'
import { openJobMachine } from '../../../infra/local/job-machine.ts'
import { listen } from '../../../infra/local/listen.ts'
import type { Deps } from '../../../shared/deps.ts'
import { readExport } from '../../../shared/usecases/export/exports.ts'
import { fileOf } from '../../../shared/usecases/import/import-files.ts'
import {
  confirmImport,
  createImport,
  readImportProgress,
  startValidation,
} from '../../../shared/usecases/import/imports.ts'
import { askForExport } from '../../support/export-acts.ts'
import { fewAreas } from '../../support/few-areas.ts'
import { importDeps, importer } from '../../support/import-file.ts'
import { assembleTestDeps, callerAs, request, type TestDeps } from '../../support/test-deps.ts'

const file = 'name,category,area,agency,P1\nAni,pemula,31.71.01,PPKUKM,2021-11-01'

async function until(deps: TestDeps, id: string, status: string): Promise<void> {
  for (let waited = 0; (await readImportProgress(deps, importer, id)).status !== status; waited += 20) {
    if (waited > 10_000) throw new Error(`It never was ${status}`)
    await deps.pause(20)
  }
}

/** Dependencies whose imports run on a state machine that is called as the deployed one is. */
async function withMachine(): Promise<{ deps: TestDeps; stop: () => Promise<void> }> {
  const deps = await importDeps()
  const port = await findFreePort(0)
  const machine = await listen(await openJobMachine(deps), port)
  process.env.AWS_ENDPOINT_URL_SFN = machine.endpoint
  const { jobs }: Deps = await assembleTestDeps(deps.tableName, fewAreas, { now: deps.now, log: deps.log })
  return { deps: { ...deps, jobs }, stop: machine.stop }
}

async function uploadFile(deps: TestDeps): Promise<string> {
  const { answer } = await createImport(deps, importer, request(), {})
  await deps.intake.put(fileOf(answer.importId).upload, Buffer.from(file), 'text/csv')
  return answer.importId
}

test('a job runs once, however often it is started', async () => {
  const { deps, stop } = await withMachine()
  const id = await uploadFile(deps)
  const asked = request()
  await Promise.all([startValidation(deps, importer, asked, id), startValidation(deps, importer, asked, id)])
  await until(deps, id, 'validated')
  await confirmImport(deps, importer, request(), id)
  await until(deps, id, 'applied')
  expect((await readImportProgress(deps, importer, id)).outcome).toMatchObject({ added: 1 })
  await stop()
})

test('a job that was running when the machine ended is continued by the next', async () => {
  const deps = await importDeps()
  const id = await uploadFile(deps)
  await startValidation(deps, importer, request(), id)
  const { stop } = await listen(await openJobMachine(deps), await findFreePort(0))
  await until(deps, id, 'validated')
  await stop()
})

test('anything but a start is refused', async () => {
  const deps = await importDeps()
  const { endpoint, stop } = await listen(await openJobMachine(deps), await findFreePort(0))
  const answer = await fetch(endpoint, {
    method: 'POST',
    body: '{}',
    headers: { 'x-amz-target': 'AWSStepFunctions.Stop' },
  })
  expect(answer.status).toBe(400)
  await stop()
})

test('an export is made by the same machine, and a waiting one is continued by the next', async () => {
  const { deps, stop } = await withMachine()
  const admin = callerAs('admin')
  for (const grant of admin.grants) await deps.commit(...deps.grants.add(grant))
  const ready = async (id: string) => {
    for (let waited = 0; (await readExport(deps, admin, id)).status !== 'ready'; waited += 20) {
      if (waited > 10_000) throw new Error('It never was ready')
      await deps.pause(20)
    }
  }
  await ready(await askForExport(deps, admin))
  await stop()
  const waiting = await askForExport({ ...deps, jobs: { start: async () => {} } }, admin)
  const next = await listen(await openJobMachine(deps), await findFreePort(0))
  await ready(waiting)
  await next.stop()
})
