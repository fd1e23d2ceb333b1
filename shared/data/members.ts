import * as z from 'zod'
import { makeListing } from '../domain/member/listing.ts'
import { Member, SealedParts } from '../domain/member/member.ts'
import type { Keyring } from '../gateways/keyring.ts'
import { batchGet } from './batch-get.ts'
import { listKeyNames, listKeys, memberKey } from './member-keys.ts'
import { SealedBytes, sealer } from './sealed.ts'
import { getItem, type Table, type Write } from './table.ts'
import { insert, lostRace, put, putVersion, remove, requireAbsent, requireCondition, update } from './writes.ts'

// pk MEMBER#<id>               sk MEMBER   the member, personal data sealed; how lists find it: member-keys.ts
// pk NIK#<key version>.<hash>  sk NIK      the member who holds this NIK; stays as a tombstone after erasure.
//                                          If nobody holds it: the loans that wait for its holder

const nikKey = (hash: string) => ({ pk: `NIK#${hash}`, sk: 'NIK' })

const MemberItem = Member.omit({ person: true, business: true, evidence: true, notes: true, remarks: true }).extend({
  sealed: SealedBytes,
})
const NikItem = z.object({ memberId: z.string().optional(), waiting: z.array(z.string()).optional() })
const PlaceItem = Member.pick({ id: true, area: true, agency: true, mergedInto: true })
type MemberPlace = Omit<z.infer<typeof PlaceItem>, 'id'>
const KeyedNikItem = NikItem.extend({ pk: z.string() })

const nikTaken = lostRace('nik')
const lostNikRace = lostRace('nik_holder')

/** A NIK as read, under every key version: who holds it, or which loans wait while nobody does. */
export type NikState = {
  nik: string
  memberId?: string | undefined
  waiting: string[]
  stored: (string[] | undefined)[]
}

export function members(table: Table, keys: Keyring, frame: Parameters<typeof makeListing>[0]) {
  const personal = sealer(keys, 'member', SealedParts)

  const toItem = (member: Member) => {
    const { person, business, evidence, notes, remarks, ...plain } = member
    return {
      ...memberKey(plain.id),
      ...plain,
      ...listAttributes(member),
      sealed: personal.seal(plain.id, { person, business, evidence, notes, remarks }),
    }
  }

  /** The attributes that put a member into lists. */
  function listAttributes(member: Member): Record<string, unknown> {
    const found = makeListing(frame, member)
    if (!found) return {}
    return { attained: found.listing.attained, ...listKeys(keys, member, found.place) }
  }

  const fromItem = ({ sealed, ...plain }: z.output<typeof MemberItem>): Member => ({
    ...plain,
    ...personal.open(plain.id, sealed),
  })

  /** Writes a NIK's new state under the newest key version, and removes the loans that wait under any version. */
  const nikWrites = ({ nik, stored }: NikState, newItem: z.infer<typeof NikItem>): Write[] =>
    keys.hashes('nik', nik).map((hash, i) => {
      const asRead = { waiting: stored[i], memberId: undefined }
      if (i === 0) return put(table, { ...nikKey(hash), ...newItem }, asRead, lostNikRace)
      return stored[i]
        ? remove(table, nikKey(hash), asRead, lostNikRace)
        : requireAbsent(table, nikKey(hash), lostNikRace)
    })

  return {
    async get(id: string): Promise<Member | undefined> {
      const item = await getItem(table, memberKey(id), MemberItem)
      return item && fromItem(item)
    },

    /** Some members, in no order, without those who do not exist. */
    async getMany(ids: string[]): Promise<Member[]> {
      return (await batchGet(table, ids.map(memberKey), MemberItem)).map(fromItem)
    },

    /** Members by id, in no order, and the number of bytes read. */
    async getWithBytes(ids: string[]): Promise<{ members: Member[]; bytes: number }> {
      let bytes = 0
      const items = await batchGet(table, ids.map(memberKey), MemberItem, (bytesRead) => {
        bytes += bytesRead
      })
      return { members: items.map(fromItem), bytes }
    },

    /** The id of the member who holds a NIK, under any key version. */
    async idByNik(nik: string): Promise<string | undefined> {
      for (const hash of keys.hashes('nik', nik)) {
        const claim = await getItem(table, nikKey(hash), NikItem)
        if (claim?.memberId !== undefined) return claim.memberId
      }
      return undefined
    },

    /** The ids of the members who hold these NIKs, in the order of the NIKs. */
    async idsByNik(niks: string[]): Promise<(string | undefined)[]> {
      const hashes = niks.map((nik) => keys.hashes('nik', nik))
      const items = await batchGet(table, [...new Set(hashes.flat())].map(nikKey), KeyedNikItem)
      const holders = new Map(items.map(({ pk, memberId }) => [pk, memberId]))
      return hashes.map((versions) =>
        versions.map((hash) => holders.get(nikKey(hash).pk)).find((memberId) => memberId !== undefined),
      )
    },

    add: (member: Member): Write => insert(table, toItem(member), lostRace('member_number')),

    /** Requires, in a transaction, that a member is as it was read. */
    requireUnchanged: ({ id, version }: Member): Write =>
      requireCondition(table, memberKey(id), { version }, lostRace('member')),

    save: (member: Member): Write => putVersion(table, toItem(member), lostRace('member')),

    /** Writes again what puts a member into lists, and nothing else. Refused (`LostRace`) if somebody saved the member. */
    relist(member: Member): Write {
      const attributes = listAttributes(member)
      const remove = listKeyNames.filter((name) => !(name in attributes))
      return update(
        table,
        memberKey(member.id),
        { set: attributes, remove },
        { version: member.version },
        lostRace('member'),
      )
    },

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

    /** Claims a NIK that nobody holds, and for which loans may wait. Refused (`LostRace`) if that has changed. */
    claimAwaited: (state: NikState, memberId: string): Write[] => nikWrites(state, { memberId }),

    /** Lets a loan wait for the future holder of a NIK that nobody holds. Refused (`LostRace`) if that has changed. */
    awaitNik: (state: NikState, loan: string): Write[] =>
      nikWrites(state, { waiting: [...new Set([...state.waiting, loan])] }),

    /** Claims a NIK. Refused if any member, even an erased one, holds it under any key version. */
    claimNik(nik: string, memberId: string): Write[] {
      const [newest = '', ...older] = keys.hashes('nik', nik)
      return [
        insert(table, { ...nikKey(newest), memberId }, nikTaken),
        ...older.map((hash) => requireAbsent(table, nikKey(hash), nikTaken)),
      ]
    },

    /**
     * Gives up a NIK that was recorded by mistake. Does nothing if another member holds it. Reads first, to find the
     * hash under which it is claimed.
     */
    async releaseNik(nik: string, memberId: string): Promise<Write[]> {
      for (const hash of keys.hashes('nik', nik)) {
        const claim = await getItem(table, nikKey(hash), NikItem)
        if (claim) return claim.memberId === memberId ? [remove(table, nikKey(hash), { memberId }, lostNikRace)] : []
      }
      return []
    },

    /** Moves the claim on a NIK from one member to another, under the hash that holds it. */
    async moveNik(nik: string, { from, to }: { from: string; to: string }): Promise<Write[]> {
      for (const hash of keys.hashes('nik', nik))
        if (await getItem(table, nikKey(hash), NikItem))
          return [update(table, nikKey(hash), { set: { memberId: to } }, { memberId: from }, lostNikRace)]
      throw lostNikRace()
    },

    /** The area and agency of some members by id, without decrypting anything. */
    async readPlaces(ids: string[]): Promise<Map<string, MemberPlace>> {
      const items = await batchGet(table, [...new Set(ids)].map(memberKey), PlaceItem)
      return new Map(items.map(({ id, ...place }) => [id, place]))
    },
  }
}
