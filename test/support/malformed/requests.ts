import { changes } from './changes.ts'
import { duplicates } from './duplicates.ts'
import { encodings } from './encodings.ts'
import { grants } from './grants.ts'
import { handedOut } from './handed-out.ts'
import { headers } from './headers.ts'
import { identities } from './identities.ts'
import { lists } from './lists.ts'
import { loans } from './loans.ts'
import type { Malformed } from './malformed.ts'
import { obstacles } from './obstacles.ts'
import { partners } from './partners.ts'
import { places } from './places.ts'
import { readings } from './readings.ts'
import { recipients } from './recipients.ts'
import { codes, shapes } from './registrations.ts'
import { searches } from './searches.ts'
import { stages } from './stages.ts'
import { subscribers } from './subscribers.ts'
import { targets } from './targets.ts'

/** Every request that must be refused, by what is wrong with it. */
export const malformed: Record<string, Malformed[]> = {
  handedOut,
  encodings,
  shapes,
  codes,
  stages,
  targets,
  subscribers,
  lists,
  readings,
  searches,
  duplicates,
  headers,
  places,
  changes,
  identities,
  grants,
  partners,
  loans,
  recipients,
  obstacles,
}
