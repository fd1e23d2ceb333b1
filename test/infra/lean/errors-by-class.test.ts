import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { errorsByClass } from '../../../infra/lean/sdk.ts'

const root = path.join(import.meta.dirname, '../../..')

/** What our functions import from the SDK's clients by name, as values. */
const imported = ['shared', 'functions']
  .flatMap((folder) => readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8', withFileTypes: true }))
  .filter(({ name }) => name.endsWith('.ts'))
  .map(({ name, parentPath }) => readFileSync(path.join(parentPath, name), 'utf8'))
  .flatMap((text) => [...text.matchAll(/^import \{([^}]+)\} from '@aws-sdk\/client-/gm)])
  .flatMap(([, names = '']) => names.split(',').map((name) => name.trim()))
  .filter((name) => name !== '' && !name.startsWith('type '))

test('the errors of AWS that our code asks for by class are those whose classes stay in the bundles', () => {
  const errors = imported.filter((name) => !/(Client|Command|ServiceException)$/.test(name))
  expect([...new Set(errors)].toSorted()).toEqual(errorsByClass)
})
