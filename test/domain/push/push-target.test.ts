import { describe, expect, test } from 'vitest'
import { isPushTarget, mayConnect, requirePushTarget } from '../../../shared/domain/push/push-target.ts'

const publicOnly = { loopback: false }
const allowLoopback = { loopback: true }

describe('a target of pushes', () => {
  test.each([
    'https://penerima.jakarta.go.id/capaian?kota=31.71',
    'https://penerima.jakarta.go.id:443/',
    'https://penerima.jakarta.go.id.',
    'https://contoh.xn--p1ai/x',
  ])('is %s', (target) => {
    expect(isPushTarget(target, publicOnly)).toBe(true)
  })

  test.each([
    'http://penerima.jakarta.go.id/',
    'https://penerima.jakarta.go.id:8443/',
    'https://admin:rahasia@penerima.jakarta.go.id/',
    'https://admin@penerima.jakarta.go.id/',
    'https://penerima.jakarta.go.id/#x',
    'https://penerima/',
    'https://localhost/',
    'https://8.8.8.8/',
    'https://0x08080808/',
    'https://134744072/',
    'https://[2606:4700::1111]/',
    'ftp://penerima.jakarta.go.id/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'penerima.jakarta.go.id',
    '',
    'http://127.0.0.1:3000/',
    'http://localhost:3000/',
  ])('is not %s', (target) => {
    expect(isPushTarget(target, publicOnly)).toBe(false)
    expect(() => requirePushTarget(target, publicOnly, ['target'])).toThrow('push_target')
  })

  test('may be on this machine if a setting allows it', () => {
    expect(isPushTarget('http://127.0.0.1:3000/x', allowLoopback)).toBe(true)
    expect(isPushTarget('http://localhost:3000/x', allowLoopback)).toBe(true)
    expect(isPushTarget('http://10.0.0.1:3000/x', allowLoopback)).toBe(false)
    expect(isPushTarget('http://localhost.example.id/', allowLoopback)).toBe(false)
  })
})

describe('a push connects', () => {
  test.each(['8.8.8.8', '103.166.30.1', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2404:6800:4003::1'])(
    'to %s',
    (address) => {
      expect(mayConnect(address, publicOnly)).toBe(true)
    },
  )

  test.each([
    ['private', ['10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1']],
    ['shared by providers', ['100.64.0.1', '100.127.255.255']],
    ['loopback', ['127.0.0.1', '127.8.8.8', '::1']],
    ['link-local', ['169.254.169.254', 'fe80::1', 'fe80::1%eth0']],
    ['of no host', ['0.0.0.0', '::', '0.1.2.3']],
    [
      'of protocols, examples and benchmarks',
      ['192.0.0.170', '192.0.2.1', '198.18.0.1', '198.51.100.1', '203.0.113.9'],
    ],
    ['multicast, reserved or broadcast', ['224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255', 'ff02::1']],
    ['unique local', ['fc00::1', 'fd00:ec2::254']],
    ['IPv4 in IPv6', ['::ffff:8.8.8.8', '::ffff:10.0.0.1', '::ffff:a9fe:a9fe', '::127.0.0.1']],
    ['translated', ['64:ff9b::a00:1', '64:ff9b:1::a00:1', '2002:a00:1::', '192.88.99.1', '2001:0:53aa:64c::1']],
    ['of documentation', ['2001:db8::1', '3fff::1']],
    ['no address', ['', 'localhost', '8.8.8', '0x7f.1', '1e100.net']],
  ])('to nothing that is %s', (_, addresses) => {
    expect(addresses.filter((address) => mayConnect(address, publicOnly))).toEqual([])
  })

  test('to this machine if a setting allows it, and to no other private address', () => {
    expect(['127.0.0.1', '::1'].every((address) => mayConnect(address, allowLoopback))).toBe(true)
    expect(['10.0.0.1', '169.254.169.254', 'fd00::1'].some((address) => mayConnect(address, allowLoopback))).toBe(false)
  })
})
