import * as z from 'zod'
import { SnapProfile } from './snap-profile.ts'
import { type WebhookProfile, webhookProfiles } from './webhook-schemes.ts'

/** How a partner's calls are signed. This is data, so that no code is needed to connect a partner. */
export const SigningProfile = z
  .discriminatedUnion('scheme', [...webhookProfiles, SnapProfile])
  .meta({ id: 'SigningProfile' })
export type SigningProfile = z.infer<typeof SigningProfile>

export const isSnap = (profile: SigningProfile): profile is SnapProfile => profile.scheme === 'snap'

/** Whether a partner calls `/hooks`. All schemes do, except SNAP, which has its own endpoint. */
export const isWebhook = (profile: SigningProfile): profile is WebhookProfile => !isSnap(profile)
