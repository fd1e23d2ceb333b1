import { createHash, generateKeyPairSync } from 'node:crypto'
import { verifyDownloads } from '../../infra/verify/downloads.ts'
import { addDays } from '../../shared/domain/calendar.ts'
import { writeCheckpointText } from '../../shared/domain/report/checkpoint.ts'
import { hashIssue } from '../../shared/domain/report/issue.ts'
import { encodePublicDocument } from '../../shared/domain/report/public-document.ts'
import { hashSeal, sealDay, writeSeal } from '../../shared/domain/rights/trail-seal.ts'
import { checkpointSigner } from '../../shared/gateways/checkpoint-signer.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'
import { publishedIssues } from '../support/made-issues.ts'
import { publicReportsOf } from '../support/pages-of.ts'
import { print } from './report.ts'

const issues = 60
const days = 5 * 365

/** Measures verifying five years of issues and of the trail from downloads alone. The aim is ten seconds. */
export async function measureVerifying(): Promise<void> {
  const [report] = publicReportsOf(publishedIssues(jakpreneur)).slice(-1)
  if (!report) throw new Error('There is a published issue')
  const files: { name: string; bytes: Uint8Array }[] = []
  let previous: string | undefined
  for (let place = 1; place <= issues; place++) {
    const { hash, previous: _, ...content } = report
    const bytes = encodePublicDocument({
      ...content,
      ...(previous !== undefined && { previous }),
      place,
      internal: hash,
    })
    files.push({ name: `issue-${place}.json`, bytes })
    previous = hashIssue(bytes)
  }
  let seals = ''
  let seal: string | undefined
  for (let i = 0; i < days; i++) {
    const hash = createHash('sha256').update(`${i}`).digest('hex')
    const next = sealDay(addDays('2017-01-01', i), [{ id: `trl_${i}`, memberId: 'AAAAAAAA', hash }], seal)
    seals += writeSeal(next)
    seal = hashSeal(next)
  }
  const secret = generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32)
  const signer = checkpointSigner('capaian/jakpreneur', async () => secret)
  const trail = { through: addDays('2017-01-01', days), ...(seal !== undefined && { hash: seal }) }
  const heads = { issues, issue: previous ?? '', trail, at: '2021-12-05T00:00:00.000Z' }
  const checkpoint = await signer.sign(writeCheckpointText(signer.name, heads))
  const key = await signer.key()
  const started = performance.now()
  const { faults } = verifyDownloads({ key, checkpoint, files, trail: seals, days: [] })
  const seconds = (performance.now() - started) / 1_000
  print({
    title: 'Verifying five years of issues',
    says: 'By downloads alone: the signature, every issue, and the seals of the trail. The aim is 10 seconds.',
    columns: ['issues', 'MiB', 'seals', 'faults', 'seconds'],
    rows: [
      [
        issues,
        (files.reduce((sum, { bytes }) => sum + bytes.length, 0) / 1_048_576).toFixed(1),
        days,
        faults.length,
        seconds.toFixed(2),
      ],
    ],
  })
}
