import type { ParkReason } from './loan-record.ts'

/** Somebody who is in no register, and what becomes of a loan of theirs. */
export type SandboxMember = {
  number: string
  nik: string
  /** Why their loan waits. */
  reason?: ParkReason
  /** Why their loan does not attain the stage, as codes. */
  stageProblems?: string[]
}

/**
 * The members of every sandbox, one for each outcome; anybody else is unknown. A sandbox never looks at real members, or
 * its partner could find out who is one.
 */
export const sandboxMembers: readonly SandboxMember[] = [
  { number: 'SANDBX12', nik: '3171011503900001' },
  { number: 'SANDBX24', nik: '3171011503900002', reason: 'identity_unsettled' },
  { number: 'SANDBX36', nik: '3171011503900003', reason: 'member_restricted' },
  { number: 'SANDBX48', nik: '3171011503900004', reason: 'member_erased' },
  { number: 'SANDBX5A', nik: '3171011503900005', stageProblems: ['member_inactive'] },
]

export const findSandboxMember = (numberOrNik: string): SandboxMember | undefined =>
  sandboxMembers.find(({ number, nik }) => number === numberOrNik || nik === numberOrNik)
