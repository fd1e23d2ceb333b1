import { execFileSync, spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { writeExportLines } from '../../../infra/variables/shell-text.ts'

test('a shell reads every variable unchanged', () => {
  const variables = { MAIL_FROM: 'Capaian <laporan@capaian.example>', ODD: `it's "$HOME" \`date\` \\n`, EMPTY: '' }
  const script = `eval "$LINES_TO_TAKE"; printf '%s|%s|%s' "$MAIL_FROM" "$ODD" "$EMPTY"`
  const env = { PATH: process.env.PATH, LINES_TO_TAKE: writeExportLines(variables) }
  expect(execFileSync('sh', ['-c', script], { encoding: 'utf8', env })).toBe(Object.values(variables).join('|'))
})

test('a command that needs AWS refuses to run without a region', () => {
  const env = { PATH: process.env.PATH, AWS_CONFIG_FILE: '/dev/null', AWS_EC2_METADATA_DISABLED: 'true' }
  const run = spawnSync(process.execPath, ['infra/variables/variables.ts', 'dev'], { encoding: 'utf8', env })
  expect([run.status, run.stderr]).toEqual([
    2,
    'AWS_REGION is not set. Set it to the region of the deployment, such as ap-southeast-3.\n',
  ])
})
