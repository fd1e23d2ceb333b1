import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { joinSystem } from '../../../infra/local/load/join.ts'
import { monthRange } from '../../../shared/domain/calendar.ts'
import { readBooks } from '../../../shared/usecases/ledger/books.ts'
import { recountMonth } from '../../../shared/usecases/ledger/recount.ts'
import { scratchDirectory } from '../../support/scratch-directory.ts'

const minutes = 60_000

/** `npm start`, without npm, on a directory. */
function start(data: string, ...args: string[]) {
  const child = spawn(process.execPath, ['infra/local/start.ts', '--data', data, '--port', '0', ...args])
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  const exit = once(child, 'exit')
  return {
    output: () => output,
    pid: child.pid,
    kill: (signal: NodeJS.Signals) => child.kill(signal),
    ended: exit,
    async says(text: string) {
      while (!output.includes(text)) {
        if (child.exitCode !== null || child.signalCode !== null) throw new Error(`It ended: ${output}`)
        await sleep(100)
      }
    },
    /** Runs the commands that the home page shows. */
    async walk(): Promise<string> {
      const [, home] = /^Buka \/ open +(\S+)$/m.exec(output) ?? []
      return (await fetch(`${home}/walk.sh`)).text()
    },
  }
}

const runInShell = (script: string): string => execFileSync('bash', ['-c', script], { encoding: 'utf8' })

const processesOn = (data: string) =>
  execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
    .split('\n')
    .filter((args) => args.includes(data))

async function untilNoneOn(data: string) {
  for (let waited = 0; processesOn(data).length > 0; waited += 50) {
    if (waited > 5_000) throw new Error(`Still there: ${processesOn(data)}`)
    await sleep(50)
  }
}

test('npm start, killed while seeding, starts over; its printed links and commands work; it stops and resumes; every month recounts', {
  timeout: 6 * minutes,
}, async () => {
  const data = await scratchDirectory()
  const killed = start(data, '--now', '2021-11-30')
  await killed.says('2020-12')
  killed.kill('SIGKILL')
  await untilNoneOn(data)

  const first = start(data, '--now', '2021-11-30')
  await first.says('Ctrl-C')
  expect(first.output()).toMatch(/P1 Pendaftaran \(Registration\) +\| +2\.842 \| 100,00 /)
  expect(first.output()).toMatch(
    /P7 Permodalan \(disetujui\) +\| +62 \| +2,18 .*\n\| +\(Access to capital \(approved\)\) /,
  )
  expect(first.output()).toContain(': 2.842; target 2.800; capaian / attainment 101,50%')
  expect(first.output()).toContain(
    '62; 2,18% dari / of P1. Pinjaman / Loans: disetujui / approved 62, dicairkan / disbursed 48',
  )
  expect(first.output()).toContain('17; target 0; capaian / attainment tidak terdefinisi')
  const table = first
    .output()
    .split('\n')
    .filter((line) => /^[+|]/.test(line))
  expect(table.filter((line) => line.length > 100)).toEqual([])
  expect(first.output().trimEnd().split('\n').length).toBeLessThanOrEqual(40)

  const walk = await first.walk()
  const api = /^export API=(\S+)/m.exec(walk)?.[1]
  for (const page of ['/docs', '/docs/swagger-ui.css', '/openapi.json', '/client.ts'])
    expect((await fetch(`${api}${page}`)).status).toBe(200)
  const tried = runInShell(walk)
  expect(tried).toContain('P1,cumulative,2843,')
  expect(tried).toContain('{"closed":["2021-10"],"issued":["2021-10"],"held":[]}')
  expect(tried.match(/P2,cumulative,\d+/g)).toEqual([
    ...['P2,cumulative,1770', 'P2,cumulative,1770', 'P2,cumulative,1769', 'P2,cumulative,1769'],
  ])
  expect(tried).toMatch(/"kind":"reversed".*"effect":-1/)

  const officer = ['infra/local/journeys/journey.ts', 'officer', '--data', data]
  expect(execFileSync(process.execPath, officer, { encoding: 'utf8' })).toMatch(/^2021-11-30, Kecamatan Gambir\n/)

  // By the clock of the local system, which is years behind.
  const grant = [
    'infra/grant/grant.ts',
    '--subject',
    'dewi',
    '--role',
    'viewer',
    '--until',
    '2021-12-31',
    '--data',
    data,
  ]
  const token = execFileSync(process.execPath, grant, { encoding: 'utf8' }).trim().split('\n').at(-1)
  const seen = await fetch(`${api}/v1/figures`, { headers: { Authorization: `Bearer ${token}` } })
  expect(seen.status).toBe(200)

  const inUse = start(data)
  await inUse.ended
  expect(inUse.output()).toContain(`is in use by another start (process ${first.pid}, ${api})`)

  const before = performance.now()
  first.kill('SIGINT')
  first.kill('SIGINT')
  expect(await first.ended).toEqual([0, null])
  expect(performance.now() - before).toBeLessThan(3_000)
  await untilNoneOn(data)

  const again = start(data, '--now', '2021-12-01')
  await again.says('Ctrl-C')
  expect(again.output()).not.toContain('Seeding')
  expect(again.output()).toContain('Oktober 2021 / October 2021, ditutup / closed')
  expect(again.output()).toContain(': 2.843; target 2.800; capaian / attainment 101,54%')
  const oldToken = /^export TOKEN=(\S+)/m.exec(walk)?.[1]
  const walkAgain = await again.walk()
  const apiAgain = /^export API=(\S+)/m.exec(walkAgain)?.[1]
  const answer = await fetch(`${apiAgain}/v1/months`, { headers: { Authorization: `Bearer ${oldToken}` } })
  expect(answer.status).toBe(200)
  expect(runInShell(walkAgain)).toContain('"late":true')
  // On any day of the month: a deployment would wait for the 5th.
  const reported = execFileSync(process.execPath, ['infra/local/report-month.ts', '--data', data], { encoding: 'utf8' })
  expect(reported).toContain('closed and issued: 2021-11')
  expect(reported.match(/^ {2}delivered /gm)).toHaveLength(6)

  const file = path.join(data, 'members.csv')
  writeFileSync(file, 'name,nik,category,area,agency,P1\nTini,9.97102E+15,pemula,31.71.01.1001,PPKUKM,44496\n')
  const loaded = spawnSync(process.execPath, ['infra/local/load/load.ts', file, '--yes', '--data', data], {
    encoding: 'utf8',
  })
  expect([loaded.status, loaded.stderr]).toEqual([1, expect.stringMatching(/^Rows that were not imported: 1 /)])
  again.kill('SIGTERM')
  expect(await again.ended).toEqual([0, null])
  await untilNoneOn(data)

  const earlier = start(data, '--now', '2021-10-15')
  await earlier.ended
  expect(earlier.output()).toContain('set --now to a later day, or start over with --fresh')
  await untilNoneOn(data)

  const { deps, stop } = await joinSystem(data, '2021-12')
  const { firstMonth } = await readBooks(deps)
  const months = monthRange(firstMonth, '2021-12')
  expect(months).toHaveLength(15)
  for (const month of months) expect(await recountMonth(deps, month)).toMatchObject({ month, differing: 0 })
  await stop()
})
