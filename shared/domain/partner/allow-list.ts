import { BlockList, isIP } from 'node:net'
import * as z from 'zod'
import { rule } from '../problems/field-rule.ts'

const isCidr = (text: string): boolean => z.cidrv4().safeParse(text).success || z.cidrv6().safeParse(text).success

const cidrPattern = `${z.regexes.cidrv4.source}|${z.regexes.cidrv6.source}`

/** A range of addresses, IPv4 or IPv6, such as `203.0.113.0/24` or `2001:db8::/32`; refused with `cidr_shape`. */
export const Cidr = z
  .string()
  .max(43)
  .refine(isCidr, rule('cidr_shape'))
  .meta({ id: 'Cidr', pattern: cidrPattern, example: '203.0.113.0/24' })
export type Cidr = z.infer<typeof Cidr>

const addressFamily = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4')

/**
 * Whether an address may call. An empty list allows every address. An IPv4 address may come in its IPv6 form
 * (`::ffff:203.0.113.7`).
 */
export function isAllowed(ranges: readonly Cidr[], address: string): boolean {
  if (ranges.length === 0) return true
  if (isIP(address) === 0) return false
  const list = new BlockList()
  for (const range of ranges) {
    const [network = '', prefix = ''] = range.split('/')
    list.addSubnet(network, Number(prefix), addressFamily(network))
  }
  return list.check(address, addressFamily(address))
}
