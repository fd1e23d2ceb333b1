import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { Obligation } from '../domain/jobs/obligation.ts'
import { isLoanType } from '../domain/loan/loan-event.ts'
import { ignoreIfRaceLost } from '../domain/problems/lost-race.ts'
import { Conflict, Receipt, ReceivedWords } from '../domain/receipt/receipt.ts'
import type { Keyring } from '../gateways/keyring.ts'
import { batchGet } from './batch-get.ts'
import { obligationAttributes } from './obligations.ts'
import { callAttributes } from './partner-calls.ts'
import { SealedBytes, sealer } from './sealed.ts'
import { commit, expiresAt, getItem, type Key, type Table, type Write } from './table.ts'
import { insert, lostRace, update } from './writes.ts'

// pk RECEIPT#<id>  sk RECEIPT         an event of a partner, its words sealed, with an obligation to apply it
// pk CONFLICT#<id>  sk CONFLICT       other content under a known id; parked until a person has seen it
// pk EXTERNAL#<partner>#<WIB day>#<external id>  sk EXTERNAL   the receipt for which an X-EXTERNAL-ID was used on a day
// gsi3pk TOLD#<whom>                  gsi3sk <id>              whose words they are: a member number, or a NIK's keyed hash

const key = (id: string): Key => ({ pk: `RECEIPT#${id}`, sk: 'RECEIPT' })
const conflictKey = (id: string): Key => ({ pk: `CONFLICT#${id}`, sk: 'CONFLICT' })

const storedFields = { sealed: SealedBytes, obligation: Obligation }
const Item = Receipt.extend(storedFields)
const ConflictItem = Conflict.extend(storedFields)
const External = z.object({ receipt: z.string() })
const Found = z.object({ pk: z.string(), sk: z.string() })

/** A receipt as stored: with the words received, and the obligation to apply them. */
export type StoredReceipt = { receipt: Receipt; words: ReceivedWords; obligation: Obligation }

export type StoredConflict = { conflict: Conflict; words: ReceivedWords; obligation: Obligation; key: Key }

/** The person whom a partner's words are about, as the partner names the person. */
export type PersonRef = { number: string } | { nik: string }

/** An X-EXTERNAL-ID of a partner on its day in WIB. */
export type ExternalId = { partner: string; day: string; id: string }

const externalKey = ({ partner, day, id }: ExternalId): Key => ({
  pk: `EXTERNAL#${partner}#${day}#${id}`,
  sk: 'EXTERNAL',
})

/**
 * Words before sealing, with the body compressed. As JSON text, a body of quotes and backslashes would double and
 * exceed the size of an item. Compressed, even the largest accepted body fits, since base64 adds only a third.
 */
const Packed = z
  .object({ packed: z.string(), signature: z.string(), timestamp: z.string() })
  .transform(({ packed, ...words }) => ({
    ...words,
    body: inflateRawSync(Buffer.from(packed, 'base64')).toString('utf8'),
  }))

/** Words have no `packed` if they were emptied, or stored before bodies were compressed. */
const SealedWords = z.union([Packed, ReceivedWords])

const packWords = ({ body, ...words }: ReceivedWords) => ({
  ...words,
  ...(body !== undefined && { packed: deflateRawSync(body).toString('base64') }),
})

export function receipts(table: Table, keys: Keyring) {
  const wordSealer = sealer(keys, 'receipt', SealedWords)
  const namePerson = (person: PersonRef, version = 0) =>
    `TOLD#${'number' in person ? person.number : (keys.hashes('nik', person.nik)[version] ?? '')}`
  const makePersonKeys = (person: PersonRef | undefined, id: string) =>
    person ? { gsi3pk: namePerson(person), gsi3sk: id } : {}
  const fromItem = ({ sealed, obligation, ...receipt }: z.output<typeof Item>): StoredReceipt => ({
    receipt,
    words: wordSealer.open(receipt.id, sealed),
    obligation,
  })

  const sealEmpty = (id: string) => wordSealer.seal(id, { signature: '', timestamp: '' })

  return {
    keyOf: key,

    /** The attributes that replace a receipt's words when they must not be kept. */
    withoutWords: (id: string) => ({ sealed: sealEmpty(id) }),

    get: (id: string): Promise<StoredReceipt | undefined> => getItem(table, key(id), Item.transform(fromItem)),

    /** Which of these receipts there are. */
    async listExisting(ids: string[]): Promise<Set<string>> {
      const items = await batchGet(table, ids.map(key), Receipt.pick({ id: true }))
      return new Set(items.map(({ id }) => id))
    },

    /** Adds a receipt. Refused (`LostRace`) if its event has one. */
    add: ({ receipt, words, obligation }: StoredReceipt, person: PersonRef | undefined): Write =>
      insert(
        table,
        {
          ...key(receipt.id),
          ...receipt,
          sealed: wordSealer.seal(receipt.id, packWords(words)),
          ...obligationAttributes(obligation),
          ...callAttributes(receipt.partner, receipt.receivedAt, receipt.id, {
            isAboutLoan: isLoanType(receipt.type),
          }),
          ...makePersonKeys(person, receipt.id),
        },
        lostRace('receipt'),
      ),

    /** Claims an X-EXTERNAL-ID for its day. Refused (`LostRace`) if another receipt has it. */
    claim: (externalId: ExternalId, receipt: string): Write =>
      insert(
        table,
        {
          ...externalKey(externalId),
          receipt,
          // Two days after its beginning, a day has ended in every time zone.
          expiresAt: expiresAt(externalId.day, 3),
        },
        lostRace('external_id'),
      ),

    /** The receipt with which an X-EXTERNAL-ID was used. */
    receiptByExternalId: async (externalId: ExternalId): Promise<string | undefined> =>
      (await getItem(table, externalKey(externalId), External))?.receipt,

    /** Keeps an event that conflicts with a receipt. Does nothing if it is kept already. */
    async keepConflict(
      conflict: Conflict,
      words: ReceivedWords,
      obligation: Obligation,
      person: PersonRef | undefined,
    ) {
      const item = {
        ...conflictKey(conflict.id),
        ...conflict,
        sealed: wordSealer.seal(conflict.id, packWords(words)),
        ...obligationAttributes(obligation),
        ...makePersonKeys(person, conflict.id),
      }
      await commit(table, insert(table, item, lostRace('conflict'))).catch(ignoreIfRaceLost('conflict'))
    },

    async conflict(id: string): Promise<StoredConflict | undefined> {
      const item = await getItem(table, conflictKey(id), ConflictItem)
      if (!item) return undefined
      const { sealed, obligation, ...conflict } = item
      const words = wordSealer.open(conflict.id, sealed)
      return { conflict, words, obligation, key: conflictKey(id) }
    },

    /** Empties the words that partners sent about a person. The receipt and its content hash stay. */
    async forget(person: PersonRef): Promise<void> {
      const versions = 'nik' in person ? keys.versions : 1
      for (let version = 0; version < versions; version++) {
        for (const item of await this.findItemsAbout(namePerson(person, version)))
          await commit(
            table,
            update(
              table,
              { pk: item.pk, sk: item.sk },
              { set: { sealed: sealEmpty(item.gsi3sk) }, remove: ['gsi3pk', 'gsi3sk'] },
            ),
          )
      }
    },

    async findItemsAbout(partition: string) {
      const found: { pk: string; sk: string; gsi3sk: string }[] = []
      let last: Record<string, unknown> | undefined
      do {
        const { Items = [], LastEvaluatedKey } = await table.client.send(
          new QueryCommand({
            TableName: table.name,
            IndexName: 'gsi3',
            KeyConditionExpression: 'gsi3pk = :whom',
            ExpressionAttributeValues: { ':whom': partition },
            ...(last && { ExclusiveStartKey: last }),
          }),
        )
        found.push(...Items.map((item) => Found.extend({ gsi3sk: z.string() }).parse(item)))
        last = LastEvaluatedKey
      } while (last)
      return found
    },
  }
}
