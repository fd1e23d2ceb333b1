import { expect, test } from 'vitest'
import { closeMonthsThrough } from '../../../../infra/local/load/close-through.ts'
import { readBooks } from '../../../../shared/usecases/ledger/books.ts'
import { ledgerToClose } from '../../../support/crashes.ts'

test('if loading was cut off between closing the last month and issuing it, the next run issues it', async () => {
  const deps = await ledgerToClose()
  const cutOff = async (file: string) => {
    if (file.startsWith('issues/2023-12/')) throw new Error('cut off')
    return deps.files.put(file, Buffer.from(''), 'application/gzip')
  }
  await closeMonthsThrough(deps, '2023-11')
  await expect(closeMonthsThrough({ ...deps, files: { ...deps.files, put: cutOff } }, '2023-12')).rejects.toThrow(
    'cut off',
  )
  expect((await readBooks(deps)).closedThrough).toBe('2023-12')

  await closeMonthsThrough(deps, '2023-12')
  expect((await deps.issues.all()).map(({ month }) => month)).toEqual(['2023-11', '2023-12'])
})
