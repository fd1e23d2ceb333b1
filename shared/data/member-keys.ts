import type { ListPlace } from '../domain/member/listing.ts'
import type { Member } from '../domain/member/member.ts'
import { sortableTime } from '../domain/values/id.ts'
import type { Keyring } from '../gateways/keyring.ts'

// pk MEMBER#<id>               sk MEMBER   the member, personal data sealed
//
// A member is found in lists, while it is one:
// gsi1pk NAME#<district>#<key version>.<hash>  gsi1sk <registered>  members of a district whose names begin alike
// gsi2pk LIST#<district>                       gsi2sk <registered>  the members of a district
// gsi3pk WAIT#<district>                       gsi3sk <waiting since>#<id>  those who have a stage left to attain
// where <registered> is <day of registration>#<instant of recording, sortable>#<id>
//
// Sort keys begin with a day and end with an id, so they compare across partitions and no two members share one.

export const memberKey = (id: string) => ({ pk: `MEMBER#${id}`, sk: 'MEMBER' })

export const namePartition = (district: string, hash: string) => `NAME#${district}#${hash}`
export const listPartition = (district: string) => `LIST#${district}`
export const waitPartition = (district: string) => `WAIT#${district}`

/** The attributes that put a member into lists. */
export function listKeys(
  keys: Keyring,
  { id, registeredAt }: Pick<Member, 'id' | 'registeredAt'>,
  { district, registeredOn, waitingSince, nameBegins }: ListPlace,
): Record<string, string> {
  const registered = `${registeredOn}#${sortableTime(new Date(registeredAt))}#${id}`
  return {
    ...(nameBegins && { gsi1pk: namePartition(district, keys.hash('name', nameBegins)), gsi1sk: registered }),
    gsi2pk: listPartition(district),
    gsi2sk: registered,
    ...(waitingSince && { gsi3pk: waitPartition(district), gsi3sk: `${waitingSince}#${id}` }),
  }
}

/** The member id in a sort key. */
export const idInKey = (sortKey: string): string => sortKey.slice(sortKey.lastIndexOf('#') + 1)
