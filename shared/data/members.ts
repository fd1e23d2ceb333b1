import * as z from 'zod'
import { listingOf } from '../domain/member/listing.ts'
import { Member, Sealed } from '../domain/member/member.ts'
import type { Keyring } from '../gateways/keyring.ts'
import { batchGet } from './batch-get.ts'
import { listKeys, memberKey } from './member-keys.ts'
import { absent, getItem, insert, remove, replace, type Table, type Write } from './table.ts'

// pk MEMBER#<id>               sk MEMBER   the member, personal data sealed; how lists find it: member-keys.ts
// pk NIK#<key version>.<hash>  sk NIK      who holds this NIK; stays as a tombstone when the member is erased.
//                                          While nobody does: the loans that wait for who comes to hold it

const nikKey = (hash: string) => ({ pk: `NIK#${hash}`, sk: 'NIK' })

const MemberItem = Member.omit({ person: true, business: true, evidence: true, notes: true, remarks: true }).extend({
  sealed: z.instanceof(Uint8Array),
})
const NikItem = z.object({ memberId: z.string().optional(), waiting: z.array(z.string()).optional() })
const PlaceItem = Member.pick({ id: true, area: true, agency: true, mergedInto: true })
type MemberPlace = Omit<z.infer<typeof PlaceItem>, 'id'>
const KeyedNikItem = NikItem.extend({ pk: z.string() })

/** Another writer was faster: read the member again and decide anew. */
export class MemberMoved extends Error {
  override name = 'MemberMoved'
}
/** The number drawn for a new member is somebody's: draw again. */
export class NumberTaken extends Error {
  override name = 'NumberTaken'
}
/** The NIK belongs to a member. */
export class NikTaken extends Error {
  override name = 'NikTaken'
}

const nikTaken = () => new NikTaken('The NIK is registered')
const nikMoved = () => new MemberMoved('The NIK has changed hands')

/** A NIK as it was read, under every key version: who holds it, and which loans wait while nobody does. */
export type NikState = {
  nik: string
  memberId?: string | undefined
  waiting: string[]
  stored: (string[] | undefined)[]
}

export function members(table: Table, keys: Keyring, frame: Parameters<typeof listingOf>[0]) {
  const context = (id: string) => `member:${id}`

  const toItem = (member: Member) => {
    const { person, business, evidence, notes, remarks, ...plain } = member
    return {
      ...memberKey(plain.id),
      ...plain,
      ...listed(member),
      sealed: keys.seal({ person, business, evidence, notes, remarks }, context(plain.id)),
    }
  }

  /** What puts a member into lists. */
  function listed(member: Member): Record<string, unknown> {
    const found = listingOf(frame, member)
    if (!found) return {}
    return { attained: found.listing.attained, ...listKeys(keys, member, found.place) }
  }

  const open = ({ sealed, ...plain }: z.output<typeof MemberItem>): Member => ({
    ...plain,
    ...Sealed.parse(keys.open(sealed, context(plain.id))),
  })

  const unmoved = (before: string[] | undefined) =>
    before
      ? {
          ConditionExpression: 'waiting = :before AND attribute_not_exists(memberId)',
          ExpressionAttributeValues: { ':before': before },
        }
      : { ConditionExpression: 'attribute_not_exists(pk)' }

  const nikPut = (hash: string, before: string[] | undefined, holding: z.infer<typeof NikItem>): Write => ({
    operation: { Put: { TableName: table.name, Item: { ...nikKey(hash), ...holding }, ...unmoved(before) } },
    refused: nikMoved,
  })

  const nikRemoval = (hash: string, before: string[]): Write => ({
    operation: { Delete: { TableName: table.name, Key: nikKey(hash), ...unmoved(before) } },
    refused: nikMoved,
  })

  return {
    async get(id: string): Promise<Member | undefined> {
      const item = await getItem(table, memberKey(id), MemberItem)
      return item && open(item)
    },

    /** Some members, in no order; those who are not there are left out. */
    async allOf(ids: string[]): Promise<Member[]> {
      return (await batchGet(table, ids.map(memberKey), MemberItem)).map(open)
    },

    /** Members by id, in no order, and how many bytes reading them took. */
    async weighed(ids: string[]): Promise<{ members: Member[]; bytes: number }> {
      let bytes = 0
      const items = await batchGet(table, ids.map(memberKey), MemberItem, (read) => {
        bytes += read
      })
      return { members: items.map(open), bytes }
    },

    /** The id of the member who holds a NIK, under whichever key version it was hashed. */
    async idByNik(nik: string): Promise<string | undefined> {
      for (const hash of keys.hashes('nik', nik)) {
        const claim = await getItem(table, nikKey(hash), NikItem)
        if (claim?.memberId !== undefined) return claim.memberId
      }
      return undefined
    },

    /** The ids of the members who hold some NIKs, in their order. */
    async idsByNik(niks: string[]): Promise<(string | undefined)[]> {
      const hashes = niks.map((nik) => keys.hashes('nik', nik))
      const items = await batchGet(table, [...new Set(hashes.flat())].map(nikKey), KeyedNikItem)
      const holders = new Map(items.map(({ pk, memberId }) => [pk, memberId]))
      return hashes.map((versions) =>
        versions.map((hash) => holders.get(nikKey(hash).pk)).find((memberId) => memberId !== undefined),
      )
    },

    add: (member: Member): Write => insert(table, toItem(member), () => new NumberTaken('The number is in use')),

    save: (member: Member): Write => replace(table, toItem(member), () => new MemberMoved('The member has changed')),

    /** Who holds a NIK, or which loans wait for its holder. */
    async nikState(nik: string): Promise<NikState> {
      const items = await Promise.all(keys.hashes('nik', nik).map((hash) => getItem(table, nikKey(hash), NikItem)))
      const stored = items.map((item) => item?.waiting)
      return {
        nik,
        memberId: items.find((item) => item?.memberId !== undefined)?.memberId,
        waiting: stored.flatMap((waiting = []) => waiting),
        stored,
      }
    },

    /** Claims a NIK that nobody holds, from the loans that wait for it; refused as a race when that has changed. */
    claimAwaited: ({ nik, stored }: NikState, memberId: string): Write[] =>
      keys.hashes('nik', nik).map((hash, i) => {
        const before = stored[i]
        if (i === 0) return nikPut(hash, before, { memberId })
        return before ? nikRemoval(hash, before) : absent(table, nikKey(hash), nikMoved)
      }),

    /** Lets a loan wait for whoever comes to hold a NIK that nobody holds; refused as a race when that has changed. */
    awaitNik: ({ nik, stored, waiting }: NikState, loan: string): Write[] =>
      keys.hashes('nik', nik).map((hash, i) => {
        const before = stored[i]
        if (i === 0) return nikPut(hash, before, { waiting: [...new Set([...waiting, loan])] })
        return before ? nikRemoval(hash, before) : absent(table, nikKey(hash), nikMoved)
      }),

    /** Claims a NIK: refused if any member, even an erased one, holds it under any key version. */
    claimNik(nik: string, memberId: string, taken: Write['refused'] = nikTaken): Write[] {
      const [newest = '', ...older] = keys.hashes('nik', nik)
      return [
        insert(table, { ...nikKey(newest), memberId }, taken),
        ...older.map((hash) => absent(table, nikKey(hash), taken)),
      ]
    },

    /**
     * Gives up a NIK that was recorded by mistake; nothing where it is another's. The hash it was claimed under must be
     * looked up first.
     */
    async releaseNik(nik: string, memberId: string): Promise<Write[]> {
      for (const hash of keys.hashes('nik', nik)) {
        const claim = await getItem(table, nikKey(hash), NikItem)
        if (claim) return claim.memberId === memberId ? [remove(table, nikKey(hash), { memberId }, nikMoved)] : []
      }
      return []
    },

    /** Gives the claim on a NIK from one member to another, under the hash it was made with. */
    async moveNik(nik: string, { from, to }: { from: string; to: string }): Promise<Write[]> {
      for (const hash of keys.hashes('nik', nik))
        if (await getItem(table, nikKey(hash), NikItem))
          return [
            {
              operation: {
                Update: {
                  TableName: table.name,
                  Key: nikKey(hash),
                  UpdateExpression: 'SET memberId = :to',
                  ConditionExpression: 'memberId = :from',
                  ExpressionAttributeValues: { ':from': from, ':to': to },
                },
              },
              refused: nikMoved,
            },
          ]
      throw nikMoved()
    },

    /** Where some members lie, by id, without opening what is sealed. */
    async placesOf(ids: string[]): Promise<Map<string, MemberPlace>> {
      const items = await batchGet(table, [...new Set(ids)].map(memberKey), PlaceItem)
      return new Map(items.map(({ id, ...place }) => [id, place]))
    },
  }
}
