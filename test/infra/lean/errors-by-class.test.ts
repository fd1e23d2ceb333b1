import { expect, test } from 'vitest'
import { errorsByClass } from '../../../infra/lean/sdk.ts'
import { ourSources } from '../../support/our-sources.ts'

/** What our functions import from the SDK's clients by name, as values. */
const imported = ourSources()
  .flatMap((text) => [...text.matchAll(/^import \{([^}]+)\} from '@aws-sdk\/client-/gm)])
  .flatMap(([, names = '']) => names.split(',').map((name) => name.trim()))
  .filter((name) => name !== '' && !name.startsWith('type '))

test('the errors of AWS that our code asks for by class are those whose classes stay in the bundles', () => {
  const errors = imported.filter((name) => !/(Client|Command|ServiceException)$/.test(name))
  expect([...new Set(errors)].toSorted()).toEqual(errorsByClass)
})
