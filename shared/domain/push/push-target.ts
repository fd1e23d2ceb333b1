import { BlockList, isIP } from 'node:net'
import { invalid } from '../problems/app-error.ts'

/** Where pushes may go. `loopback` adds servers on this machine by plain http, for trying things out. */
export type PushReach = { loopback: boolean }

const isOnThisMachine = ({ protocol, hostname }: URL): boolean =>
  protocol === 'http:' && (hostname === '127.0.0.1' || hostname === 'localhost')

/** A name with a dot whose last part is not a number, so neither `localhost` nor an address. */
const hasPublicName = ({ hostname }: URL): boolean => /^[^[]+\.[a-z][a-z0-9-]*\.?$/.test(hostname)

/**
 * Whether a URL may receive pushes: https on port 443 of a named host, without user, password and fragment. The
 * addresses behind the name are checked when a push is sent (`mayConnect`).
 */
export function isPushTarget(target: string, { loopback }: PushReach): boolean {
  const url = URL.parse(target)
  if (!url) return false
  const isBare = url.username === '' && url.password === '' && url.hash === ''
  return (
    isBare &&
    ((url.protocol === 'https:' && url.port === '' && hasPublicName(url)) || (loopback && isOnThisMachine(url)))
  )
}

/** Throws `invalid` for a URL that may not receive pushes. `path` is the URL's place in the input. */
export function requirePushTarget(target: string, reach: PushReach, path: string[]): void {
  if (!isPushTarget(target, reach)) throw invalid('push_target', {}, path)
}

/**
 * Networks that the whole internet cannot reach (IANA IPv4 Special-Purpose Address Registry), and multicast (RFC 5771).
 */
const specialIpv4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const

/**
 * Public addresses are all in 2000::/3 (RFC 4291); mapped, NAT64, unique local, link-local and multicast addresses are
 * not. Some blocks within it are special too: protocol assignments such as Teredo, documentation, and 6to4 (IANA IPv6
 * Special-Purpose Address Registry).
 */
const specialIpv6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const

const specialNetworks = new BlockList()
for (const [network, prefix] of specialIpv4) specialNetworks.addSubnet(network, prefix, 'ipv4')
for (const [network, prefix] of specialIpv6) specialNetworks.addSubnet(network, prefix, 'ipv6')
const globalUnicast = new BlockList()
globalUnicast.addSubnet('2000::', 3, 'ipv6')
const ownMachine = new BlockList()
ownMachine.addSubnet('127.0.0.0', 8, 'ipv4')
ownMachine.addAddress('::1', 'ipv6')

/** Whether a push may connect to an address: to one of the public internet or, with `loopback`, of this machine. */
export function mayConnect(address: string, { loopback }: PushReach): boolean {
  switch (isIP(address)) {
    case 4:
      return !specialNetworks.check(address, 'ipv4') || (loopback && ownMachine.check(address, 'ipv4'))
    case 6:
      return (
        (globalUnicast.check(address, 'ipv6') && !specialNetworks.check(address, 'ipv6')) ||
        (loopback && ownMachine.check(address, 'ipv6'))
      )
    default:
      return false
  }
}
