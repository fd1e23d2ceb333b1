import type { ListPlace } from '../domain/member/listing.ts'
import type { Member } from '../domain/member/member.ts'
import { writeSortableTime } from '../domain/values/id.ts'
import type { Keyring } from '../gateways/keyring.ts'

// pk MEMBER#<id>               sk MEMBER   the member, personal data sealed
//
// Lists find members by shard (a kota), except merged, erased, rejected and restricted ones:
// gsi1pk NAME#<shard>#<key version>.<hash>  gsi1sk <registration>#<leaf>    members whose names begin alike
// gsi2pk LIST#<shard>                       gsi2sk <registration>           the members of a shard
// gsi3pk WAIT#<shard>                       gsi3sk <waiting since>#<id>     members with a stage left to attain
// where <registration> is <day of registration>#<instant of recording, sortable>#<id>
//
// Sort keys begin with a day and contain an id. So they have one order across partitions, and no two members share one.

export const memberKey = (id: string) => ({ pk: `MEMBER#${id}`, sk: 'MEMBER' })

export const namePartition = (shard: string, hash: string) => `NAME#${shard}#${hash}`
export const listPartition = (shard: string) => `LIST#${shard}`
export const waitPartition = (shard: string) => `WAIT#${shard}`

/** The first version of the lists had a partition like this for each district; now each shard has one. */
export const earlierListPartition = (district: string) => `LIST#${district}`

export const listKeyNames = ['gsi1pk', 'gsi1sk', 'gsi2pk', 'gsi2sk', 'gsi3pk', 'gsi3sk']

/** The attributes that put a member into lists. */
export function listKeys(
  keys: Keyring,
  { id, registeredAt }: Pick<Member, 'id' | 'registeredAt'>,
  { shard, leaf, registeredOn, waitingSince, nameBegins }: ListPlace,
): Record<string, string> {
  const registration = `${registeredOn}#${writeSortableTime(new Date(registeredAt))}#${id}`
  const name = nameBegins && namePartition(shard, keys.hash('name', nameBegins))
  return {
    ...(name && { gsi1pk: name, gsi1sk: `${registration}#${leaf}` }),
    gsi2pk: listPartition(shard),
    gsi2sk: registration,
    ...(waitingSince && { gsi3pk: waitPartition(shard), gsi3sk: `${waitingSince}#${id}` }),
  }
}

/** The member id in a sort key, and the leaf if the key is in the index of names. */
export function readSortKey(sortKey: string): { id: string; leaf?: string | undefined } {
  const [, second = '', id = second, leaf] = sortKey.split('#')
  return { id, leaf }
}
