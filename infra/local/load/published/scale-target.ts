import type { FirstTarget } from '../../../../shared/domain/programme/programme.ts'

/** A published target at one Nth, rounded half up. Its basis says so, and quotes the published value. */
export const scaleTarget = <T extends Pick<FirstTarget, 'value' | 'basis'>>(target: T, scale: number): T => ({
  ...target,
  value: Math.round(target.value / scale),
  basis: `${target.basis}; ${target.value.toLocaleString('id-ID')} pada skala 1:${scale}`,
})
