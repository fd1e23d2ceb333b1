import * as z from 'zod'
import { SnapProfile } from './snap-profile.ts'
import { type WebhookProfile, webhookProfiles } from './webhook-schemes.ts'

/** How a partner's calls are signed: data, so that connecting a partner takes no code. */
export const SigningProfile = z
  .discriminatedUnion('scheme', [...webhookProfiles, SnapProfile])
  .meta({ id: 'SigningProfile' })
export type SigningProfile = z.infer<typeof SigningProfile>

export const isSnap = (profile: SigningProfile): profile is SnapProfile => profile.scheme === 'snap'

/** Whether a partner calls the door `/hooks`: by every scheme but SNAP, which has a door of its own. */
export const isWebhook = (profile: SigningProfile): profile is WebhookProfile => !isSnap(profile)
