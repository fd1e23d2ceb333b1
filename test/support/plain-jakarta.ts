import type { Programme } from '../../shared/domain/programme/programme.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'

/**
 * Jakarta's programme, for tests about other things than its stages. A stage has its evidence and no other rule, so that
 * a new rule changes only the tests about it.
 */
export const plainJakarta: Programme = {
  ...jakpreneur,
  stages: jakpreneur.stages.map(({ code, key, name, offers, evidence, evidenceRequired }) => ({
    code,
    key,
    name,
    ...(offers && { offers }),
    evidence,
    evidenceRequired,
  })),
}
