import * as z from 'zod'
import { AwaitedFile, EvidenceFile } from '../domain/member/evidence-file.ts'
import type { Keyring } from '../gateways/keyring.ts'
import { SealedBytes, sealer } from './sealed.ts'
import { commit, expiresAt, getItem, type Key, queryAll, type Table, type Write } from './table.ts'
import { insert, lostRace, put, remove } from './writes.ts'

// pk MEMBER#<id>   sk FILE#<file id>   a file that proves a stage, with the sealed key of its content; an awaited
//                                      file has no key, and expires after some days

const daysAwaited = 2

const key = ({ memberId, id }: Pick<EvidenceFile, 'memberId' | 'id'>): Key => ({
  pk: `MEMBER#${memberId}`,
  sk: `FILE#${id}`,
})

const KeptItem = EvidenceFile.extend({ sealed: SealedBytes })
const Item = z.union([KeptItem, AwaitedFile])
const ContentKey = z.base64().transform((text) => Buffer.from(text, 'base64'))

/** A kept file with the key that opens its content. */
export type KeptFile = { file: EvidenceFile; contentKey: Buffer }

export function evidenceFiles(table: Table, keys: Keyring) {
  const contentKeys = sealer(keys, 'evidence-file', ContentKey)
  const toKept = ({ sealed, ...file }: z.output<typeof KeptItem>): KeptFile => ({
    file,
    contentKey: contentKeys.open(file.id, sealed),
  })

  return {
    async findKept(memberId: string, id: string): Promise<KeptFile | undefined> {
      const item = await getItem(table, key({ memberId, id }), Item)
      return item && 'sealed' in item ? toKept(item) : undefined
    },

    async findAwaited(memberId: string, id: string): Promise<AwaitedFile | undefined> {
      const item = await getItem(table, key({ memberId, id }), Item)
      return item && !('sealed' in item) ? item : undefined
    },

    /** The kept files of a member, oldest first. */
    async ofMember(memberId: string): Promise<EvidenceFile[]> {
      const items = await queryAll(table, { pk: `MEMBER#${memberId}`, begins: 'FILE#' }, Item)
      return items.flatMap((item) => ('sealed' in item ? [toKept(item).file] : []))
    },

    addAwaited: (file: AwaitedFile, at: string): Write =>
      insert(table, { ...key(file), ...file, expiresAt: expiresAt(at, daysAwaited) }),

    /** Keeps an awaited file. Refused (`LostRace`) if it is no longer awaited. */
    keep: ({ file, contentKey }: KeptFile): Write =>
      put(
        table,
        { ...key(file), ...file, sealed: contentKeys.seal(file.id, contentKey.toString('base64')) },
        { id: file.id, sealed: undefined },
        lostRace('item'),
      ),

    /** Forgets every file of a member, and the files' keys. Without its key, nobody can read a file's content. */
    async forget(memberId: string): Promise<void> {
      const items = await queryAll(table, { pk: `MEMBER#${memberId}`, begins: 'FILE#' }, Item)
      for (const item of items) await commit(table, remove(table, key(item)))
    },

    remove: (file: EvidenceFile): Write => remove(table, key(file)),
  }
}
