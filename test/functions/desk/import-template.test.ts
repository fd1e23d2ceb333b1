import { expect, test } from 'vitest'
import { listTemplateHeadings } from '../../../functions/desk/imports/import-words.ts'
import { deskWording } from '../../../functions/desk/layout/wording.ts'
import { makeFieldHeadings } from '../../../shared/domain/import/field-headings.ts'
import { jakpreneur } from '../../../shared/programme/jakpreneur.ts'

test.each(['id', 'en'] as const)('an import recognises every heading of the template in %s', (language) => {
  const { find } = makeFieldHeadings(jakpreneur)
  const headings = listTemplateHeadings({ programme: jakpreneur }, deskWording(language))
  const stages = jakpreneur.stages.map(({ code }) => code)
  expect(headings.map(find)).toEqual([
    ...['name', 'nik', 'gender', 'phone', 'category', 'kelurahan', 'agency'],
    ...stages,
  ])
})
