import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const read = (name: string) => readFileSync(new URL(`../.github/workflows/${name}.yml`, import.meta.url), 'utf8')

test.each(['check', 'deploy'])('%s uses no action by a name that can be moved', (name) => {
  const used = [...read(name).matchAll(/uses: (.+)/g)].map(([, action = '']) => action)
  expect(used.length).toBeGreaterThan(0)
  expect(used.filter((action) => !/^[\w./-]+@[0-9a-f]{40} # v[\d.]+$/.test(action))).toEqual([])
})

test('a push deploys nothing before a role is set', () => {
  const [, deploy = ''] = read('deploy').split('  deploy:\n')
  const steps = deploy.split(/^ {6}- /m).slice(1)
  expect(steps.length).toBeGreaterThan(4)
  const unconditional = steps.filter((step) => !step.startsWith("if: vars.DEPLOY_ROLE != ''\n"))
  expect(unconditional).toEqual([expect.stringMatching(/^if: vars\.DEPLOY_ROLE == ''\n\s+run: echo /)])
})
