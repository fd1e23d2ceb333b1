import type { ParkReason } from './loan-record.ts'

/** An invented member, and the result of a loan to that member. */
export type SandboxMember = {
  number: string
  nik: string
  /** Why their loan waits. */
  reason?: ParkReason
  /** Why their loan does not attain the stage, as codes. */
  stageProblems?: string[]
}

/**
 * The members of every sandbox, one for each outcome. A sandbox knows nobody else. It never reads real members,
 * because its partner could then find out who is a member.
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
