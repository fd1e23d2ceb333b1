import { identityOnceCases } from './once-cases/identities.ts'
import { memberOnceCases } from './once-cases/members.ts'
import { monthOnceCases } from './once-cases/months.ts'
import { officeOnceCases } from './once-cases/offices.ts'
import type { OnceCase } from './once-cases/once-case.ts'
import { partnerOnceCases } from './once-cases/partners.ts'

/** Every act that must be carried out once, however often it is sent. */
export const onceCases: OnceCase[] = [
  ...memberOnceCases,
  ...identityOnceCases,
  ...partnerOnceCases,
  ...monthOnceCases,
  ...officeOnceCases,
]
